/**
 * Where a case stands: codes travel, the words are the template's.
 * @module
 */

const choices = () => /** @type {HTMLSelectElement} */ (document.getElementById('reply-status'));

/** @param {string} code @returns {string} */
export const statusWords = (code) =>
  [...choices().options].find(({ value }) => value === code && value !== '')?.textContent ?? code;
