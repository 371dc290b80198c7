/**
 * A name given in confidence: asking for it, agreeing that a colleague opens it, showing it to whoever asked.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, showMistakes, typed } from '../form.mjs';
import { choose, day, fill, named, part, row, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ asking: string, item: string, title: any, purpose: string, on: string, agreed: any, delayed: boolean, isMine: boolean, mayAgree: boolean }} Ask */

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function namesSection(keeper, leaveFor) {
  const section = part('names');
  let current = '';

  /** @param {string} folder hex */
  async function load(folder) {
    current = folder;
    const { carriers, asks, mayAsk } = await keeper.ask('names', { folder });
    if (folder !== current) return;
    part('asks', section).replaceChildren(...asks.map(askRow));
    offer(carriers);
    section.hidden = !carriers.length || !mayAsk;
  }

  /** @param {() => Promise<void>} work */
  async function tried(work) {
    clearMistakes(section);
    try {
      await work();
    } catch (error) {
      const { code } = mistakeOf(error);
      if (leaveFor(code)) return;
      showMistakes(section, [{ field: null, code }]);
    }
  }

  /** @param {string} verb @param {Record<string, unknown>} chosen @param {string} said */
  async function change(verb, chosen, said) {
    await keeper.ask(verb, { folder: current, ...chosen });
    await load(current);
    const words = /** @type {HTMLTemplateElement} */ (part(`names-said="${said}"`)).content.textContent;
    part('names-status', section).textContent = words;
    part('names-heading', section).focus();
  }

  /** @param {string} asking */
  async function show(asking) {
    const folder = current;
    const { name, contact, share_with } = await keeper.ask('open-name', { folder, asking });
    if (folder !== current) return;
    fill(part('name', section), { name, contact, share_with: share_with.join('\n') });
    part('name', section).hidden = false;
    part('names-heading', section).focus();
  }

  /** @param {Ask} ask @param {number} number */
  function askRow({ asking, title, purpose, on, agreed, delayed, isMine, mayAgree }, number) {
    const item = row('ask');
    fill(item, { title: named(title), date: day(on), agreed: agreed ? named(agreed) : '' });
    choose(part('choices="reason"', item), purpose);
    choose(part('choices="standing"', item), agreed ? (delayed ? 'later' : 'tell') : 'waiting');
    showWhen(item, { 'may-agree': mayAgree });
    const choice = /** @type {HTMLSelectElement} */ (part('agree-choice', item));
    choice.id = `agree-${number}`;
    /** @type {HTMLLabelElement} */ (part('agree-label', item)).htmlFor = choice.id;
    const agree = () => change('agree-to-name', { asking, purpose: choice.value }, 'agreed');
    part('agree', item).addEventListener('click', () => tried(agree));
    part('show-name', item).hidden = !isMine || !agreed;
    part('show-name', item).addEventListener('click', () => tried(() => show(asking)));
    return item;
  }

  onSubmit('ask-name', {
    check: () =>
      ['ask-item', 'ask-reason']
        .filter((field) => typed(field) === '')
        .map((field) => ({ field, code: field === 'ask-item' ? 'which-missing' : 'ask-reason-missing' })),
    send: async () => {
      await change('ask-for-name', { item: typed('ask-item'), purpose: typed('ask-reason') }, 'asked');
      empty('ask-reason');
    },
  });

  return {
    load,
    hide() {
      current = '';
      section.hidden = true;
      for (const each of section.querySelectorAll('details')) each.open = false;
      part('name', section).hidden = true;
      fill(part('name', section), { name: '', contact: '', share_with: '' });
      part('asks', section).replaceChildren();
      part('names-status', section).textContent = '';
      clearMistakes(section);
    },
  };
}

/** What may be asked for; a single one is chosen already. @param {{ item: string, number: number }[]} carriers */
function offer(carriers) {
  const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input('ask-item')));
  const lines = carriers.map(({ item, number }) => {
    const words = part(`carrier="${number === 0 ? 'report' : 'message'}"`);
    const text = /** @type {HTMLTemplateElement} */ (words).content.textContent ?? '';
    return new Option(number === 0 ? text : `${text} ${number}`, item);
  });
  select.replaceChildren(/** @type {HTMLOptionElement} */ (select.options[0]), ...lines);
  select.value = carriers.length === 1 ? carriers[0].item : '';
}
