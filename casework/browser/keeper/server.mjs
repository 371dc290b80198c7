/**
 * Requests to casework's server. What it answers is believed only after the checks elsewhere.
 * @module
 */
import { Trouble } from './trouble.mjs';

/** @typedef {Record<number, string>} Refusals sentence codes by HTTP status */
/** @type {Refusals} */
const USUAL = {
  401: 'signed-out',
  403: 'not-for-role',
  404: 'report-gone',
  423: 'undecided',
  428: 'declare-first',
  429: 'too-many',
};

/** This browser's own key for its session: in memory only, shown with every request. */
let browser = '';

/** @param {string} key hex, empty to forget it */
export function showAs(key) {
  browser = key;
}

/** The folder that a path names first, hex. @param {string} path */
const folderIn = (path) => /[0-9a-f]{32}/.exec(path)?.[0] ?? '';

/** @param {string} path @param {RequestInit} request @param {Refusals} refusals @returns {Promise<Response>} @throws {Trouble} */
async function answered(path, request, refusals) {
  let response;
  try {
    response = await fetch(path, {
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      ...request,
      headers: { ...request.headers, ...(browser && { 'X-Candour-Browser': browser }) },
    });
  } catch (cause) {
    throw new Trouble('unreachable', { cause });
  }
  if (!response.ok)
    throw new Trouble({ ...USUAL, ...refusals }[response.status] ?? 'server', { about: folderIn(path) });
  return response;
}

/** @param {Response} response @returns {Promise<any>} */
async function jsonOf(response) {
  try {
    return response.status === 204 ? {} : await response.json();
  } catch (cause) {
    throw new Trouble('unreachable', { cause });
  }
}

/** @param {string} path @param {Refusals} [refusals] @returns {Promise<any>} */
export const getJson = async (path, refusals = {}) => jsonOf(await answered(path, {}, refusals));

/** @param {string} path @param {Refusals} [refusals] @returns {Promise<Uint8Array>} */
export async function getBytes(path, refusals = {}) {
  const response = await answered(path, {}, refusals);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new Trouble('unreachable', { cause });
  }
}

/** @param {string} path @param {unknown} body @param {Refusals} [refusals] @param {'POST' | 'PUT'} [method] @returns {Promise<any>} */
export async function send(path, body, refusals = {}, method = 'POST') {
  const headers = { 'Content-Type': 'application/json' };
  return jsonOf(await answered(path, { method, headers, body: JSON.stringify(body) }, refusals));
}

/** Send bytes as they are. @param {string} path @param {Uint8Array} bytes @param {Refusals} [refusals] */
export async function putBytes(path, bytes, refusals = {}) {
  const headers = { 'Content-Type': 'application/octet-stream' };
  const body = /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
  await answered(path, { method: 'PUT', headers, body }, refusals);
}

/** @param {string} text base64 @returns {Uint8Array<ArrayBuffer>} @throws {Trouble} */
export function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw new Trouble('server', { cause });
  }
}

/** @param {Uint8Array} bytes @returns {string} base64 */
export function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
