/**
 * Answers under the plain labels of their questions.
 * @module
 */
import { fill, part, row } from '../page.mjs';

/** The template's words for a code; without, the code as it was sent. @param {string} kind @param {string} code */
function wordsFor(kind, code) {
  const all = /** @type {HTMLTemplateElement} */ (part('questions')).content;
  const found = [...all.querySelectorAll(`[data-${kind}]`)].find(
    (element) => /** @type {HTMLElement} */ (element).dataset[kind] === code,
  );
  return found?.textContent ?? code;
}

/** @param {HTMLElement} place @param {[string, string[]][]} answers question id, texts */
export function showAnswers(place, answers) {
  place.replaceChildren(
    ...answers.map(([id, texts]) => {
      const answer = row('answer');
      const words = texts.map((text) => wordsFor('option', `${id}:${text}`));
      fill(answer, {
        question: wordsFor('question', id),
        answer: words.map((word, i) => (word === `${id}:${texts[i]}` ? texts[i] : word)).join('\n'),
      });
      return answer;
    }),
  );
}
