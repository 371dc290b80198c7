/**
 * Proof of work (ALTCHA), fetched when something is sent and never earlier. Runs in the worker.
 * @module
 */
import { deriveKey } from 'altcha-lib/algorithms/web/sha';
import { solveChallenge } from 'altcha-lib';
import { utf8 } from '../../crypto/browser/bytes.mjs';
import { pack } from '../../crypto/browser/frame.mjs';
import { begin } from './api.mjs';

/** The work could not be done on this device in ten minutes. */
export class TicketUnsolved extends Error {
  name = 'TicketUnsolved';
}

const LONGEST_MS = 600_000;

/**
 * A ticket for this id: fetch the challenge and solve it.
 * @param {Uint8Array} id 16 bytes
 * @returns {Promise<Uint8Array>} the ticket field of a frame
 */
export async function ticketFor(id) {
  const challenge = await begin(pack('begin', id));
  const solution = await solveChallenge({ challenge, deriveKey, timeout: LONGEST_MS });
  if (!solution) throw new TicketUnsolved();
  return utf8(
    JSON.stringify({ challenge, solution: { counter: solution.counter, derivedKey: solution.derivedKey } }),
  );
}
