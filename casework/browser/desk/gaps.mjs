/**
 * What is wrong with a message to a reporter: nothing in it, or a gap, "…", of a ready-made text left as it was.
 * @module
 */

/** @typedef {import('../form.mjs').Mistake} Mistake */

/** Whether `text` still has a gap of `ready`, with the word before it. @param {string} text @param {string} ready */
export const hasGap = (text, ready) => [...ready.matchAll(/\S+ …/g)].some(([gap]) => text.includes(gap));

/** What is wrong with a message. @param {string} field @param {string} text @param {string} ready @returns {Mistake[]} */
export function wrongText(field, text, ready) {
  if (!text.trim()) return [{ field, code: 'text-missing' }];
  return hasGap(text, ready) ? [{ field, code: 'text-gap' }] : [];
}
