/**
 * Signed documents: stored bytes and the signatures under them (protocol §12, frame type 1).
 * @module
 */
import { concat, hex, sha256, unhex } from './bytes.mjs';
import { Malformed, Refused } from './errors.mjs';
import { pack, unpack } from './frame.mjs';
import { sign, verify } from './seeds.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */

const ENTRY = 80;

/** A document's bytes as stored, and signatures by the 16-byte id of their signer, in hex. */
export class Signed {
  /** @param {Uint8Array} document @param {ReadonlyMap<string, Uint8Array>} [signatures] */
  constructor(document, signatures = new Map()) {
    this.document = document;
    this.signatures = signatures;
  }

  /** H(document). */
  hash() {
    return sha256(this.document);
  }

  /**
   * The same, signed as a document of this kind (root, keyring, enrol) by one more person.
   * @param {string} signer id, hex
   * @param {Uint8Array} seed
   * @param {Instance} instance
   * @param {string} kind
   */
  async signedBy(signer, seed, instance, kind) {
    const signature = await sign(instance, seed, kind, await this.hash());
    return new Signed(this.document, new Map([...this.signatures, [signer, signature]]));
  }

  /** The frame. */
  pack() {
    const ascending = [...this.signatures].sort(([a], [b]) => (a < b ? -1 : 1));
    return pack('signed', this.document, concat(...ascending.flatMap(([id, each]) => [unhex(id), each])));
  }

  /** @param {Uint8Array} frame @throws {Malformed} if the signers' ids do not strictly ascend */
  static unpack(frame) {
    const [document, entries] = unpack('signed', frame);
    const signatures = new Map();
    let last = '';
    for (let at = 0; at < entries.length; at += ENTRY) {
      const id = hex(entries.subarray(at, at + 16));
      if (id <= last) throw new Malformed('signers do not stand in ascending order, one each');
      signatures.set(id, entries.subarray(at + 16, at + ENTRY));
      last = id;
    }
    return new Signed(document, signatures);
  }

  /**
   * Verify every signature and return who signed.
   * @param {Instance} instance
   * @param {string} kind
   * @param {ReadonlyMap<string, Uint8Array>} signers verification keys by id
   * @returns {Promise<Set<string>>}
   * @throws {Refused} for a signature by anybody else
   * @throws {import('./errors.mjs').BadSignature}
   */
  async check(instance, kind, signers) {
    const hash = await this.hash();
    for (const [id, signature] of this.signatures) {
      const vk = signers.get(id);
      if (!vk) throw new Refused(`a ${kind} is signed by somebody who may not`, 'forged');
      await verify(instance, vk, signature, kind, hash);
    }
    return new Set(this.signatures.keys());
  }
}
