/**
 * One deposit on its way to the portal: its parts, then its payload, under one id and ticket (protocol §12). In the
 * worker.
 *
 * Every byte is made once and kept until it is acknowledged, so that going on after a failure sends the same bytes.
 * `certain` says whether it is known that the payload was not received: after `send` was tried it is not, until the
 * portal has said what happened.
 * @module
 */
import { equal, sha256, u32 } from '../../../crypto/browser/bytes.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import { pack, unpack } from '../../../crypto/browser/frame.mjs';
import { exchange, TurnedDown, Unanswered } from '../api.mjs';
import { ticketFor } from '../tickets.mjs';
import { patiently } from './patience.mjs';

/** How far it is: `done` of `of` parts in the stage `parts`. @typedef {{ stage: string, done?: number, of?: number }} Progress */
/** @typedef {(progress: Progress) => void} Tell */

/** A chosen file cannot be read to its end as it was chosen. */
export class FileChanged extends Error {
  name = 'FileChanged';
}

/** The portal has the deposit, but its mailbox does not show it yet. */
export class Unseen extends Error {
  name = 'Unseen';
}

export class Transfer {
  /** @type {Uint8Array | undefined} */
  #ticket;
  /** The part that is not acknowledged yet. @type {Uint8Array | undefined} */
  #part;
  #acknowledged = 0;
  #parts;
  #of;

  /** Whether it is known that nothing was received. */
  certain = true;

  /** @param {Uint8Array} id of the deposit @param {import('../../../crypto/browser/files.mjs').FileStream} stream its files */
  constructor(id, stream) {
    this.id = id;
    this.#of = stream.parts;
    this.#parts = stream.seal();
  }

  /** Send the parts that are not acknowledged yet. @param {Tell} progress @throws {FileChanged} */
  async sendParts(progress) {
    for (;;) {
      this.#part ??= await this.#nextPart();
      if (!this.#part) return;
      progress({ stage: 'parts', done: this.#acknowledged, of: this.#of });
      await this.#put(this.#part, progress);
      this.#acknowledged++;
      this.#part = undefined;
    }
  }

  /**
   * Send the payload, the same bytes as the last time.
   * @param {Uint8Array} payload
   * @param {Uint8Array} done H(payload)
   * @param {Tell} progress
   * @throws {TurnedDown} then it was not received
   */
  async send(payload, done, progress) {
    const send = (/** @type {Uint8Array} */ ticket) => {
      this.certain = false;
      progress({ stage: 'send' });
      return exchange('send', pack('send', this.id, ticket, payload));
    };
    try {
      this.#confirm(await patiently(() => this.#withTicket(send, progress), waiting(progress)), done);
    } catch (error) {
      if (error instanceof TurnedDown) this.certain = true;
      throw error;
    }
  }

  async #nextPart() {
    try {
      return (await this.#parts.next()).value ?? undefined;
    } catch (cause) {
      throw new FileChanged('a file could not be read', { cause });
    }
  }

  /** @param {Uint8Array} part @param {Tell} progress */
  async #put(part, progress) {
    const put = (/** @type {Uint8Array} */ ticket) =>
      exchange('put', pack('put', this.id, ticket, u32(this.#acknowledged), part));
    const answer = await patiently(() => this.#withTicket(put, progress), waiting(progress));
    this.#confirm(answer, await sha256(part));
  }

  /**
   * A ticket serves every `put` and the `send`; one that is refused, perhaps because it expired, is replaced once.
   * @param {(ticket: Uint8Array) => Promise<Uint8Array>} attempt
   * @param {Tell} progress
   * @param {boolean} [replaced] whether this is the second ticket
   * @returns {Promise<Uint8Array>}
   */
  async #withTicket(attempt, progress, replaced = false) {
    if (!this.#ticket) progress({ stage: 'work' });
    this.#ticket ??= await ticketFor(this.id);
    try {
      return await attempt(this.#ticket);
    } catch (error) {
      if (replaced || !(error instanceof TurnedDown) || error.status !== 400) throw error;
      this.#ticket = undefined;
      return this.#withTicket(attempt, progress, true);
    }
  }

  /** @param {Uint8Array} frame a `done` @param {Uint8Array} hash what it must name */
  #confirm(frame, hash) {
    const [id, said] = readDone(frame);
    if (!equal(id, this.id) || !equal(said, hash)) throw new Unanswered('another receipt than expected');
  }
}

/** @param {Tell} progress */
const waiting = (progress) => () => progress({ stage: 'wait' });

/** @param {Uint8Array} frame */
function readDone(frame) {
  try {
    return unpack('done', frame);
  } catch (cause) {
    if (!(cause instanceof CandourError)) throw cause;
    throw new Unanswered('not a receipt', { cause });
  }
}
