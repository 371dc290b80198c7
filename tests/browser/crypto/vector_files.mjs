/** The shared vectors: long strings that occur more than once stand in `blobs`, "@name" in their place. */
import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {Record<string, any>} Case */

const FOLDER = new URL('../../../crypto/vectors/', import.meta.url);

/** The IETF's own file has another shape, and kem.test.mjs reads it. */
export const vectorFiles = () =>
  readdirSync(FOLDER).filter((name) => name.endsWith('.json') && !name.startsWith('ietf-'));

/** @param {string} name @returns {Case[]} */
export function readVectors(name) {
  const { blobs, cases } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
  return JSON.parse(JSON.stringify(cases), (_, value) =>
    typeof value === 'string' ? (blobs[value] ?? value) : value,
  );
}
