/**
 * A name given in confidence, as it stands in the fields of its page. It never stands in a message's words.
 * @module
 */
import { wellFormed } from '../wellformed.mjs';
import { all, one } from './fill.mjs';

/** @typedef {import('../../../crypto/browser/identity.mjs').Identity} Identity */

/** Bytes of the sealed document (protocol §2): its one size, less the length that stands before it. */
const ROOM = 1_023 - 8;

/** @param {ParentNode} screen @param {string} field @returns {HTMLInputElement} */
const input = (screen, field) => /** @type {HTMLInputElement} */ (one(screen, `[data-confided="${field}"]`));

/** @param {ParentNode} screen @returns {HTMLInputElement[]} */
const shares = (screen) => /** @type {HTMLInputElement[]} */ (all(screen, '[data-confided="share"]'));

/** What is filled in. @param {ParentNode} screen @returns {Identity} */
export function confidedIn(screen) {
  const text = (/** @type {string} */ field) => wellFormed(input(screen, field).value.trim());
  const labels = shares(screen)
    .filter(({ checked }) => checked)
    .map(({ labels }) => wellFormed((labels?.[0].textContent ?? '').trim()));
  return { name: text('name'), contact: text('contact'), share_with: labels };
}

/** What is wrong with it, as values of `data-error`. @param {Identity} identity @returns {string[]} */
export function wrongIn(identity) {
  if (!identity.name) return ['my-name:empty'];
  const document = JSON.stringify({ ...identity, kind: 'identity', v: 1 });
  return new TextEncoder().encode(document).length > ROOM ? ['my-name:long'] : [];
}

/** Empty the fields. @param {ParentNode} screen */
export function forgetName(screen) {
  for (const field of ['name', 'contact']) input(screen, field).value = '';
  for (const box of shares(screen)) box.checked = false;
}
