/**
 * Who can open a folder: everybody by title, since when, until when and why; for those who may, letting people in
 * and taking them out.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, day, fill, named, part, row, showWhen, today } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../form.mjs').Mistake} Mistake */
/** @typedef {{ id: string, title: any, since: string, until: string | null, left: string | null, why: string | null, whyLeft: string | null, isIn: boolean, isMe: boolean }} Person */
/** @typedef {{ kid: string, title: any, longest: number | null, isRenewal: boolean }} Offered */

const DATE = ['day', 'month', 'year'];

/**
 * @param {Keeper} keeper
 * @param {string} prefix as in the template's `access_section`
 * @param {{ changed: () => Promise<void>, leaveFor: (code: string) => boolean }} page
 */
export function accessSection(keeper, prefix, { changed, leaveFor }) {
  const section = part(`access="${prefix}"`);
  const id = (/** @type {string} */ name) => `${prefix}-${name}`;
  /** @type {Offered[]} */
  let offered = [];
  let current = '';

  /** @param {string} folder hex */
  async function load(folder) {
    current = folder;
    const seen = await keeper.ask('access', { folder });
    if (folder !== current) return;
    offered = seen.offered;
    part('members', section).replaceChildren(...seen.people.map(memberRow));
    showWhen(section, {
      'may-let-in': seen.authority !== 'reads',
      'may-end': seen.authority === 'decides',
      stranded: seen.authority === 'stranded',
    });
    const inside = seen.people.filter((/** @type {Person} */ { isIn, isMe }) => isIn && !isMe);
    offer(
      id('in-person'),
      offered.map(({ kid, title }) => [kid, title]),
    );
    offer(
      id('out-person'),
      inside.map((/** @type {Person} */ each) => [each.id, each.title]),
    );
    section.hidden = false;
  }

  /** @param {string} verb @param {Record<string, unknown>} chosen @param {string} said */
  async function change(verb, chosen, said) {
    const folder = current;
    try {
      await keeper.ask(verb, { folder, ...chosen });
    } catch (error) {
      const { code } = mistakeOf(error);
      if (leaveFor(code)) return;
      if (code === 'access-taken') await load(folder);
      throw error;
    }
    await changed();
    const words = /** @type {HTMLTemplateElement} */ (part(`access-said="${said}"`)).content.textContent;
    part('access-status', section).textContent = words;
    for (const details of section.querySelectorAll('details')) details.open = false;
    part('access-heading', section).focus();
  }

  const until = () => dateOf(DATE.map((name) => typed(id(`in-${name}`)).trim()));
  const chosen = () => offered.find(({ kid }) => kid === typed(id('in-person')));

  input(id('in-person')).addEventListener('change', () => offerPurposes(id('in-purpose'), chosen()));
  onSubmit(id('let-in'), {
    check: () => [
      ...wanted(id('in-person'), 'person-missing'),
      ...wanted(id('in-purpose'), 'purpose-missing'),
      ...lastDay(id('in-day'), until(), chosen()?.longest ?? null),
    ],
    send: async () => {
      const purpose = typed(id('in-purpose'));
      await change('let-in', { kid: typed(id('in-person')), purpose, until: until() }, 'in');
      empty(id('in-purpose'), ...DATE.map((name) => id(`in-${name}`)));
    },
  });
  onSubmit(id('take-out'), {
    check: () => [
      ...wanted(id('out-person'), 'person-missing'),
      ...wanted(id('out-reason'), 'reason-missing'),
    ],
    send: async () => {
      await change('take-out', { id: typed(id('out-person')), purpose: typed(id('out-reason')) }, 'out');
      empty(id('out-reason'));
    },
  });

  return {
    load,
    hide() {
      current = '';
      section.hidden = true;
      part('members', section).replaceChildren();
      part('access-status', section).textContent = '';
      clearMistakes(section);
    },
  };
}

/** @param {Person} person */
function memberRow({ title, since, until, left, why, whyLeft, isIn, isMe }) {
  const item = row('member');
  const words = { title: named(title), since: day(since), until: until ? day(until) : '' };
  fill(item, { ...words, left: day(left ?? until ?? since) });
  showWhen(item, { me: isMe, in: isIn, until: isIn && until !== null, left: !isIn });
  choose(part('choices="why"', item), isIn ? why : null);
  choose(part('choices="reason"', item), isIn ? null : whyLeft);
  return item;
}

/** Put people into a list to choose from; the first line stays. @param {string} id @param {[string, any][]} people */
function offer(id, people) {
  const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(id)));
  const lines = people.map(([value, title]) => new Option(named(title), value));
  select.replaceChildren(/** @type {HTMLOptionElement} */ (select.options[0]), ...lines);
  select.value = '';
}

/** Somebody who had their time gets more of it for reasons of its own. @param {string} id @param {Offered | undefined} person */
function offerPurposes(id, person) {
  const select = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(id)));
  for (const option of select.options) {
    if (option.dataset.renews)
      option.hidden = (option.dataset.renews === 'yes') !== Boolean(person?.isRenewal);
  }
  if (select.selectedOptions[0]?.hidden) select.value = '';
}

/** @param {string[]} typed day, month, year @returns {string | null} null when blank */
function dateOf([dayTyped, month, year]) {
  if (!dayTyped && !month && !year) return null;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${dayTyped.padStart(2, '0')}`;
}

/** @param {string} id @param {string} code @returns {Mistake[]} */
const wanted = (id, code) => (typed(id) === '' ? [{ field: id, code }] : []);

/** @param {string} field @param {string | null} until @param {number | null} longest days @returns {Mistake[]} */
export function lastDay(field, until, longest) {
  if (until === null) return longest === null ? [] : [{ field, code: 'last-day-missing' }];
  const time = Date.parse(`${until}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== until)
    return [{ field, code: 'last-day-wrong' }];
  if (until < today()) return [{ field, code: 'last-day-past' }];
  const most = Date.parse(`${today()}T00:00:00Z`) + (longest ?? 0) * 86_400_000;
  return longest !== null && time > most ? [{ field, code: 'last-day-far' }] : [];
}
