/**
 * On a case: the packs made of it, and making one. Nothing of the letter goes in unless its maker types it.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, day, fill, named, part, parts, row, showScreen, when } from '../page.mjs';
import { lastDay } from './access.mjs';
import { dayOf, writeDay } from './asking.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {{ kid: string, title: any, role: string, longest: number | null }} Recipient */

/** What each role is usually let in for. @type {Record<string, string>} */
const USUALLY = { hr_lead: 'hr-allegation', counter_fraud_lead: 'counter-fraud' };
const TYPED = ['make-title', 'make-summary'];
const NOBODY = 'nobody';

/**
 * @param {Keeper} keeper
 * @param {(pack: string) => Promise<void>} openPack
 * @param {(code: string) => boolean} leaveFor
 */
export function packsPart(keeper, openPack, leaveFor) {
  const section = part('packs');
  const screen = part('screen="make-pack"');
  const form = part('form="make-pack"', screen);
  const lastDayPart = part('make-day', screen);
  /** @type {Seen | null} */
  let of = null;
  /** @type {Recipient[]} */
  let people = [];

  /** What was typed when casework locked, by its field. @type {Record<string, string>} */
  let kept = {};

  const isPrivileged = () => chosenKind() === 'privileged';
  const chosenKind = () => radios().find(({ checked }) => checked)?.value ?? '';
  const radios = () => /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('[name=make-kind]')]);
  const recipient = () => people.find(({ kid }) => kid === typed('make-for'));

  /** A lawyer's folder goes to somebody from outside, or to nobody yet. */
  function offerPeople() {
    const list = select('make-for');
    const before = list.value;
    while (list.options.length > 1) list.remove(1);
    const lawyers = people.filter(({ role }) => role === 'external_investigator');
    const offered = isPrivileged() ? lawyers : people;
    list.append(...offered.map(({ kid, title }) => new Option(named(title), kid)));
    list.append(new Option(part('nobody-yet').textContent ?? '', NOBODY));
    list.value = [...list.options].some(({ value }) => value === before) ? before : '';
  }

  /** The usual purpose is chosen already. */
  function offerPurpose() {
    const usual = USUALLY[recipient()?.role ?? ''] ?? 'investigate';
    select('make-purpose').value = isPrivileged() ? 'legal' : usual;
  }

  form.addEventListener('change', ({ target }) => {
    const { name, id } = /** @type {HTMLInputElement} */ (target);
    if (name === 'make-kind') offerPeople();
    if (name === 'make-kind' || id === 'make-for') offerPurpose();
  });

  /** @returns {import('../form.mjs').Mistake[]} */
  function check() {
    const missing = (/** @type {string} */ field, /** @type {string} */ code) => [{ field, code }];
    return [
      ...(chosenKind() ? [] : missing('make-kind', 'choice-missing')),
      ...(typed('make-for') ? [] : missing('make-for', 'person-missing')),
      ...(typed('make-purpose') ? [] : missing('make-purpose', 'purpose-missing')),
      ...lastDay('make-until', dayOf(lastDayPart), recipient()?.longest ?? null),
      ...(typed('make-title').trim() ? [] : missing('make-title', 'words-missing')),
      ...(fieldsOf(form).length > 1 ? [] : missing('make-summary', 'pack-empty')),
    ];
  }

  onSubmit('make-pack', {
    check,
    async send() {
      const { folder, reports } = /** @type {Seen} */ (of);
      const anyway = /** @type {HTMLInputElement} */ (part('anyway', form)).checked;
      const making = {
        ...{ folder, reports: reports.map(({ report }) => report), kind: chosenKind(), anyway },
        ...{ purpose: typed('make-purpose'), to: typed('make-for') === NOBODY ? null : typed('make-for') },
        ...{ until: dayOf(lastDayPart), fields: fieldsOf(form) },
      };
      try {
        const { pack } = await keeper.ask('make-pack', making);
        forget();
        await openPack(pack);
      } catch (error) {
        const { code } = mistakeOf(error);
        if (leaveFor(code)) return;
        part('quotes', form).hidden = code !== 'pack-quotes';
        throw error;
      }
    },
  });

  when('make-pack', () => {
    if (!of) return;
    clearMistakes(screen);
    part('quotes', form).hidden = true;
    const rows = allegationRows(of);
    part('make-allegations', form).replaceChildren(...rows);
    part('has-allegations', form).hidden = !rows.length;
    for (const [id, words] of Object.entries(kept)) if (input(id)) input(id).value = words;
    kept = {};
    offerPeople();
    showScreen('make-pack');
  });

  /** Take every word out of the page; what was typed waits in memory. */
  function hide() {
    part('packs-list', section).replaceChildren();
    section.hidden = true;
    const written = [...form.querySelectorAll('textarea')].filter(({ value }) => value);
    if (written.length) kept = Object.fromEntries(written.map(({ id, value }) => [id, value]));
    empty(...TYPED);
    part('make-allegations', form).replaceChildren();
  }

  function forget() {
    empty(...TYPED, 'make-purpose', 'make-for');
    part('make-allegations', form).replaceChildren();
    writeDay(lastDayPart, null);
    for (const radio of radios()) radio.checked = false;
    /** @type {HTMLInputElement} */ (part('anyway', form)).checked = false;
  }

  return {
    /** @param {Seen} seen */
    async load(seen) {
      const found = await keeper.ask('packs', { folder: seen.folder });
      [of, people] = [seen, found.people];
      part('packs-list', section).replaceChildren(
        ...found.packs.map((/** @type {import('../keeper/packs.mjs').Listed} */ each) =>
          packRow(each, openPack),
        ),
      );
      part('does="make-pack"', section).hidden = !found.mayMake;
      section.hidden = !found.mayMake && found.packs.length === 0;
    },
    hide,
    forget() {
      of = null;
      hide();
      forget();
      kept = {};
    },
  };
}

