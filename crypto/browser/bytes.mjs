/**
 * Bytes and the few primitives that WebCrypto gives over them (protocol §1).
 * @module
 */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const encoder = new TextEncoder();

/** @param {string} text @returns {Bytes} */
export const utf8 = (text) => encoder.encode(text);

/** @param {...Uint8Array} parts @returns {Bytes} */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `value` as `width` big-endian bytes; exact up to 2⁵³. @param {number} value @param {number} width */
function bigEndian(value, width) {
  const bytes = new Uint8Array(width);
  for (let i = width - 1; i >= 0; i--) {
    bytes[i] = value % 256;
    value = Math.floor(value / 256);
  }
  return bytes;
}

/** @param {number} value */
export const u8 = (value) => bigEndian(value, 1);
/** @param {number} value */
export const u16 = (value) => bigEndian(value, 2);
/** @param {number} value */
export const u32 = (value) => bigEndian(value, 4);
/** @param {number} value */
export const u64 = (value) => bigEndian(value, 8);

/** Big-endian bytes as a number; beyond 2⁵³ it is inexact, and so larger than any length we accept. @param {Uint8Array} bytes */
export const number = (bytes) => bytes.reduce((value, byte) => value * 256 + byte, 0);

/** @param {Uint8Array} bytes lower-case hexadecimal */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {string} text hexadecimal, already checked @returns {Bytes} */
export function unhex(text) {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Equal, in time that depends on the length only. @param {Uint8Array} a @param {Uint8Array} b */
export function equal(a, b) {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i] ^ b[i];
  return difference === 0;
}

/** @param {Uint8Array} a @param {Uint8Array} b both of one length @returns {Bytes} */
export const xor = (a, b) => Uint8Array.from(a, (byte, i) => byte ^ b[i]);

const QUOTA = 65536;

/** Fresh random bytes; the browser gives at most 64 KiB a call. @param {number} length @returns {Bytes} */
export function random(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += QUOTA) crypto.getRandomValues(bytes.subarray(at, at + QUOTA));
  return bytes;
}

/** A plain `ArrayBuffer`-backed view, which WebCrypto's types ask for. @param {Uint8Array} bytes @returns {Bytes} */
export const own = (bytes) => /** @type {Bytes} */ (bytes);

/** H = SHA-256. @param {Uint8Array} bytes @returns {Promise<Bytes>} */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)));

/** HKDF-SHA256 with an empty salt. @param {Uint8Array} ikm @param {Uint8Array} info @param {number} length bytes */
export async function hkdf(ikm, info, length) {
  const key = await crypto.subtle.importKey('raw', own(ikm), 'HKDF', false, ['deriveBits']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: own(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 8 * length));
}
