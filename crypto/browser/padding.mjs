/**
 * Sizes that say little: two buckets an octave, a floor for each kind (protocol §2).
 * @module
 */
import { concat, number, u64 } from './bytes.mjs';
import { Malformed, TooLarge } from './errors.mjs';
import { PART } from './frame.mjs';

/** Floor of an identity and of a vault. */
export const FLOOR_SMALL = 1023;
/** Floor of everything else: one chunk. */
export const FLOOR_ITEM = 16383;
/** Floor of a report. */
export const FLOOR_REPORT = 32767;

/** `length` rounded up to a multiple of half its highest power of two. @param {number} length at least 1 */
export function roundUp(length) {
  let step = 0.5;
  while (4 * step <= length) step *= 2;
  return Math.ceil(length / step) * step;
}

/** How long `length` bytes become. @param {number} length @param {number} floor */
export const paddedLength = (length, floor) => Math.max(floor, roundUp(length + 8));

/** The most bytes that stay at the floor: the largest bucket below it holds them and their length. @param {number} floor */
export function roomAt(floor) {
  let step = 0.5;
  while (4 * step <= floor) step *= 2;
  return Math.floor(floor / step) * step - 8;
}

/**
 * Length, content, zeros.
 * @param {Uint8Array} content
 * @param {number} floor
 * @param {{ only?: boolean }} [size] `only`: never leave the floor
 * @throws {TooLarge} with `only`
 */
export function pad(content, floor, { only = false } = {}) {
  const size = paddedLength(content.length, floor);
  if (only && size !== floor) throw new TooLarge(`at most ${roomAt(floor)} bytes fit here`);
  return concat(u64(content.length), content, new Uint8Array(size - 8 - content.length));
}

/**
 * @param {Uint8Array} padded
 * @param {number} floor
 * @throws {Malformed} unless the bucket is right and every byte after the content is zero
 */
export function unpad(padded, floor) {
  const length = number(padded.subarray(0, 8));
  const right = padded.length >= 8 && padded.length === paddedLength(length, floor);
  if (!right || padded.subarray(8 + length).some((byte) => byte !== 0)) {
    throw new Malformed('padding that is not the one that belongs there');
  }
  return padded.slice(8, 8 + length);
}

/** How long a stream with `total` bytes of bodies is, random filling included. @param {number} total */
export const streamLength = (total) => (total ? Math.max(PART, roundUp(total)) : 0);

/** In how many parts a stream of this length travels. @param {number} length */
export const partCount = (length) => Math.ceil(length / PART);
