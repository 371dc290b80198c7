/**
 * The hash of long ciphertexts, in leaves of 1 MiB: browsers have no streaming hash (protocol §1).
 * @module
 */
import { concat, sha256, u64 } from './bytes.mjs';

const LEAF = 1 << 20;

/** Push bytes in pieces of any size, then ask for the `digest`. */
export class TreeHasher {
  /** @type {Uint8Array[]} */
  #leaves = [];
  #held = new Uint8Array(LEAF);
  #used = 0;
  length = 0;

  /** @param {import('./context.mjs').Instance} instance */
  constructor(instance) {
    this.instance = instance;
  }

  /** Append bytes. @param {Uint8Array} piece */
  async update(piece) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + LEAF - this.#used);
      this.#held.set(taken, this.#used);
      this.#used += taken.length;
      at += taken.length;
      if (this.#used === LEAF) await this.#closeLeaf();
    }
    this.length += piece.length;
  }

  /** The tree hash of everything pushed so far; call it once. */
  async digest() {
    if (this.#used) await this.#closeLeaf();
    return sha256(concat(this.instance.context('tree', u64(this.length)), ...this.#leaves));
  }

  async #closeLeaf() {
    this.#leaves.push(await sha256(this.#held.subarray(0, this.#used)));
    this.#used = 0;
  }
}

/** The tree hash of bytes at hand. @param {import('./context.mjs').Instance} instance @param {Uint8Array} content */
export async function tree(instance, content) {
  const hasher = new TreeHasher(instance);
  await hasher.update(content);
  return hasher.digest();
}
