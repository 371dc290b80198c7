/**
 * The auditor's page: every ledger without any content, each day's signature, and all of it as a file.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import {
  choose,
  day,
  figure,
  fill,
  named,
  part,
  row,
  showProblems,
  showScreen,
  showWhen,
  when,
} from '../page.mjs';
import { save } from '../saving.mjs';

/** @typedef {import('../keeper/audit.mjs').Checked} Checked */

const FILE = 'ledgers.json';
const SHORT = 8;

/** @param {import('../client.mjs').Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function auditScreen(keeper, leaveFor) {
  const screen = part('screen="audit"');
  let text = '';

  when('save-ledgers', () => text && save(FILE, text));

  return {
    async show() {
      showProblems(screen, []);
      showScreen('audit');
      part('loading', screen).hidden = false;
      try {
        const found = await keeper.ask('audit');
        text = found.text;
        part('ledgers', screen).replaceChildren(...found.ledgers.map(ledgerRow));
        part('days', screen).replaceChildren(...found.days.map(dayRow));
        const bad = found.ledgers.filter((/** @type {Checked} */ each) => each.bad !== null).length;
        fill(screen, { ledgers: figure(found.ledgers.length), bad: figure(bad) });
        showWhen(screen, { whole: bad === 0, broken: bad > 0, 'no-days': found.days.length === 0 });
        part('content', screen).hidden = false;
      } catch (error) {
        const { code } = mistakeOf(error);
        if (!leaveFor(code)) showProblems(screen, [code]);
      }
      part('loading', screen).hidden = true;
    },
    hide() {
      text = '';
      part('content', screen).hidden = true;
      for (const place of ['ledgers', 'days']) part(place, screen).replaceChildren();
    },
  };
}

/** @param {Checked} ledger */
function ledgerRow({ folder, count, bad, lines }) {
  const item = row('ledger');
  fill(item, { folder: folder.slice(0, SHORT), count: figure(count), bad: figure((bad ?? 0) + 1) });
  choose(part('choices="ledger-standing"', item), bad === null ? 'whole' : 'broken');
  part('entries', item).replaceChildren(
    ...lines.map(({ act, on, title }) => {
      const line = row('entry');
      choose(part('choices="act"', line), act);
      fill(line, { on: day(on), by: title ? named(title) : '' });
      showWhen(line, { known: Boolean(title) });
      return line;
    }),
  );
  return item;
}

/** @param {{ on: string, moved: number, isWhole: boolean }} signed */
function dayRow({ on, moved, isWhole }) {
  const item = row('signed-day');
  fill(item, { on: day(on), moved: figure(moved) });
  choose(part('choices="day-standing"', item), isWhole ? 'whole' : 'broken');
  return item;
}
