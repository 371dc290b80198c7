/**
 * Frames: what stands on the wire (protocol §1, §12). Every type has a fixed number of fields; `k ×` fields are
 * one field whose length is a multiple.
 * @module
 */
import { concat, number, u8, u32, utf8 } from './bytes.mjs';
import { Malformed, TooLarge } from './errors.mjs';

/** Bytes of a Seal (protocol §1). */
export const SEALED = 1168;
/** Bytes of a mailbox state, sealed. */
export const STATE = 16455;
/** Bytes of an identity, sealed. */
export const IDENTITY = 1095;
/** Bytes of a reply's item frame. */
export const REPLY = 18846;
/** Bytes of a part of a stream, but for the last. */
export const PART = 1048576;

const MOST_SLOTS = 64 + 8 + 64;
const MOST_IDENTITY_SLOTS = 64;
const MAGIC = utf8('CND1');
const ANY = Number.POSITIVE_INFINITY;

/** @typedef {{ least: number, most: number, step: number }} Length in bytes */
/** @param {number} length @returns {Length} */
const exactly = (length) => ({ least: length, most: length, step: 1 });
/** @param {number} least @param {number} [most] @param {number} [step] @returns {Length} */
const from = (least, most = ANY, step = 1) => ({ least, most, step });
const ID = exactly(16);
const HASH = exactly(32);
const NUMBER = exactly(4);
const FLOORED = exactly(STATE);
const ITEM = from(1);
const TICKET = from(0, 2048);
const SENT = [exactly(IDENTITY), NUMBER, HASH, ITEM];

/** @typedef {{ type: number, fields: Length[] }} Layout */
/** @type {Readonly<Record<string, Layout>>} */
export const LAYOUTS = Object.freeze({
  signed: { type: 1, fields: [from(2, 1 << 20), from(0, 80 * 255, 80)] },
  item: { type: 2, fields: [ID, from(1, 16), NUMBER, exactly(SEALED), from(0, SEALED, SEALED), from(72)] },
  report: {
    type: 3,
    fields: [
      ID,
      HASH,
      HASH,
      from(SEALED, MOST_SLOTS * SEALED, SEALED),
      exactly(SEALED),
      ...SENT,
      ID,
      HASH,
      FLOORED,
      HASH,
    ],
  },
  message: {
    type: 4,
    fields: [ID, HASH, HASH, from(0, MOST_IDENTITY_SLOTS * SEALED, SEALED), ...SENT, HASH, FLOORED],
  },
  begin: { type: 5, fields: [ID] },
  put: { type: 6, fields: [ID, TICKET, NUMBER, from(1, PART)] },
  send: { type: 7, fields: [ID, TICKET, from(1)] },
  ask: { type: 8, fields: [ID, TICKET, ID, HASH, NUMBER] },
  answer: { type: 9, fields: [FLOORED, ...Array(4).fill(exactly(REPLY))] },
  done: { type: 10, fields: [ID, HASH] },
  wrap: { type: 11, fields: [ID, NUMBER, ID, exactly(SEALED)] },
});

/** @param {Length} length @param {Uint8Array} field */
function checkLength({ least, most, step }, field) {
  if (field.length > most) throw new TooLarge('a field is too long');
  if (field.length < least || field.length % step) throw new Malformed('a field of the wrong length');
}

/** @param {Layout} layout @param {Uint8Array[]} fields */
function check({ fields: lengths }, fields) {
  if (fields.length !== lengths.length) throw new Malformed('the wrong number of fields');
  fields.forEach((field, i) => {
    checkLength(lengths[i], field);
  });
}

/**
 * @param {keyof typeof LAYOUTS} name
 * @param {...Uint8Array} fields in the order of §12
 * @throws {Malformed} when a field has not the length of its place
 */
export function pack(name, ...fields) {
  check(LAYOUTS[name], fields);
  const pieces = fields.flatMap((field) => [u32(field.length), field]);
  return concat(MAGIC, u8(LAYOUTS[name].type), u8(fields.length), ...pieces);
}

/**
 * The fields of a frame of this type, as views of its bytes.
 * @param {keyof typeof LAYOUTS} name
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]}
 * @throws {Malformed} when it is another type, has a wrong length or count, or anything after
 */
export function unpack(name, bytes) {
  if (bytes.length < 6 || !MAGIC.every((byte, i) => bytes[i] === byte)) throw new Malformed('not a frame');
  if (bytes[4] !== LAYOUTS[name].type) throw new Malformed(`not a frame of type ${name}`);
  const fields = [];
  let at = 6;
  for (let left = bytes[5]; left > 0; left--) {
    if (at + 4 > bytes.length) throw new Malformed('cut short');
    const end = at + 4 + number(bytes.subarray(at, at + 4));
    if (end > bytes.length) throw new Malformed('cut short');
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  if (at !== bytes.length) throw new Malformed('something after the end');
  check(LAYOUTS[name], fields);
  return fields;
}
