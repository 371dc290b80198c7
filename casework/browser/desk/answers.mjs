/**
 * Answers under the plain labels of their questions, in the questions' order.
 * @module
 */
import { fill, part, row } from '../page.mjs';

/** The template's words by code. @param {'question' | 'option' | 'removed'} kind @returns {Map<string, string>} */
export function labels(kind) {
  const all = /** @type {HTMLTemplateElement} */ (part('questions')).content;
  const spans = /** @type {NodeListOf<HTMLElement>} */ (all.querySelectorAll(`[data-${kind}]`));
  return new Map([...spans].map((span) => [span.dataset[kind] ?? '', span.textContent ?? '']));
}

/** @param {HTMLElement} place @param {[string, string[]][]} answers question id, texts */
export function showAnswers(place, answers) {
  const questions = labels('question');
  const options = labels('option');
  const order = [...questions.keys()];
  const rank = (/** @type {string} */ id) => (questions.has(id) ? order.indexOf(id) : order.length);
  const rows = [...answers]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([id, texts]) => {
      const answer = row('answer');
      const words = texts.map((text) => options.get(`${id}:${text}`) ?? text);
      fill(answer, { question: questions.get(id) ?? id, answer: words.join('\n') });
      return answer;
    });
  place.replaceChildren(...rows);
}
