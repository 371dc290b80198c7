/**
 * One message on its way: sealed once, sent until it is known what became of it. In the worker.
 * @module
 */
import { unhex } from '../../../crypto/browser/bytes.mjs';
import { FileStream } from '../../../crypto/browser/files.mjs';
import { sealMessage } from '../../../crypto/browser/mailbox.mjs';
import { newId } from '../../../crypto/browser/seeds.mjs';
import { Broken, Full, TurnedDown, Unanswered } from '../api.mjs';
import { Transfer, Unseen } from './transfer.mjs';

/** The mailbox changed since the message was sealed, by another visit: seal it afresh. */
export class Overtaken extends Error {
  name = 'Overtaken';
}

/** @typedef {import('../../../crypto/browser/files.mjs').Attachment} Attachment */
/** One message: short enough to stay in the smallest size. @typedef {{ topic: string, text: string, files: Attachment[], identity?: import('../../../crypto/browser/identity.mjs').Identity }} Words */
/** @typedef {import('./visit.mjs').Visit} Visit */

export class Posting {
  /** @type {import('../../../crypto/browser/mailbox.mjs').SealedMessage | undefined} */
  #sealed;
  #arrived = false;
  #visit;
  #words;
  #stream;
  #transfer;

  /** @param {Visit} visit @param {Words} words @throws {import('../../../crypto/browser/errors.mjs').TooLarge} */
  constructor(visit, words) {
    this.#visit = visit;
    this.#words = words;
    this.#stream = new FileStream(visit.instance, unhex(visit.state.folder), words.files);
    this.#transfer = new Transfer(newId(), this.#stream);
  }

  /** Whether it is known that the message was not received. */
  get certain() {
    return this.#transfer.certain;
  }

  /**
   * Seal and send, or go on doing so; then ask for the mailbox and see that it knows of the message.
   * @param {import('./transfer.mjs').Tell} progress
   * @throws {Overtaken}
   * @throws {Unseen} it was received, but the mailbox does not show it yet
   */
  async run(progress) {
    if (!this.#arrived) {
      progress({ stage: 'seal' });
      await this.#transfer.sendParts(progress);
      this.#sealed ??= await this.#seal();
      await this.#send(this.#sealed, progress);
      this.#arrived = true;
    }
    progress({ stage: 'ask' });
    if (!(await this.#look())) throw new Unseen('the mailbox does not know of the message yet');
  }

  async #seal() {
    const { instance, keyring, keys, state, sealedState } = this.#visit;
    const files = await this.#stream.finish();
    const { topic, text, identity } = this.#words;
    return sealMessage(instance, keyring, keys, state, sealedState, {
      id: this.#transfer.id,
      topic,
      text,
      files,
      identity,
    });
  }

  /** @param {import('../../../crypto/browser/mailbox.mjs').SealedMessage} sealed @param {import('./transfer.mjs').Tell} progress */
  async #send({ payload, done }, progress) {
    try {
      await this.#transfer.send(payload, done, progress);
    } catch (error) {
      await this.#settle(error);
    }
  }

  /**
   * What a failed `send` means. When the portal itself answered, the mailbox tells; when nobody did, nothing is known.
   * @param {unknown} error
   */
  async #settle(error) {
    const conflict = error instanceof TurnedDown && error.status === 409;
    if (!conflict && !(error instanceof Broken || error instanceof Full)) throw error;
    let arrived;
    try {
      arrived = await this.#look();
    } catch (cause) {
      this.#transfer.certain = conflict;
      throw conflict ? error : new Unanswered('nobody knows', { cause });
    }
    if (arrived) return;
    this.#transfer.certain = true;
    throw conflict ? new Overtaken('the mailbox has changed') : error;
  }

  /** Ask for the mailbox: does it know of this message? */
  async #look() {
    const { seq, sent } = /** @type {import('../../../crypto/browser/mailbox.mjs').SealedMessage} */ (
      this.#sealed
    ).state;
    try {
      await this.#visit.ask();
    } catch (cause) {
      throw this.#arrived ? new Unseen('the mailbox does not open', { cause }) : cause;
    }
    const { newest } = this.#visit;
    return newest.sent === sent || (this.#arrived && newest.seq >= seq);
  }
}
