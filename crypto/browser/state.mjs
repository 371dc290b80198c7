/**
 * Mailbox state: what the code's holder remembers between visits, sealed under the code (protocol §6).
 * @module
 */
import { openBody, sealBody } from './body.mjs';
import { decodeState, encodeState } from './letter.mjs';
import { FLOOR_ITEM, pad, unpad } from './padding.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./code.mjs').CodeKeys} CodeKeys */
/** @typedef {import('./letter.mjs').MailboxState} MailboxState */

/** 16,455 bytes. @param {Instance} instance @param {CodeKeys} keys @param {MailboxState} state @throws {import('./errors.mjs').TooLarge} */
export const sealState = (instance, keys, state) =>
  sealBody(
    keys.stateKey,
    instance.context('state', keys.lookup),
    pad(encodeState(state), FLOOR_ITEM, { only: true }),
  );

/**
 * @param {Instance} instance
 * @param {CodeKeys} keys
 * @param {Uint8Array} sealed
 * @returns {Promise<MailboxState>}
 * @throws {import('./errors.mjs').CannotOpen} an unknown code looks exactly so
 * @throws {import('./errors.mjs').Malformed}
 */
export async function openState(instance, keys, sealed) {
  const padded = await openBody(keys.stateKey, instance.context('state', keys.lookup), sealed);
  const { v, kind, ...state } = /** @type {any} */ (decodeState(unpad(padded, FLOOR_ITEM)));
  return state;
}
