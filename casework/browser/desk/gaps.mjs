/**
 * What is wrong with a message to a reporter: nothing in it, or a gap, "…", of a ready-made text left as it was.
 * @module
 */

/** @typedef {import('../form.mjs').Mistake} Mistake */

/** Whether `text` still has a gap of any ready-made text of the page, with the word before it. @param {string} text */
export function hasGap(text) {
  const ready = /** @type {HTMLTemplateElement[]} */ ([
    ...document.querySelectorAll('[data-says], [data-start]'),
  ]);
  const gaps = ready.flatMap(({ content }) => [...(content.textContent ?? '').matchAll(/\S+ …/g)]);
  return gaps.some(([gap]) => text.includes(gap));
}

/** What is wrong with a message. @param {string} field @param {string} text @returns {Mistake[]} */
export function wrongText(field, text) {
  if (!text.trim()) return [{ field, code: 'text-missing' }];
  return hasGap(text) ? [{ field, code: 'text-gap' }] : [];
}
