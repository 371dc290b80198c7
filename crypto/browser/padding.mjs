/**
 * Buckets that hide a length (protocol §2).
 * @module
 */
import { concat, number, u64 } from './bytes.mjs';
import { PaddingError, TooLongError } from './errors.mjs';

/** Floor of an identity and of a vault. */
export const SMALL = 1023;
/** Floor of everything else: one chunk. */
export const PLAIN = 16383;
/** Floor of a report. */
export const REPORT = 32767;

/** `length` rounded up to a multiple of half its highest power of two. @param {number} length at least 1 */
export function round(length) {
  let step = 0.5;
  while (4 * step <= length) step *= 2;
  return step < 1 ? length : Math.ceil(length / step) * step;
}

/** @param {number} length of what is padded @param {number} floor */
const bucket = (length, floor) => Math.max(floor, round(length + 8));

/** @param {Uint8Array} document @param {number} floor */
export function pad(document, floor) {
  const zeros = new Uint8Array(bucket(document.length, floor) - 8 - document.length);
  return concat(u64(document.length), document, zeros);
}

/**
 * As `pad`, where the size must never leave the floor.
 * @param {Uint8Array} document @param {number} floor @throws {TooLongError}
 */
export function padExactly(document, floor) {
  if (document.length + 8 > floor) throw new TooLongError('longer than its one size');
  return pad(document, floor);
}

/**
 * @param {Uint8Array} padded
 * @param {number} floor
 * @throws {PaddingError} when the bucket is not that of the length, or the zeros are not zero
 */
export function unpad(padded, floor) {
  if (padded.length < 8) throw new PaddingError('cut short');
  const length = number(padded.subarray(0, 8));
  if (padded.length !== bucket(length, floor)) throw new PaddingError('not the bucket of its length');
  if (padded.subarray(8 + length).some((byte) => byte !== 0)) throw new PaddingError('the padding is not zero');
  return padded.slice(8, 8 + length);
}
