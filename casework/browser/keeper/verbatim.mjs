/**
 * Whether a text repeats a run of a reporter's own words: how somebody writes may show who wrote it.
 * @module
 */
import { openFolder } from './folder.mjs';
import { readThread } from './thread.mjs';

const RUN = 6;

/** @param {string} text */
const wordsOf = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}’']+/gu) ?? [];

/** @param {string[]} words */
const runsOf = (words) =>
  Array.from({ length: Math.max(words.length - RUN + 1, 0) }, (_, at) => words.slice(at, at + RUN).join(' '));

/** Do both hold the same six words in a row? @param {string} theirs @param {string} ours */
export function sharesRun(theirs, ours) {
  const known = new Set(runsOf(wordsOf(theirs)));
  return runsOf(wordsOf(ours)).some((run) => known.has(run));
}

/** All that a reporter wrote: the report and every message since. @param {string} report hex @returns {Promise<string>} */
export async function wordsOfReport(report) {
  const folder = await openFolder(report);
  const { messages } = await readThread(folder);
  const later = messages.map(({ opened }) => opened.message.text);
  return [...Object.values(folder.opened.report.answers).flat(), ...later].join('\n');
}
