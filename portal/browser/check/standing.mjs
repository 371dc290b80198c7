/**
 * Where things are: steps with their days, the next date, who can open the report, what does not fit.
 * @module
 */
import { dayInWords, today } from '../calendar.mjs';
import { all, copyOf, fill, one, showOnly, titleText } from './fill.mjs';
import { showCheckIn } from './check_in.mjs';
import { showLetters } from './letters.mjs';

/** @typedef {import('../sealing/visit.mjs').View} View */

/** @typedef {View['readers']['people'][number]} Person */
/** @typedef {(person: Person) => void} Objecting */

/** @param {string} day YYYY-MM-DD */
const inWords = (day) => dayInWords(new Date(`${day}T00:00:00Z`));

/**
 * @param {HTMLElement} screen
 * @param {View} view
 * @param {import('./letters.mjs').Own[]} own messages of this visit
 * @param {Objecting} object to somebody
 */
export function showStanding(screen, view, own, object) {
  showSteps(screen, view);
  showNext(screen, view);
  showReaders(screen, view, object);
  showCheckIn(screen, view, own, inWords);
  one(screen, '[data-name-offered]').hidden = !view.offersName;
  showFaults(screen, view);
  showLetters(screen, view, own, inWords);
}

/** The day of the first reply with each status, the newest status, and whether the first reply is here. @param {View} view */
function history({ replies }) {
  /** @type {Map<string, string>} */
  const days = new Map();
  for (const { status, on } of [...replies].reverse()) if (!days.has(status)) days.set(status, on);
  return { days, now: replies[0]?.status ?? 'received' };
}

/** @param {HTMLElement} screen @param {View} view */
function showSteps(screen, view) {
  const { days, now } = history(view);
  const steps = all(screen, '[data-steps] [data-status]');
  const known = steps.map((step) => String(step.dataset.status));
  const current = Math.max(known.indexOf(now), 0);
  const some = view.replies.length > 0;
  steps.forEach((step, i) => {
    const day = days.get(known[i]);
    const state = i === current ? 'now' : i < current ? 'done' : 'later';
    const skipped = state === 'done' && !day && i > (some ? 1 : 0) && !view.older;
    step.hidden = skipped || (state !== 'now' && !(state === 'done' && day) && 'aside' in step.dataset);
    step.className = `candour-step candour-step--${state}`;
    if (state === 'now') step.setAttribute('aria-current', 'step');
    else step.removeAttribute('aria-current');
    showOnly(step, 'state', state);
    fill(step, { date: day && state !== 'later' ? inWords(day) : '' });
  });
}

/** @param {HTMLElement} screen @param {View} view */
function showNext(screen, { replies }) {
  const [newest] = replies;
  const place = one(screen, '[data-next]');
  const next = newest?.next ?? '';
  const late = next !== '' && new Date(`${next}T00:00:00Z`) < today();
  let when = next ? (late ? 'late' : 'due') : 'open';
  if (!newest) when = 'none';
  else if (newest.status === 'closed') when = 'closed';
  showOnly(place, 'when', when);
  if (next) fill(place, { next: inWords(next) });
}

/** @param {HTMLElement} screen @param {View} view @param {Objecting} object */
function showReaders(screen, { readers: { told, people } }, object) {
  showOnly(screen, 'readers', told ? 'reply' : 'keyring');
  if (told) fill(screen, { told: inWords(told) });
  one(screen, '[data-readers-list]').replaceChildren(...people.map((person) => readerRow(person, object)));
}

/** @param {Person} person @param {Objecting} object */
function readerRow(person, object) {
  const row = copyOf('[data-reader]');
  one(row, '[data-object]').addEventListener('click', () => object(person));
  fill(row, { title: titleText(person.title) });
  if (!('since' in person)) return row;
  const { since, until, opened } = person;
  fill(row, {
    since: inWords(since),
    until: until ? inWords(until) : '',
    opened: opened ? inWords(opened) : '',
  });
  one(row, '[data-reader="since"]').hidden = false;
  one(row, '[data-reader="until"]').hidden = !until;
  one(row, '[data-reader="opened"]').hidden = !opened;
  one(row, '[data-reader="unopened"]').hidden = Boolean(opened);
  return row;
}

/** @param {HTMLElement} screen @param {View} view */
function showFaults(screen, { faults }) {
  const rows = faults.map(({ fault, seq }) => {
    const row = copyOf(`[data-fault="${fault}"]`);
    fill(row, { seq });
    return row;
  });
  const texts = new Set();
  const different = rows.filter(({ textContent }) => !texts.has(textContent) && texts.add(textContent));
  one(screen, '[data-faults-list]').replaceChildren(...different);
  one(screen, '[data-faults]').hidden = different.length === 0;
}