/** @param {string} id */
const select = (id) => /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(id)));

/** @param {import('../keeper/packs.mjs').Listed} listed @param {(pack: string) => Promise<void>} openPack */
function packRow({ pack, kind, purpose, made_on }, openPack) {
  const item = row('pack-line');
  choose(part('choices="folder-kind"', item), kind);
  choose(part('choices="pack-purpose"', item), purpose);
  fill(item, { made: day(made_on) });
  part('open', item).addEventListener('click', () => openPack(pack));
  return item;
}

/** The case's allegations, each with its words to keep or to change. @param {Seen} seen */
function allegationRows({ answers, words }) {
  const names = answers.map(({ name }) => name).filter((name) => /^allegation_\d+$/.test(name));
  return names.map((name) => {
    const item = row('pack-allegation');
    const box = /** @type {HTMLInputElement} */ (part('chosen', item));
    const text = /** @type {HTMLTextAreaElement} */ (part('chosen-words', item));
    const label = /** @type {HTMLLabelElement} */ (part('chosen-label', item));
    const own = /** @type {HTMLLabelElement} */ (part('words-label', item));
    box.value = name;
    box.id = label.htmlFor = `make-${name}`;
    text.id = own.htmlFor = `make-words-${name}`;
    text.value = words[name]?.value ?? '';
    fill(item, { number: name.split('_')[1] });
    const group = part('chosen-group', item);
    box.addEventListener('change', () => {
      group.hidden = !box.checked;
    });
    return item;
  });
}

/** The fields that the pack will hold, title first. @param {HTMLElement} form */
function fieldsOf(form) {
  const boxes = /** @type {HTMLInputElement[]} */ (parts('chosen', form));
  const chosen = boxes.filter(({ checked }) => checked);
  const allegations = chosen.map(({ value }) => ({
    name: value,
    value: typed(`make-words-${value}`).trim(),
  }));
  const summary = { name: 'summary', value: typed('make-summary').trim() };
  return [{ name: 'title', value: typed('make-title').trim() }, ...allegations, summary].filter(
    ({ value }) => value,
  );
}
