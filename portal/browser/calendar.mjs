/**
 * Working days in England and Wales, worked out on the device: the page is the same bytes on every day.
 * @module
 */

/** @param {number} year @param {number} month from 1 @param {number} day */
const date = (year, month, day) => new Date(Date.UTC(year, month - 1, day));

/** @param {Date} day @param {number} days */
export const daysLater = (day, days) =>
  date(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate() + days);

/** @param {Date} day */
const name = (day) => day.toISOString().slice(0, 10);

/** Easter Sunday (Meeus, Jones and Butcher). @param {number} year */
export function easter(year) {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const days = h + l - 7 * m + 114;
  return date(year, Math.floor(days / 31), (days % 31) + 1);
}

/** The first Monday on or after a day. @param {Date} day */
const monday = (day) => daysLater(day, (8 - day.getUTCDay()) % 7);

/** Bank holidays of a year; one that falls on a weekend moves to the next free weekday. @param {number} year @returns {Set<string>} */
export function bankHolidays(year) {
  const newYear = date(year, 1, 1);
  const days = [
    weekend(newYear) ? monday(newYear) : newYear,
    daysLater(easter(year), -2),
    daysLater(easter(year), 1),
    monday(date(year, 5, 1)),
    monday(date(year, 5, 25)),
    monday(date(year, 8, 25)),
    ...christmas(year),
  ];
  return new Set(days.map(name));
}

/** Christmas and Boxing Day, or the days kept instead. @param {number} year */
function christmas(year) {
  const first = date(year, 12, 25).getUTCDay();
  const instead = { 0: [27, 26], 5: [25, 28], 6: [27, 28] }[first] ?? [25, 26];
  return instead.map((day) => date(year, 12, day));
}

/** @param {Date} day */
const weekend = (day) => day.getUTCDay() % 6 === 0;

/**
 * The day that is so many working days after another.
 * @param {Date} from a day at midnight UTC
 * @param {number} count
 */
export function workingDaysLater(from, count) {
  let day = from;
  for (let left = count; left > 0; ) {
    day = daysLater(day, 1);
    if (!weekend(day) && !bankHolidays(day.getUTCFullYear()).has(name(day))) left -= 1;
  }
  return day;
}

/** Today, as the reporter's own calendar has it. */
export function today() {
  const now = new Date();
  return date(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** A day in words, in the page's language. @param {Date} day */
export const dayInWords = (day) =>
  new Intl.DateTimeFormat(document.documentElement.lang === 'cy' ? 'cy' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(day);
