/**
 * One report on its way: sealed once, sent until it is known what became of it. In the worker.
 *
 * Every byte is made once. A second attempt continues where the first stopped and sends the same bytes, so it can
 * only ever become the same report. `certain` says whether the words may be edited: after `send` was tried they may
 * not, until the portal has said what happened.
 * @module
 */
import { equal, sha256, u32 } from '../../../crypto/browser/bytes.mjs';
import { deriveKeys, newCode, words } from '../../../crypto/browser/code.mjs';
import { CandourError, CannotOpen } from '../../../crypto/browser/errors.mjs';
import { FileStream } from '../../../crypto/browser/files.mjs';
import { pack, unpack } from '../../../crypto/browser/frame.mjs';
import { openState } from '../../../crypto/browser/mailbox.mjs';
import { sealReport } from '../../../crypto/browser/report.mjs';
import { newId } from '../../../crypto/browser/seeds.mjs';
import { Broken, exchange, Full, TurnedDown, Unanswered } from '../api.mjs';
import { ticketFor } from '../tickets.mjs';
import { askMailbox } from './mailbox.mjs';
import { patiently } from './patience.mjs';

/** A chosen file cannot be read to its end as it was chosen. */
export class FileChanged extends Error {
  name = 'FileChanged';
}

/** The portal has the report, but its mailbox could not be opened yet. */
export class Unseen extends Error {
  name = 'Unseen';
}

/**
 * @typedef {{
 *   answers: Record<string, string | string[]>, language: string, leftOut: string[], groupsLeftOut: string[],
 *   files: import('../../../crypto/browser/files.mjs').Attachment[],
 * }} Words what the reporter wrote, ticked and chose
 */
/** How far it is: `done` of `of` parts in the stage `parts`. @typedef {{ stage: string, done?: number, of?: number }} Progress */

export class Dispatch {
  /** @type {Uint8Array | undefined} */
  #ticket;
  /** @type {import('../../../crypto/browser/code.mjs').CodeKeys | undefined} */
  #keys;
  /** @type {import('../../../crypto/browser/report.mjs').SealedReport | undefined} */
  #sealed;
  /** The part that is not acknowledged yet. @type {Uint8Array | undefined} */
  #part;
  #acknowledged = 0;
  #arrived = false;
  #id = newId();
  #code = newCode();
  #stream;
  #parts;

  /** Whether it is known that nothing was received. */
  certain = true;

  /** @param {import('./trust.mjs').Trust} trust @param {Words} wordsOfReporter @throws {import('../../../crypto/browser/errors.mjs').TooLarge} */
  constructor(trust, wordsOfReporter) {
    this.trust = trust;
    this.words = wordsOfReporter;
    this.#stream = new FileStream(trust.instance, this.#id, wordsOfReporter.files);
    this.#parts = this.#stream.seal();
  }

