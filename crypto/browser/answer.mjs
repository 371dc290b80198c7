/**
 * Answers to a code, all of one size: state and four slots (protocol §6, §12, frame 9). No secrets here.
 * @module
 */
import { unpack } from './frame.mjs';

/**
 * State and slots. An unknown code's are random bytes of the same sizes; only opening tells.
 * @param {Uint8Array} frame
 * @returns {{ state: Uint8Array, slots: Uint8Array[] }}
 * @throws {import('./errors.mjs').Malformed} if a length is wrong
 */
export function parseAnswer(frame) {
  const [state, ...slots] = unpack('answer', frame);
  return { state, slots };
}
