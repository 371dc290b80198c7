/**
 * The reporter's answers, where they were typed: in the page's fields and nowhere else.
 * @module
 */
import { wellFormed } from '../wellformed.mjs';

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @returns {Field[]} every field with an answer that is not hidden by another answer */
const fields = () =>
  /** @type {Field[]} */ ([...document.querySelectorAll('[data-answer]')]).filter(
    (field) => !field.closest('[data-when][hidden]'),
  );

/** @param {Field} field */
const isTicked = (field) => field instanceof HTMLInputElement && field.checked;

/**
 * Every answer given, by question: a text, or the values ticked. A question without an answer is absent.
 * @returns {Record<string, string | string[]>}
 */
export function answers() {
  /** @type {Record<string, string | string[]>} */
  const given = {};
  for (const field of fields()) {
    const question = String(field.dataset.answer);
    if (field.type === 'checkbox') {
      if (isTicked(field)) given[question] = [...(given[question] ?? []), field.value];
    } else if (field.type === 'radio') {
      if (isTicked(field)) given[question] = field.value;
    } else if (field.value.trim()) {
      given[question] = wellFormed(field.value.trim());
    }
  }
  return given;
}

/** How long the typed answers are together, in characters. */
export const typedLength = () =>
  fields().reduce((sum, field) => (field instanceof HTMLTextAreaElement ? sum + field.value.length : sum), 0);

/**
 * The answers in words, by question: the label of what was ticked.
 * @returns {Map<string, string>}
 */
export function answersInWords() {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const field of fields()) {
    const said = isTicked(field) ? field.labels?.[0]?.textContent?.trim() : typed(field);
    const question = String(field.dataset.answer);
    if (said) words.set(question, [words.get(question), said].filter(Boolean).join('\n'));
  }
  return words;
}

/** @param {Field} field */
const typed = (field) => (field instanceof HTMLTextAreaElement ? field.value.trim() : '');

/** Show and hide what depends on an answer: `data-when="question=value other=value"`. */
export function showWhatDepends() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-when]'))) {
    part.hidden = !String(part.dataset.when)
      .split(' ')
      .some((condition) => {
        const [question, value] = condition.split('=');
        const field = document.getElementById(`${question}-${value}`);
        return field instanceof HTMLInputElement && field.checked;
      });
  }
}
