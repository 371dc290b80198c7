/**
 * A form made of questions, read and filled by what each of them asks: one code, many, a day, or words.
 * @module
 */
import { parts } from '../page.mjs';

/** @typedef {{ codes: string[], words: string | null }} Answer */
/** @typedef {import('../form.mjs').Mistake} Mistake */

/** @param {HTMLElement} question @returns {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */
const controls = (question) => [
  .../** @type {NodeListOf<any>} */ (question.querySelectorAll('input, select, textarea')),
];

/** @param {HTMLElement} question @returns {string[]} the codes that are chosen */
function chosen(question) {
  if (question.dataset.ask === 'day') {
    const iso = dayOf(question);
    return iso ? [iso] : [];
  }
  return controls(question).flatMap((control) => {
    if (control instanceof HTMLInputElement) return control.checked ? [control.value] : [];
    return control.value ? [control.value] : [];
  });
}

/** The date typed into a question, as documents carry it; null when blank. @param {HTMLElement} question */
export function dayOf(question) {
  const [day, month, year] = parts('date-part', question).map((each) =>
    /** @type {HTMLInputElement} */ (each).value.trim(),
  );
  if (!day && !month && !year) return null;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** @param {HTMLElement} question @param {string | null} iso */
export function writeDay(question, iso) {
  const written = iso ? iso.split('-').reverse().map(Number).map(String) : ['', '', ''];
  parts('date-part', question).forEach((each, i) => {
    /** @type {HTMLInputElement} */ (each).value = written[i];
  });
}

/** @param {string | null} iso */
export const isDay = (iso) =>
  iso !== null &&
  /^\d{4}-\d\d-\d\d$/.test(iso) &&
  new Date(`${iso}T00:00:00Z`).toJSON()?.slice(0, 10) === iso;

/** @param {HTMLElement} form @returns {Answer} */
export function readAnswer(form) {
  const questions = parts('ask', form);
  const written = questions.filter(({ dataset }) => dataset.ask === 'words');
  const codes = questions.filter(({ dataset }) => dataset.ask !== 'words').flatMap(chosen);
  const [first, ...more] = written.map((question) => [
    String(question.dataset.words),
    controls(question)[0].value,
  ]);
  if (!first) return { codes, words: null };
  return { codes, words: more.length ? JSON.stringify(Object.fromEntries([first, ...more])) : first[1] };
}

/** Write what was answered before into the form. @param {HTMLElement} form @param {Answer} answer */
export function writeAnswer(form, { codes, words }) {
  const left = [...codes];
  for (const question of parts('ask', form)) {
    const { ask } = question.dataset;
    if (ask === 'words') controls(question)[0].value = wordsFor(question, words);
    else if (ask === 'day') writeDay(question, left.shift() ?? null);
    else choose(question, ask === 'many' ? left.splice(0) : left.splice(0, 1));
  }
}

/** @param {HTMLElement} question @param {string[]} codes */
function choose(question, codes) {
  for (const control of controls(question)) {
    if (control instanceof HTMLInputElement) control.checked = codes.includes(control.value);
    else if (codes[0]) control.value = codes[0];
  }
}

/** @param {HTMLElement} question @param {string | null} words */
function wordsFor({ dataset }, words) {
  if (!words || !dataset.words) return words ?? '';
  return severalWords(words)[dataset.words] ?? '';
}

/** Words that answer several questions at once, by question. @param {string} words @returns {Record<string, string>} */
export function severalWords(words) {
  try {
    const read = JSON.parse(words);
    return read && typeof read === 'object' ? read : {};
  } catch {
    return {};
  }
}

/** What is not answered yet, each with its field. @param {HTMLElement} form @returns {Mistake[]} */
export function unanswered(form) {
  return parts('ask', form).flatMap((question) => {
    const field = /** @type {string} */ (question.dataset.field);
    if (question.dataset.ask === 'words')
      return controls(question)[0].value.trim() ? [] : [{ field, code: 'words-missing' }];
    if (question.dataset.ask === 'day')
      return isDay(dayOf(question)) ? [] : [{ field, code: 'date-missing' }];
    return chosen(question).length ? [] : [{ field, code: 'choice-missing' }];
  });
}

/** The words of the codes, as the form shows them. @param {ParentNode} form @param {string[]} codes @returns {string[]} */
export function labelsOf(form, codes) {
  const left = [...codes];
  const found = [];
  for (const question of /** @type {any} */ (form).querySelectorAll('[data-ask]')) {
    if (question.dataset.ask === 'words') continue;
    const taken = question.dataset.ask === 'many' ? left.splice(0) : left.splice(0, 1);
    found.push(...taken.map((code) => labelOf(question, code)));
  }
  return found;
}

/** @param {HTMLElement} question @param {string} code */
function labelOf(question, code) {
  const input = [...question.querySelectorAll('input')].find(({ value }) => value === code);
  const label = input && question.querySelector(`label[for="${input.id}"]`);
  const option = [...question.querySelectorAll('option')].find(({ value }) => value === code);
  return (label ?? option)?.textContent?.trim() ?? code;
}