  /**
   * Seal and send, or go on doing so.
   * @param {(progress: Progress) => void} progress
   * @returns {Promise<string[]>} the code's ten words, once the mailbox opens under them
   */
  async run(progress) {
    progress({ stage: 'seal' });
    this.#keys ??= await deriveKeys(this.trust.instance, this.#code);
    if (this.words.files.length === 0) await this.#seal();
    if (!this.#arrived) {
      await this.#sendParts(progress);
      await this.#seal();
      await this.#send(progress);
    }
    progress({ stage: 'ask' });
    await this.#look();
    return words(this.trust.instance, this.#code);
  }

  async #seal() {
    const { trust, words } = this;
    const keys = /** @type {import('../../../crypto/browser/code.mjs').CodeKeys} */ (this.#keys);
    const files = await this.#stream.finish();
    this.#sealed ??= await sealReport(trust.instance, trust.keyring, keys, {
      ...words,
      folder: this.#id,
      files,
    });
  }

  /** @param {(progress: Progress) => void} progress */
  async #sendParts(progress) {
    const of = this.#stream.parts;
    for (;;) {
      this.#part ??= await this.#nextPart();
      if (!this.#part) return;
      const told = { stage: 'parts', done: this.#acknowledged, of };
      progress(told);
      await this.#put(this.#part, progress);
      this.#acknowledged++;
      this.#part = undefined;
    }
  }

  async #nextPart() {
    try {
      return (await this.#parts.next()).value ?? undefined;
    } catch (cause) {
      throw new FileChanged('a file could not be read', { cause });
    }
  }

  /** @param {Uint8Array} part @param {(progress: Progress) => void} progress */
  async #put(part, progress) {
    const waiting = () => progress({ stage: 'wait' });
    const put = (/** @type {Uint8Array} */ ticket) =>
      exchange('put', pack('put', this.#id, ticket, u32(this.#acknowledged), part));
    await this.#confirmed(
      await patiently(() => this.#withTicket(put, progress), waiting),
      await sha256(part),
    );
  }

  /** @param {(progress: Progress) => void} progress */
  async #send(progress) {
    const { payload, done } = /** @type {import('../../../crypto/browser/report.mjs').SealedReport} */ (
      this.#sealed
    );
    const send = (/** @type {Uint8Array} */ ticket) => {
      this.certain = false;
      progress({ stage: 'send' });
      return exchange('send', pack('send', this.#id, ticket, payload));
    };
    try {
      const waiting = () => progress({ stage: 'wait' });
      const answer = await patiently(() => this.#withTicket(send, progress), waiting);
      await this.#confirmed(answer, done);
    } catch (error) {
      await this.#settle(error);
    }
    this.#arrived = true;
  }

  /**
   * What a failed `send` means. When the portal itself answered, its mailbox tells; when nobody did, nothing is known.
   * @param {unknown} error
   */
  async #settle(error) {
    if (error instanceof TurnedDown) this.certain = true;
    if (!(error instanceof Broken || error instanceof Full)) throw error;
    try {
      await this.#look();
    } catch (unseen) {
      this.certain = unseen instanceof Unseen && unseen.cause instanceof CannotOpen;
      throw this.certain ? error : new Unanswered('nobody knows', { cause: error });
    }
  }

  /** Open the mailbox under the code's keys. @throws {Unseen} */
  async #look() {
    const keys = /** @type {import('../../../crypto/browser/code.mjs').CodeKeys} */ (this.#keys);
    try {
      const { state } = await patiently(() => askMailbox(keys));
      await openState(this.trust.instance, keys, state);
    } catch (cause) {
      throw new Unseen('the mailbox does not open yet', { cause });
    }
  }

  /**
   * A ticket serves every `put` and the `send`; one that is refused, perhaps because it expired, is replaced once.
   * @param {(ticket: Uint8Array) => Promise<Uint8Array>} attempt
   * @param {(progress: Progress) => void} progress
   * @param {boolean} [replaced] whether this is the second ticket
   * @returns {Promise<Uint8Array>}
   */
  async #withTicket(attempt, progress, replaced = false) {
    if (!this.#ticket) progress({ stage: 'work' });
    this.#ticket ??= await ticketFor(this.#id);
    try {
      return await attempt(this.#ticket);
    } catch (error) {
      if (replaced || !(error instanceof TurnedDown) || error.status !== 400) throw error;
      this.#ticket = undefined;
      return this.#withTicket(attempt, progress, true);
    }
  }

  /** @param {Uint8Array} frame a `done` @param {Uint8Array} hash what it must name */
  async #confirmed(frame, hash) {
    const [id, said] = readDone(frame);
    if (!equal(id, this.#id) || !equal(said, hash)) throw new Unanswered('another receipt than expected');
  }
}

/** @param {Uint8Array} frame */
function readDone(frame) {
  try {
    return unpack('done', frame);
  } catch (cause) {
    if (!(cause instanceof CandourError)) throw cause;
    throw new Unanswered('not a receipt', { cause });
  }
}
