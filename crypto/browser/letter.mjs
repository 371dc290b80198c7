/**
 * The sealed documents of a case: report, message, reply, and the mailbox's state (protocol §6). Bytes stay hex.
 * @module
 */
import * as shape from './document.mjs';
import { date, flag, orNull, text } from './document.mjs';
import { FILES } from './files.mjs';

/** @typedef {import('./files.mjs').File} File */
/** @typedef {{ seq: number, hash: string }} Ack the other side's newest document that a writer had seen */
/** @typedef {{ oid: string, seq: number }} Removed a person whose replies from `seq` on no longer count */
/** @typedef {{ epoch: number, pk: string, removed: Removed[] }} FolderKey to which the next message goes */
/**
 * Somebody who can or could open the report. `opened`: when first, or null.
 * @typedef {{ title: import('./keyring.mjs').Title, since: string, until: string | null, opened: string | null }} Reader
 */
/**
 * What the officers read. `answers`: question id to text, or texts where several may be ticked.
 * @typedef {{
 *   sealed_by: 'browser' | 'server', keyring: string, readers: string[], recovery: string[], left_out: string[],
 *   folder_pk: string, reply_pk: string, reporter_vk: string, language: string,
 *   answers: Record<string, string | string[]>, files: File[], identity: boolean,
 * }} Report
 */
/**
 * What a reporter writes after the report. `prev`: hash of their last document.
 * @typedef {{
 *   topic: string, text: string, prev: string, ack: Ack | null, files: File[], identity: boolean,
 * }} Message
 */
/**
 * What an officer writes. `prev`: hash of the officers' last reply, zeros for the first.
 * @typedef {{
 *   by: string, on: string, prev: string, ack: Ack | null, text: string, status: string,
 *   next_date: string | null, readers: Reader[], folder: FolderKey,
 * }} Reply
 */
/**
 * What the code's holder remembers, sealed under the code. `keyring`: the highest number seen; `seq`, `sent`:
 * number and hash of the reporter's last document; `reply`: the newest reply seen.
 * @typedef {{
 *   folder: string, epoch: number, pk: string, left_out: string[], removed: Removed[], keyring: number,
 *   seq: number, sent: string, reply: Ack | null, receipt: string,
 * }} MailboxState
 */

const ID = shape.bytes(16);
const HASH = shape.bytes(32);
const PK = shape.bytes(1216);
const IDS = shape.list(ID);
/** @type {shape.Shape} */
const seq = (value) => shape.count(value) && value <= 0xffffffff;
/** @type {shape.Shape} */
const epoch = (value) => seq(value) && value >= 1;
const ACK = shape.orNull(shape.record({ seq, hash: HASH }));
const REMOVED = shape.list(shape.record({ oid: ID, seq }));
const TITLE = shape.record({ en: shape.text, cy: shape.text });

const REPORT = {
  ...{
    sealed_by: shape.oneOf('browser', 'server'),
    keyring: HASH,
    readers: IDS,
    recovery: IDS,
    left_out: IDS,
  },
  ...{ folder_pk: PK, reply_pk: PK, reporter_vk: shape.bytes(32), language: text },
  answers: shape.mapOf((value) => text(value) || shape.list(text)(value)),
  ...{ files: FILES, identity: flag },
};
const MESSAGE = { topic: text, text, prev: HASH, ack: ACK, files: FILES, identity: flag };
const READER = shape.record({ title: TITLE, since: date, until: orNull(date), opened: orNull(date) });
const REPLY = {
  ...{ by: ID, on: date, prev: HASH, ack: ACK, text, status: text, next_date: orNull(date) },
  ...{ readers: shape.list(READER), folder: shape.record({ epoch, pk: PK, removed: REMOVED }) },
};
const STATE = {
  ...{ folder: ID, epoch, pk: PK, left_out: IDS, removed: REMOVED, keyring: shape.count },
  ...{ seq, sent: HASH, reply: ACK, receipt: HASH },
};

/** @param {Report} report */
export const encodeReport = (report) => shape.encode('report', report, REPORT);
/** @param {Uint8Array} document @returns {Report} @throws {import('./errors.mjs').Malformed} */
export const decodeReport = (document) => shape.decode(document, 'report', REPORT);

/** @param {Message} message */
export const encodeMessage = (message) => shape.encode('message', message, MESSAGE);
/** @param {Uint8Array} document @returns {Message} @throws {import('./errors.mjs').Malformed} */
export const decodeMessage = (document) => shape.decode(document, 'message', MESSAGE);

/** @param {Reply} reply */
export const encodeReply = (reply) => shape.encode('reply', reply, REPLY);
/** @param {Uint8Array} document @returns {Reply} @throws {import('./errors.mjs').Malformed} */
export const decodeReply = (document) => shape.decode(document, 'reply', REPLY);

/** @param {MailboxState} state */
export const encodeState = (state) => shape.encode('state', state, STATE);
/** @param {Uint8Array} document @returns {MailboxState} @throws {import('./errors.mjs').Malformed} */
export const decodeState = (document) => shape.decode(document, 'state', STATE);
