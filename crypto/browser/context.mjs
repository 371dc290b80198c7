/**
 * Domain separation: what a key, a seal or a signature is bound to (protocol §1).
 * @module
 */
import { concat, hex, sha256, u16, utf8 } from './bytes.mjs';
import { ContextError } from './errors.mjs';

/** The iid under which root documents are signed: they come before there is one. */
export const ROOT_IID = new Uint8Array(16);

/**
 * Each part behind its length in two bytes, so that no two lists give the same bytes.
 * @param {...(string | Uint8Array)} parts
 * @throws {ContextError} when a part is longer than 65,535 bytes
 */
export function lp(...parts) {
  const pieces = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  if (pieces.some((piece) => piece.length > 0xffff)) throw new ContextError('a part is too long');
  return concat(...pieces.flatMap((piece) => [u16(piece.length), piece]));
}

/**
 * `C(name, x…)` of one installation.
 * @param {Uint8Array} iid 16 bytes
 * @param {string} name
 * @param {...(string | Uint8Array)} parts
 * @throws {ContextError} when a part is longer than 65,535 bytes
 */
export const context = (iid, name, ...parts) => lp(`candour/v1/${name}`, iid, ...parts);

/** The installation's id. @param {Uint8Array} firstRoot the first root document, as stored */
export const installationId = async (firstRoot) => (await sha256(firstRoot)).slice(0, 16);

/** @param {Uint8Array} document hash of a document, as other documents name it */
export const hashHex = async (document) => hex(await sha256(document));
