/**
 * What colleagues declared about this report, beside it: who waits for a decision, who is shut out, what they read.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { choose, day, fill, named, part, parts, row, showWhen } from '../page.mjs';
import { objectionForm } from './objection.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../keeper/conflicts.mjs').Declared} Declared */
/** @typedef {(each: Declared, decision: string, option: string | null) => Promise<void>} Decide */

/** @param {string} code @returns {string} a kind or an option in words */
function word(code) {
  const words = /** @type {HTMLTemplateElement} */ (part('conflict-words')).content;
  return words.querySelector(`[data-word="${code}"]`)?.textContent ?? '';
}

/** @param {Keeper} keeper @param {(code: string) => void} refused @param {() => Promise<void>} changed looks at the report again */
export function colleaguesPanel(keeper, refused, changed) {
  const place = part('colleagues');

  /** @param {string} folder */
  async function show(folder) {
    const { declared, decides } = await keeper.ask('conflicts', { folder });
    const told = /** @type {Declared[]} */ (declared).filter(({ answer }) => answer !== 'none');
    const rows = told.map((each) => {
      const item = colleagueRow(each, decides && !each.mine, decide);
      if (each.message) objectionForm(item, each, decides && !each.mine, rule);
      return item;
    });
    part('nobody', place).hidden = rows.length > 0;
    part('list', place).replaceChildren(...rows);

    /** @type {import('./objection.mjs').Rule} */
    async function rule({ message }, reason, text) {
      try {
        await keeper.ask('decide-objection', { folder, message, reason, text });
      } catch (error) {
        return refused(mistakeOf(error).code);
      }
      await changed();
    }

    /** @type {Decide} */
    async function decide({ declaration }, decision, option) {
      try {
        await keeper.ask('decide', { folder, declaration, decision, option });
      } catch (error) {
        refused(mistakeOf(error).code);
      }
      await show(folder);
    }
  }

  return { show, hide: () => part('list', place).replaceChildren() };
}

/** @param {Declared} each @param {boolean} mayDecide @param {Decide} decide */
function colleagueRow(each, mayDecide, decide) {
  const item = /** @type {HTMLElement} */ (row('colleague').firstElementChild);
  const { title, kinds, declared_on, decision, option, reads, message, raiser, reason } = each;
  fill(item, { title, kinds: kinds.map(word).join(' · '), declared: day(declared_on) });
  fill(item, { reads: reads.map(day).join(', '), option: option ? word(option) : '' });
  fill(item, { raiser: raiser ? named(raiser) : '', reason: reason ? word(reason) : '' });
  choose(part('choices="decision"', item), standing(decision, message));
  showWhen(item, {
    read: reads.length > 0,
    unread: reads.length === 0,
    'taken-over': option !== null,
    'to-decide': mayDecide && decision === null && message === null,
    'said-themselves': message === null,
    objected: message !== null,
    unfounded: message !== null && !each.founded,
    reasoned: reason !== null,
    'to-replace': mayDecide && decision === 'excluded' && option === null,
  });
  for (const button of parts('decide', item))
    button.addEventListener('click', () => decide(each, button.dataset.decide ?? '', null));
  const select = /** @type {HTMLSelectElement} */ (part('takeover', item));
  select.id = `takeover-${each.declaration}`;
  /** @type {HTMLLabelElement} */ (part('takeover-label', item)).htmlFor = select.id;
  part('replace', item).addEventListener('click', () => decide(each, 'excluded', select.value));
  return item;
}

/** @param {string | null} decision @param {string | null} message the reporter's objection */
function standing(decision, message) {
  if (message === null || decision === 'excluded') return decision ?? 'undecided';
  return decision === null ? 'frozen' : 'kept';
}
