/**
 * On which days a reporter is asked how things have been since: months after our first reply, and after the decision.
 * Worked out on the device, so that the page is the same for everybody.
 * @module
 */
import { today } from '../calendar.mjs';
import { fill, one } from './fill.mjs';
import { topicOf } from './topic.mjs';

/** @typedef {import('../sealing/visit.mjs').View} View */

/** The same day some months later, or the last of a shorter month. @param {string} day YYYY-MM-DD @param {number} months */
export function monthsLater(day, months) {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * The newest day of asking that has come; null before the first.
 * @param {Pick<View, 'replies' | 'older' | 'readers'>} view
 * @param {number[]} months
 * @param {string} now YYYY-MM-DD
 */
export function askedOn({ replies, older, readers }, months, now) {
  const decided = replies.filter(({ status }) => status === 'decided').map(({ on }) => on);
  const begun = [older ? receivedOn(readers) : undefined, replies.at(-1)?.on].find(Boolean);
  const starts = [begun, decided.sort()[0]].filter((day) => day !== undefined);
  const days = starts.flatMap((day) => months.map((number) => monthsLater(day, number)));
  return (
    days
      .filter((day) => day <= now)
      .sort()
      .at(-1) ?? null
  );
}

/** While the first reply is not here: since when the report can be opened. @param {View['readers']} readers */
const receivedOn = ({ people }) => people.flatMap((each) => ('since' in each ? [each.since] : [])).sort()[0];

/**
 * @param {HTMLElement} screen
 * @param {View} view
 * @param {import('./letters.mjs').Own[]} own messages of this visit
 * @param {(day: string) => string} inWords
 */
export function showCheckIn(screen, view, own, inWords) {
  const place = one(screen, '[data-check-in]');
  const months = String(place.dataset.months).split(' ').map(Number);
  const asked = askedOn(view, months, today().toISOString().slice(0, 10));
  place.hidden = asked === null || own.some(({ topic }) => topicOf(topic) === 'check_in');
  if (asked) fill(place, { asked: inWords(asked) });
}
