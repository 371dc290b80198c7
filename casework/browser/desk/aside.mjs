/**
 * Beside a case's tasks: risks, where it came from, what happened.
 * @module
 */
import { choose, day, fill, named, part, parts, row, showWhen } from '../page.mjs';
import { summaryOf } from './task.mjs';

/** @typedef {import('./case.mjs').Seen} Seen */

/** @param {HTMLElement} screen @param {Seen} seen @param {(name: string, title: string) => unknown} open */
export function showLetters(screen, seen, open) {
  const names = seen.answers.map(({ name }) => name).filter((name) => name.startsWith('letter_'));
  const rows = names.map((name) => {
    const item = row('letter');
    fill(item, { summary: summaryOf(seen, name) });
    part('open-letter', item).addEventListener('click', () => open(name, summaryOf(seen, name)));
    return item;
  });
  part('letters', screen).replaceChildren(...rows);
}

/**
 * @param {HTMLElement} screen
 * @param {Seen} seen
 * @param {(report: string) => unknown} openReport
 * @param {(report: string) => unknown} unlink
 */
export function showAside(screen, { levels, reports, moves }, openReport, unlink) {
  for (const place of parts('level', screen))
    choose(part('choices="level"', place), levels[String(place.dataset.level)] ?? 'none');
  part('linked', screen).replaceChildren(
    ...reports.map(({ report, received_on }) => {
      const item = row('linked');
      fill(item, { received: day(received_on) });
      part('open-report', item).addEventListener('click', () => openReport(report));
      part('unlink', item).hidden = reports.length < 2;
      part('unlink', item).addEventListener('click', () => unlink(report));
      return item;
    }),
  );
  part('timeline', screen).replaceChildren(...[...moves].reverse().map(moveRow));
  showWhen(screen, { 'has-reports': reports.length > 0, 'has-moved': moves.length > 0 });
}

/** Moves that leave a case where it stands. */
const STAY = new Set(['act_urgently', 'hand_over']);

/** @param {Seen['moves'][number]} move */
function moveRow({ step, to, on, title, silence }) {
  const item = row('move');
  choose(part('choices="to"', item), STAY.has(step) ? step : to);
  choose(part('choices="silence"', item), silence);
  fill(item, { on: day(on), by: named(title) });
  return item;
}
