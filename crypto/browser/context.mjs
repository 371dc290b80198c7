/**
 * Length-prefixed contexts and the instance they are bound to (protocol §1).
 * @module
 */
import { concat, sha256, u16, utf8 } from './bytes.mjs';
import { Malformed } from './errors.mjs';

/**
 * Each part behind its u16 length, strings as UTF-8, so that no two lists give the same bytes.
 * @param {...(string | Uint8Array)} parts
 * @throws {Malformed} when a part is longer than 65,535 bytes
 */
export function lp(...parts) {
  const pieces = parts.map((part) => (typeof part === 'string' ? utf8(part) : part));
  if (pieces.some((piece) => piece.length > 0xffff)) {
    throw new Malformed('a part of a context is longer than 65,535 bytes');
  }
  return concat(...pieces.flatMap((piece) => [u16(piece.length), piece]));
}

/** One installation: `iid`, 16 bytes, is the start of the hash of its first root document. */
export class Instance {
  /** @param {Uint8Array} iid 16 bytes @throws {Malformed} */
  constructor(iid) {
    if (iid.length !== 16) throw new Malformed('an instance id is 16 bytes');
    this.iid = iid;
  }

  /** The instance that this first root document founds. @param {Uint8Array} firstRootDocument */
  static async of(firstRootDocument) {
    return new Instance((await sha256(firstRootDocument)).slice(0, 16));
  }

  /**
   * The protocol's C: what a key, hash or signature is for, and where.
   * @param {string} name
   * @param {...(string | Uint8Array)} parts
   */
  context(name, ...parts) {
    return lp(`candour/v1/${name}`, this.iid, ...parts);
  }
}

/** The instance under which roots themselves are signed. */
export const UNROOTED = new Instance(new Uint8Array(16));
