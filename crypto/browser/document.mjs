/**
 * Documents: one JSON object in one canonical form, RFC 8785 restricted (protocol §1).
 *
 * A shape is a predicate of JSON values; `record({...})` demands the exact key set. Bytes stay lower-case hex in a
 * decoded document, so that ids compare with `===` and stand in sets.
 * @module
 */
import { equal, utf8 } from './bytes.mjs';
import { Malformed, TooLarge } from './errors.mjs';

/** @typedef {(value: any) => boolean} Shape */

const KEY = /^[a-z][a-z_]*$/;
const HEX = /^(?:[0-9a-f]{2})*$/;
const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;
const SURROGATE = /\p{Surrogate}/u;
const DEEPEST = 16;
/** The most bytes of any document (protocol §12). */
export const MAX_DOCUMENT = 1 << 20;

/** @type {Shape} */
export const text = (value) => typeof value === 'string';
/** @type {Shape} */
export const flag = (value) => typeof value === 'boolean';
/** @type {Shape} */
export const count = (value) => Number.isSafeInteger(value) && value >= 0;
/** A real day, as "YYYY-MM-DD". @type {Shape} */
export const date = (value) => {
  if (typeof value !== 'string' || !DATE.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};
/** @param {number} [length] bytes; any number without @returns {Shape} */
export const bytes = (length) => (value) =>
  typeof value === 'string' && HEX.test(value) && (length === undefined || value.length === 2 * length);
/** @param {...(string | number)} values @returns {Shape} */
export const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** @param {Shape} shape @returns {Shape} */
export const orNull = (shape) => (value) => value === null || shape(value);
/** @param {Shape} shape @param {number} [most] @returns {Shape} */
export const list =
  (shape, most = Number.POSITIVE_INFINITY) =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(shape);
/** @param {Shape} shape @returns {Shape} */
export const mapOf = (shape) => (value) => isObject(value) && Object.values(value).every(shape);
/** @param {Record<string, Shape>} fields @returns {Shape} */
export const record = (fields) => {
  const names = Object.keys(fields).sort();
  return (value) =>
    isObject(value) &&
    Object.keys(value).sort().join() === names.join() &&
    names.every((name) => fields[name](value[name]));
};

/** @param {any} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {any} value @param {number} [depth] @returns {string} @throws {Malformed} */
function canonical(value, depth = 1) {
  if (depth > DEEPEST) throw new Malformed('nested too deeply');
  if (value === null || typeof value === 'boolean' || count(value)) return JSON.stringify(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join()}]`;
  if (typeof value !== 'object') throw new Malformed('a value that documents do not have');
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${checkedKey(key)}:${canonical(value[key], depth + 1)}`);
  return `{${pairs.join()}}`;
}

/** @param {string} value */
function quoted(value) {
  if (SURROGATE.test(value)) throw new Malformed('a lone surrogate');
  return JSON.stringify(value);
}

/** @param {string} key */
function checkedKey(key) {
  if (!KEY.test(key)) throw new Malformed('a key that documents do not have');
  return JSON.stringify(key);
}

/**
 * The one canonical form of a document, with `v: 1` and `kind`.
 * @param {string} kind
 * @param {Record<string, unknown>} fields without `v` and `kind`
 * @param {Record<string, Shape>} shape of the fields
 * @param {number} [limit] bytes
 * @throws {Malformed} when the fields are not of that shape
 * @throws {TooLarge} beyond the limit
 */
export function encode(kind, fields, shape, limit = MAX_DOCUMENT) {
  if (!record(shape)(fields)) throw new Malformed(`not the shape of a ${kind}`);
  const encoded = utf8(canonical({ ...fields, kind, v: 1 }));
  if (encoded.length > limit) throw new TooLarge(`a ${kind} is limited to ${limit} bytes`);
  return encoded;
}

/**
 * Read a document strictly: the canonical form, the version, the kind, every type and the exact key set.
 * @param {Uint8Array} encoded
 * @param {string} kind
 * @param {Record<string, Shape>} shape of the fields without `v` and `kind`
 * @param {number} [limit] bytes
 * @returns {any} the document, `v` and `kind` included, bytes as lower-case hex
 * @throws {Malformed}
 * @throws {TooLarge} beyond the limit
 */
export function decode(encoded, kind, shape, limit = MAX_DOCUMENT) {
  if (encoded.length > limit) throw new TooLarge(`a ${kind} is limited to ${limit} bytes`);
  const value = parse(encoded);
  if (value.v !== 1 || value.kind !== kind) throw new Malformed(`not version 1 of a ${kind}`);
  if (!record({ ...shape, v: count, kind: text })(value)) throw new Malformed(`not the shape of a ${kind}`);
  return value;
}

/** @param {Uint8Array} encoded @returns {any} */
function parse(encoded) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(encoded));
  } catch (cause) {
    throw new Malformed('a document is one JSON object in UTF-8', { cause });
  }
  if (!isObject(value)) throw new Malformed('a document is one JSON object');
  if (!equal(utf8(canonical(value)), encoded)) throw new Malformed('a document not in its only spelling');
  return value;
}
