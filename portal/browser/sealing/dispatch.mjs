/**
 * One report on its way: sealed once, sent until it is known what became of it. In the worker.
 *
 * Every byte is made once. A second attempt continues where the first stopped and sends the same bytes, so it can
 * only ever become the same report. `certain` says whether the words may be edited: after `send` was tried they may
 * not, until the portal has said what happened.
 * @module
 */
import { deriveKeys, newCode, words } from '../../../crypto/browser/code.mjs';
import { CannotOpen } from '../../../crypto/browser/errors.mjs';
import { FileStream } from '../../../crypto/browser/files.mjs';
import { openState } from '../../../crypto/browser/mailbox.mjs';
import { sealReport } from '../../../crypto/browser/report.mjs';
import { newId } from '../../../crypto/browser/seeds.mjs';
import { Broken, Full, TurnedDown, Unanswered } from '../api.mjs';
import { askMailbox } from './mailbox.mjs';
import { patiently } from './patience.mjs';
import { Transfer, Unseen } from './transfer.mjs';

/**
 * @typedef {{
 *   answers: Record<string, string | string[]>, language: string, leftOut: string[], groupsLeftOut: string[],
 *   files: import('../../../crypto/browser/files.mjs').Attachment[],
 * }} Words what the reporter wrote, ticked and chose
 */
/** @typedef {import('./transfer.mjs').Tell} Tell */

export class Dispatch {
  /** @type {import('../../../crypto/browser/code.mjs').CodeKeys | undefined} */
  #keys;
  /** @type {import('../../../crypto/browser/report.mjs').SealedReport | undefined} */
  #sealed;
  #arrived = false;
  #id = newId();
  #code = newCode();
  #stream;
  #transfer;

  /** @param {import('./trust.mjs').Trust} trust @param {Words} wordsOfReporter @throws {import('../../../crypto/browser/errors.mjs').TooLarge} */
  constructor(trust, wordsOfReporter) {
    this.trust = trust;
    this.words = wordsOfReporter;
    this.#stream = new FileStream(trust.instance, this.#id, wordsOfReporter.files);
    this.#transfer = new Transfer(this.#id, this.#stream);
  }

  /** Whether it is known that nothing was received. */
  get certain() {
    return this.#transfer.certain;
  }

  /**
   * Seal and send, or go on doing so.
   * @param {Tell} progress
   * @returns {Promise<string[]>} the code's ten words, once the mailbox opens under them
   */
  async run(progress) {
    progress({ stage: 'seal' });
    this.#keys ??= await deriveKeys(this.trust.instance, this.#code);
    if (this.words.files.length === 0) await this.#seal();
    if (!this.#arrived) {
      await this.#transfer.sendParts(progress);
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

  /** @param {Tell} progress */
  async #send(progress) {
    const { payload, done } = /** @type {import('../../../crypto/browser/report.mjs').SealedReport} */ (
      this.#sealed
    );
    try {
      await this.#transfer.send(payload, done, progress);
    } catch (error) {
      await this.#settle(error);
    }
    this.#arrived = true;
  }

  /**
   * What a failed `send` means. When the portal itself answered, its mailbox tells, for an earlier attempt may have
   * arrived; when nobody did, nothing is known.
   * @param {unknown} error
   */
  async #settle(error) {
    const answered = [TurnedDown, Broken, Full].some((kind) => error instanceof kind);
    if (!answered) throw error;
    try {
      await this.#look();
    } catch (unseen) {
      this.#transfer.certain = unseen instanceof Unseen && unseen.cause instanceof CannotOpen;
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
}
