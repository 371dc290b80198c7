/**
 * What arrives at the portal: items, reports and messages, read for their lengths only. No secrets, no
 * cryptography.
 * @module
 */
import { number } from './bytes.mjs';
import { Malformed } from './errors.mjs';
import { PART, SEALED, unpack } from './frame.mjs';

/** The most bytes of a deposit's files, sealed and filled up (protocol §12). */
export const MAX_STREAM = 3 << 29;
const SEALED_CHUNK = 16_400;
const HEADER = 56;
const TAG = 16;

/**
 * An item as it lies in the store: id, kind and sequence number in clear, the rest sealed.
 * @typedef {{
 *   id: Uint8Array, kind: string, seq: number, folderWrap: Uint8Array, reporterWrap: Uint8Array, body: Uint8Array,
 * }} ItemFrame
 */
/**
 * A report on its way, frame type 3.
 * @typedef {{
 *   folder: Uint8Array, keyring: Uint8Array, pkHash: Uint8Array, slots: Uint8Array[], route: Uint8Array,
 *   identity: Uint8Array, parts: number, tree: Uint8Array, itemFrame: Uint8Array, item: ItemFrame,
 *   lookup: Uint8Array, authHash: Uint8Array, state: Uint8Array, author: Uint8Array,
 * }} ReportFrame
 */
/**
 * A reporter's message on its way, frame type 4; its id is its item's.
 * @typedef {{
 *   lookup: Uint8Array, auth: Uint8Array, keyring: Uint8Array, identitySlots: Uint8Array[], identity: Uint8Array,
 *   parts: number, tree: Uint8Array, itemFrame: Uint8Array, item: ItemFrame, oldState: Uint8Array,
 *   state: Uint8Array,
 * }} MessageFrame
 */

/** @param {Uint8Array} frame @returns {ItemFrame} @throws {Malformed} unless every length could be an honest one */
export function parseItemFrame(frame) {
  const [id, name, seq, folderWrap, reporterWrap, body] = unpack('item', frame);
  const kind = String.fromCharCode(...name);
  if (!/^[a-z]+$/.test(kind)) throw new Malformed("an item's kind is a word of a-z");
  if ((body.length - HEADER) % SEALED_CHUNK < TAG) throw new Malformed("a length that no item's body has");
  return { id, kind, seq: number(seq), folderWrap, reporterWrap, body };
}

/** @param {Uint8Array} frame @returns {ReportFrame} @throws {Malformed} unless every length could be an honest one */
export function parseReportFrame(frame) {
  const [folder, keyring, pkHash, slots, route, identity, parts, tree, itemFrame, ...mailbox] = unpack(
    'report',
    frame,
  );
  const [lookup, authHash, state, author] = mailbox;
  const item = parseItemFrame(itemFrame);
  if (item.kind !== 'report' || item.seq || item.reporterWrap.length) {
    throw new Malformed("a report's item is not a report");
  }
  const clear = { folder, keyring, pkHash, slots: seals(slots), route, identity, ...stream(parts, tree) };
  return { ...clear, itemFrame, item, lookup, authHash, state, author };
}

/** @param {Uint8Array} frame @returns {MessageFrame} @throws {Malformed} unless every length could be an honest one */
export function parseMessageFrame(frame) {
  const [lookup, auth, keyring, slots, identity, parts, tree, itemFrame, oldState, state] = unpack(
    'message',
    frame,
  );
  const item = parseItemFrame(itemFrame);
  if (item.kind !== 'message' || !item.seq || item.reporterWrap.length) {
    throw new Malformed("a message's item is not a message");
  }
  const clear = { lookup, auth, keyring, identitySlots: seals(slots), identity, ...stream(parts, tree) };
  return { ...clear, itemFrame, item, oldState, state };
}

/** @param {Uint8Array} field */
const seals = (field) =>
  Array.from({ length: field.length / SEALED }, (_, i) => field.subarray(i * SEALED, (i + 1) * SEALED));

/** @param {Uint8Array} field @param {Uint8Array} tree */
function stream(field, tree) {
  const parts = number(field);
  if (parts > MAX_STREAM / PART) throw new Malformed("a deposit's files are too many bytes");
  if ((parts === 0) !== tree.every((byte) => byte === 0)) {
    throw new Malformed("a deposit's number of parts and tree hash do not agree");
  }
  return { parts, tree };
}
