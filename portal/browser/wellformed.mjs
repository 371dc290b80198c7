/**
 * Text as documents take it.
 * @module
 */

/** `text` with U+FFFD for every lone surrogate: a document holds none (protocol §1). @param {string} text */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '\uFFFD');
