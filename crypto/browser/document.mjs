/**
 * Documents: one JSON object in one canonical form, RFC 8785 restricted (protocol §1).
 *
 * A shape is a predicate of JSON values; `record({...})` demands the exact key set. Bytes stay lower-case hex in a
 * decoded document, so that ids compare with `===` and stand in sets.
 * @module
 */
import { equal, utf8 } from './bytes.mjs';
import { DocumentError } from './errors.mjs';

/** @typedef {(value: any) => boolean} Shape */

const KEY = /^[a-z][a-z_]*$/;
const HEX = /^(?:[0-9a-f]{2})*$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const SURROGATE = /\p{Surrogate}/u;
const DEEPEST = 16;

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

/** @param {any} value @param {number} [depth] @returns {string} @throws {DocumentError} */
function canonical(value, depth = 0) {
  if (depth > DEEPEST) throw new DocumentError('nested too deeply');
  if (value === null || typeof value === 'boolean' || count(value)) return JSON.stringify(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join()}]`;
  if (typeof value !== 'object') throw new DocumentError('a value that documents do not have');
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${checkedKey(key)}:${canonical(value[key], depth + 1)}`);
  return `{${pairs.join()}}`;
}

/** @param {string} value */
function quoted(value) {
  if (SURROGATE.test(value)) throw new DocumentError('a lone surrogate');
  return JSON.stringify(value);
}

/** @param {string} key */
function checkedKey(key) {
  if (!KEY.test(key)) throw new DocumentError('a key that documents do not have');
  return JSON.stringify(key);
}

/**
 * The one canonical form of a document.
 * @param {string} kind
 * @param {Record<string, unknown>} fields without `v` and `kind`
 * @param {Record<string, Shape>} shape of the fields
 * @throws {DocumentError} when the fields are not of that shape
 */
export function encodeDocument(kind, fields, shape) {
  if (!record(shape)(fields)) throw new DocumentError(`not the shape of a ${kind}`);
  return utf8(canonical({ ...fields, kind, v: 1 }));
}

/**
 * Read a document strictly: the canonical form, the version, the kind, every type and the exact key set.
 * @param {string} kind
 * @param {Uint8Array} bytes
 * @param {Record<string, Shape>} shape of the fields without `v` and `kind`
 * @returns {any} the document, `v` and `kind` included
 * @throws {DocumentError}
 */
export function decodeDocument(kind, bytes, shape) {
  const value = parseCanonical(bytes);
  if (value.v !== 1) throw new DocumentError('another version');
  if (value.kind !== kind) throw new DocumentError(`not a ${kind}`);
  if (!record({ ...shape, v: count, kind: text })(value)) throw new DocumentError(`not the shape of a ${kind}`);
  return value;
}

/**
 * Any object in its canonical form, whatever its kind.
 * @param {Uint8Array} bytes @returns {any} @throws {DocumentError}
 */
export function parseCanonical(bytes) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw new DocumentError('not JSON in UTF-8', { cause });
  }
  if (!isObject(value)) throw new DocumentError('not an object');
  if (!equal(utf8(canonical(value)), bytes)) throw new DocumentError('not in canonical form');
  return value;
}
