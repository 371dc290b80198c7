/**
 * Asking for a mailbox: each time under a fresh id and ticket (protocol §6, §12). In the worker.
 * @module
 */
import { parseAnswer } from '../../../crypto/browser/answer.mjs';
import { u32 } from '../../../crypto/browser/bytes.mjs';
import { pack } from '../../../crypto/browser/frame.mjs';
import { newId } from '../../../crypto/browser/seeds.mjs';
import { exchange } from '../api.mjs';
import { ticketFor } from '../tickets.mjs';

/**
 * What lies in the mailbox of these keys; if there is none, random bytes of the same size.
 * @param {import('../../../crypto/browser/code.mjs').CodeKeys} keys
 * @param {number} [page] of older replies, from 0
 * @returns {Promise<{ state: Uint8Array, slots: Uint8Array[] }>}
 */
export async function askMailbox({ lookup, auth }, page = 0) {
  const id = newId();
  const frame = pack('ask', id, await ticketFor(id), lookup, auth, u32(page));
  return parseAnswer(await exchange('ask', frame));
}
