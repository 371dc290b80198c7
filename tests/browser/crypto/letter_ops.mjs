/** What the vectors of reports, threads, vaults and ledgers ask for (see simple_ops.mjs). */

/** @type {Record<string, import('./simple_ops.mjs').Op>} */
export const LETTERS = {};
