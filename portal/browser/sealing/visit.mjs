/**
 * One visit with a follow-up code: its keys, what its mailbox holds, and what that says. In the worker.
 * @module
 */
import { deriveKeys, parseCode } from '../../../crypto/browser/code.mjs';
import { CannotOpen, Refused } from '../../../crypto/browser/errors.mjs';
import { offersIdentity, openGroups, receivers, signerOf } from '../../../crypto/browser/keyring.mjs';
import { openReplies, openState } from '../../../crypto/browser/mailbox.mjs';
import { askMailbox } from './mailbox.mjs';
import { patiently } from './patience.mjs';

/** No mailbox opens under this code: it never was one, or it has ended. */
export class UnknownCode extends Error {
  name = 'UnknownCode';
}

/** @typedef {import('../../../crypto/browser/keyring.mjs').Title} Title */
/** @typedef {import('../../../crypto/browser/letter.mjs').Reader} Reader */
/** @typedef {import('../../../crypto/browser/letter.mjs').MailboxState} MailboxState */
/**
 * A reply as the page shows it. `ack`: the number of the reporter's newest message that its writer had seen, 0 for
 * the report. `fresh`: not there when the reporter last wrote.
 * @typedef {{
 *   seq: number, title: Title | null, on: string, status: string, text: string, next: string | null,
 *   ack: number | null, fresh: boolean,
 * }} ShownReply
 */
/**
 * All that the page shows, newest reply first. `sent`: messages since the report. `told`: the day of the reply that
 * lists the readers, or null when the list is the keyring's. `offersName`: whether both groups keep somebody to hold
 * half of the key to a name.
 * @typedef {{
 *   replies: ShownReply[], faults: { fault: string, seq: number }[], older: boolean, sent: number,
 *   offersName: boolean, readers: { told: string | null, people: (Named & (Reader | { title: Title }))[] },
 * }} View
 */
/** `oid`: the one person on the keyring with this title; null when there is none, or are several. @typedef {{ oid: string | null }} Named */

export class Visit {
  /** Everything that any page of the mailbox held: pages shift when a reply arrives. @type {Uint8Array[]} */
  #slots = [];
  #asked = 0;
  /** The state as the mailbox holds it. @type {MailboxState} */
  newest;
  /** The same with all that the replies taught; messages are sealed with it. @type {MailboxState} */
  state;
  /** @type {import('../../../crypto/browser/mailbox.mjs').OpenedReplies} */
  #opened;

  /**
   * @param {import('./trust.mjs').Trust} trust
   * @param {import('../../../crypto/browser/code.mjs').CodeKeys} keys
   */
  constructor({ instance, keyring }, keys) {
    this.instance = instance;
    this.keyring = keyring;
    this.keys = keys;
    /** @type {Uint8Array} */
    this.sealedState = new Uint8Array(0);
    this.newest = this.state = /** @type {any} */ (null);
    this.#opened = /** @type {any} */ (null);
  }

  /**
   * Open the mailbox of the code that was typed.
   * @param {import('./trust.mjs').Trust} trust
   * @param {string} typed
   * @throws {import('../../../crypto/browser/errors.mjs').CodeMistake}
   * @throws {UnknownCode}
   */
  static async begin(trust, typed) {
    const visit = new Visit(trust, await deriveKeys(trust.instance, await parseCode(trust.instance, typed)));
    await visit.ask();
    return visit;
  }

  /** Ask for the newest replies. @throws {UnknownCode} @throws {Refused} when the keyring is older than one seen before */
  async ask() {
    await this.#learn(await patiently(() => askMailbox(this.keys)));
    this.#asked ||= 1;
  }

  /** Ask for four older replies more. */
  async askOlder() {
    await this.#learn(await patiently(() => askMailbox(this.keys, this.#asked)));
    this.#asked++;
  }

  /** @param {{ state: Uint8Array, slots: Uint8Array[] }} answer */
  async #learn({ state: sealedState, slots }) {
    const { instance, keys, keyring } = this;
    const newest = await openState(instance, keys, sealedState).catch((error) => {
      throw error instanceof CannotOpen ? new UnknownCode('no mailbox opens', { cause: error }) : error;
    });
    if (keyring.number < newest.keyring) {
      throw new Refused('an older keyring than this mailbox has seen', 'rolled back');
    }
    const opened = await openReplies(instance, keys, newest, keyring, [...this.#slots, ...slots]);
    this.#slots.push(...slots);
    this.#opened = opened;
    this.sealedState = sealedState;
    this.newest = newest;
    this.state = opened.state;
  }

  /** @returns {View} */
  view() {
    const { replies, findings, more } = this.#opened;
    const known = this.newest.reply?.seq ?? 0;
    return {
      replies: replies.map((received) => this.#shown(received, known)).reverse(),
      faults: findings.map(({ fault, seq }) => ({ fault, seq })),
      older: more,
      sent: this.newest.seq,
      offersName: offersIdentity(this.keyring, this.#gone()),
      readers: this.#readers(),
    };
  }

  /** @param {import('../../../crypto/browser/thread.mjs').ReceivedReply} received @param {number} known @returns {ShownReply} */
  #shown({ seq, reply: { by, on, status, text, next_date, ack } }, known) {
    const title = signerOf(this.keyring, by, on)?.title ?? null;
    return { seq, title, on, status, text, next: next_date, ack: ack?.seq ?? null, fresh: seq > known };
  }

  /** Whoever was left out, or removed since. */
  #gone() {
    const { left_out, removed } = this.state;
    return [...left_out, ...removed.map(({ oid }) => oid)];
  }

  /** As the newest reply says; before there is one, everybody on the keyring who was not left out. */
  #readers() {
    const newest = this.#opened.replies.at(-1)?.reply;
    if (newest?.readers.length)
      return { told: newest.on, people: newest.readers.map((each) => this.#named(each)) };
    const gone = this.#gone();
    const officers = receivers(this.keyring).filter(({ oid }) => !gone.includes(oid));
    const people = [...officers, ...openGroups(this.keyring, gone)].map(({ title }) =>
      this.#named({ title }),
    );
    return { told: null, people };
  }

  /** @template {{ title: Title }} T @param {T} reader @returns {T & Named} */
  #named(reader) {
    const { en, cy } = reader.title;
    const same = this.keyring.officers.filter(({ title }) => title.en === en && title.cy === cy);
    return { ...reader, oid: same.length === 1 ? same[0].oid : null };
  }
}
