/**
 * The confirmation: the follow-up code, until the reporter shows that it was kept.
 * @module
 */
import { dayInWords, today, workingDaysLater } from '../calendar.mjs';
import { showErrors } from '../errors.mjs';
import { focusOn } from '../screens.mjs';

/** @param {string} word */
const plain = (word) => word.normalize('NFKC').trim().toLowerCase();

/** Typed in full, or its first four letters or more. @param {string} typed @param {string} word */
const isWord = (typed, word) =>
  plain(typed) === word || (plain(typed).length >= 4 && word.startsWith(plain(typed)));

/** @param {HTMLElement} screen @param {string} selector @returns {HTMLElement} */
const part = (screen, selector) => /** @type {HTMLElement} */ (screen.querySelector(selector));

/** The dates that we promise. @param {HTMLElement} screen */
function fillDates(screen) {
  const { ackDays, decisionDays } = screen.dataset;
  const days = { ack: Number(ackDays), decision: Number(decisionDays) };
  for (const [promise, count] of Object.entries(days)) {
    const words = dayInWords(workingDaysLater(today(), count));
    for (const place of screen.querySelectorAll(`[data-date="${promise}"]`)) place.textContent = words;
  }
}

/** Browsers print the title above a page: a slip carries none. */
function printSlip() {
  const { title } = document;
  document.title = '\u00a0';
  addEventListener('afterprint', () => Object.assign(document, { title }), { once: true });
  print();
}

/** @param {HTMLElement} screen @param {string[]} words */
async function copy(screen, words) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(words.join(' '));
  } catch {
    copied = false;
  }
  part(screen, '[data-copied]').hidden = !copied;
  part(screen, '[data-not-copied]').hidden = copied;
}

/**
 * Show the code's words on the confirmation screen.
 * @param {HTMLElement} screen
 * @param {string[]} words ten
 * @param {() => void} kept called once the reporter has shown that they have it; it is wiped from the page then
 */
export function showCode(screen, words, kept) {
  fillDates(screen);
  const list = part(screen, '[data-code]');
  for (const word of words) list.appendChild(document.createElement('li')).textContent = word;
  document.body.classList.add('candour-prints-slip');
  part(screen, '[data-copy]').addEventListener('click', () => copy(screen, words));
  part(screen, '[data-print]').addEventListener('click', printSlip);
  part(screen, '[data-kept]').addEventListener('click', () => {
    if (showErrors(screen, wrongWords(words))) return;
    list.replaceChildren();
    words.fill('');
    document.body.classList.remove('candour-prints-slip');
    part(screen, '[data-code-area]').remove();
    const note = part(screen, '[data-kept-note]');
    note.hidden = false;
    focusOn(part(note, 'h2'));
    kept();
  });
}

/** @param {string[]} words @returns {string[]} errors */
function wrongWords(words) {
  const typed = (/** @type {string} */ id) =>
    /** @type {HTMLInputElement} */ (document.getElementById(id)).value;
  return [
    ...(isWord(typed('first-word'), words[0]) ? [] : ['first-word:wrong']),
    ...(isWord(typed('last-word'), words[words.length - 1]) ? [] : ['last-word:wrong']),
  ];
}
