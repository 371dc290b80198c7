/**
 * Frames: what stands on the wire (protocol §1, §12). Every type has a fixed number of fields; `k ×` fields are
 * one field whose length is a multiple.
 * @module
 */
import { concat, number, u8, u32, utf8 } from './bytes.mjs';
import { FrameError } from './errors.mjs';

/** Bytes of a Seal (protocol §1). */
export const SEAL = 1168;
/** Bytes of a mailbox state, sealed. */
export const STATE = 16455;
/** Bytes of an identity, sealed. */
export const IDENTITY = 1095;
/** Bytes of a reply's item frame. */
export const SLOT = 18846;
/** Bytes of a part of a stream, but for the last. */
export const PART = 1048576;

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
const SLOTS = from(0, 255 * SEAL, SEAL);
const DEPOSIT = [SLOTS, exactly(SEAL), exactly(IDENTITY), NUMBER, HASH, from(1)];
const LATER = [SLOTS, exactly(IDENTITY), NUMBER, HASH, from(1)];
const TICKET = from(0, 2048);

/** @typedef {{ type: number, fields: Length[] }} Layout */
/** @type {Readonly<Record<string, Layout>>} */
export const LAYOUTS = Object.freeze({
  signed: { type: 1, fields: [from(2), from(80, ANY, 80)] },
  item: { type: 2, fields: [ID, from(1, 32), NUMBER, exactly(SEAL), from(0, SEAL, SEAL), from(72)] },
  report: { type: 3, fields: [ID, HASH, HASH, ...DEPOSIT, ID, HASH, FLOORED, HASH] },
  message: { type: 4, fields: [ID, HASH, HASH, ...LATER, HASH, FLOORED] },
  begin: { type: 5, fields: [ID] },
  put: { type: 6, fields: [ID, TICKET, NUMBER, from(0, PART)] },
  send: { type: 7, fields: [ID, TICKET, from(1)] },
  ask: { type: 8, fields: [ID, TICKET, ID, HASH, NUMBER] },
  answer: { type: 9, fields: [FLOORED, ...Array(4).fill(exactly(SLOT))] },
  done: { type: 10, fields: [ID, HASH] },
  wrap: { type: 11, fields: [ID, NUMBER, ID, exactly(SEAL)] },
});

/** @param {Length} length @param {Uint8Array} field */
const fits = ({ least, most, step }, field) =>
  field.length >= least && field.length <= most && field.length % step === 0;

/** @param {Layout} layout @param {Uint8Array[]} fields */
function check({ fields: lengths }, fields) {
  if (fields.length !== lengths.length) throw new FrameError('the wrong number of fields');
  if (!fields.every((field, i) => fits(lengths[i], field))) throw new FrameError('a field of the wrong length');
}

/**
 * @param {keyof typeof LAYOUTS} name
 * @param {...Uint8Array} fields in the order of §12
 * @throws {FrameError} when a field has not the length of its place
 */
export function encodeFrame(name, ...fields) {
  check(LAYOUTS[name], fields);
  const pieces = fields.flatMap((field) => [u32(field.length), field]);
  return concat(MAGIC, u8(LAYOUTS[name].type), u8(fields.length), ...pieces);
}

/**
 * The fields of a frame of this type, as views of its bytes.
 * @param {keyof typeof LAYOUTS} name
 * @param {Uint8Array} bytes
 * @returns {Uint8Array[]}
 * @throws {FrameError} when it is another type, has a wrong length or count, or anything after
 */
export function decodeFrame(name, bytes) {
  if (bytes.length < 6 || !MAGIC.every((byte, i) => bytes[i] === byte)) throw new FrameError('not a frame');
  if (bytes[4] !== LAYOUTS[name].type) throw new FrameError(`not a frame of type ${name}`);
  const fields = [];
  let at = 6;
  for (let left = bytes[5]; left > 0; left--) {
    if (at + 4 > bytes.length) throw new FrameError('cut short');
    const end = at + 4 + number(bytes.subarray(at, at + 4));
    if (end > bytes.length) throw new FrameError('cut short');
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  if (at !== bytes.length) throw new FrameError('something after the end');
  check(LAYOUTS[name], fields);
  return fields;
}
