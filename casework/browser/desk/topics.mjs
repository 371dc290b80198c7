/**
 * What a message is about, in words, and noting it in the case.
 * @module
 */
import { choose, fill, named, part, showWhen } from '../page.mjs';

/** @typedef {import('./thread.mjs').Message} Message */
/** What a press of a button does. @typedef {{ badly: (message: Message) => void, answer: (message: Message) => void }} Acts */

const KNOWN = new Set(['more', 'other', 'detriment', 'check_in', 'objection', 'name']);
const WISHES = ['act', 'advise_me', 'record_only'];
const OTHERS = ['answer_here', 'no_answer'];

/** @param {string} code */
function word(code) {
  const words = /** @type {HTMLTemplateElement} */ (part('treatment-words')).content;
  return words.querySelector(`[data-word="${CSS.escape(code)}"]`)?.textContent ?? '';
}

/** @param {DocumentFragment} item @param {Message} message @param {Acts} acts */
export function showTopic(item, message, acts) {
  const { topic, ticked, about, raw, noted } = message;
  const isBad = topic === 'detriment' || (topic === 'check_in' && ticked.includes('badly'));
  const isAnswer = topic === 'check_in';
  choose(part('choices="topic"', item), KNOWN.has(topic) ? topic : 'unknown');
  fill(item, { topic: raw, ticked: ticked.map(word).filter(Boolean).join(' · ') });
  if (about) fill(item, { about: named(about) });
  showWhen(item, {
    'to-note-badly': isBad && noted !== null && !noted.badly,
    'to-note-answer': isAnswer && noted !== null && !noted.answer,
    'is-noted': noted !== null && ((isBad && noted.badly) || (isAnswer && noted.answer)),
    'names-somebody': topic === 'objection' && about !== null,
    'names-nobody': topic === 'objection' && about === null,
    'no-case': noted === null && (isBad || isAnswer),
  });
  part('note-badly', item).addEventListener('click', () => acts.badly(message));
  part('note-answer', item).addEventListener('click', () => acts.answer(message));
}

/** The answers that a message gives to the questions of the record: the day, the wish, the kinds. @param {Message} message */
export function recordOf({ date, ticked }) {
  const wish = ticked.find((code) => WISHES.includes(code)) ?? '';
  const kinds = ticked.filter((code) => ![...WISHES, ...OTHERS, 'badly'].includes(code));
  return [date, wish, ...kinds];
}
