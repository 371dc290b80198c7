/**
 * Body: C2SP chunked-encryption v1, Cobblestone-256 (protocol §1), streaming both ways over WebCrypto.
 *
 * Sixteen chunks are in flight at a time, which hides the cost of a WebCrypto call; memory stays flat.
 * @module
 */
import { concat, equal, own, random, u64, u8, utf8 } from './bytes.mjs';
import { CannotOpen, Malformed } from './errors.mjs';

/** Plaintext bytes of every chunk but the last, which is always shorter. */
export const CHUNK = 16384;
const TAG = 16;
const SALT = 24;
const HEADER = 56;
const IN_FLIGHT = 16;
const LABEL = concat(utf8('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM'), u8(0));

/** @typedef {AsyncIterable<Uint8Array> | Iterable<Uint8Array>} Source */

/** Bytes of a Body of `length` bytes. @param {number} length */
export const sealedLength = (length) => length + HEADER + TAG * (Math.floor(length / CHUNK) + 1);

/** HKDF-Expand-SHA-512 to 76 bytes: two blocks. @param {Uint8Array} key @param {Uint8Array} info */
async function expand(key, info) {
  const algorithm = { name: 'HMAC', hash: 'SHA-512' };
  const hmac = await crypto.subtle.importKey('raw', own(key), algorithm, false, ['sign']);
  const block = async (/** @type {Uint8Array} */ input) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', hmac, own(input)));
  const first = await block(concat(info, u8(1)));
  const second = await block(concat(first, info, u8(2)));
  return concat(first, second);
}

/** @param {Uint8Array} key @param {Uint8Array} salt @param {Uint8Array} context */
async function schedule(key, salt, context) {
  if (key.length !== 32) throw new Malformed('a body needs a key of 32 bytes');
  const okm = await expand(key, concat(LABEL, salt, context));
  const usages = /** @type {KeyUsage[]} */ (['encrypt', 'decrypt']);
  const aes = await crypto.subtle.importKey('raw', okm.subarray(0, 32), 'AES-GCM', false, usages);
  return { aes, base: okm.slice(32, 44), commitment: okm.slice(44, 76) };
}

/** @param {Uint8Array} base @param {number} index of the chunk */
function nonce(base, index) {
  const iv = new Uint8Array(base);
  u64(index).forEach((byte, i) => {
    iv[4 + i] ^= byte;
  });
  return { name: 'AES-GCM', iv };
}

/**
 * Pieces of exactly `size` bytes and one last that is shorter, perhaps empty.
 * @param {Source} source
 * @param {number} size
 */
export async function* piecesOf(source, size) {
  let held = new Uint8Array(size);
  let used = 0;
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; ) {
      if (used === 0 && bytes.length - at >= size) {
        yield bytes.subarray(at, at + size);
        at += size;
        continue;
      }
      const taken = bytes.subarray(at, at + size - used);
      held.set(taken, used);
      used += taken.length;
      at += taken.length;
      if (used < size) continue;
      yield held;
      held = new Uint8Array(size);
      used = 0;
    }
  }
  yield held.subarray(0, used);
}

/**
 * Run `work` over pieces, sixteen at a time, and give the results in order.
 * @param {AsyncIterable<Uint8Array>} pieces
 * @param {(piece: Uint8Array, index: number) => Promise<ArrayBuffer>} work
 */
async function* pipelined(pieces, work) {
  /** @type {Promise<ArrayBuffer>[]} */
  const waiting = [];
  let index = 0;
  for await (const piece of pieces) {
    const result = work(piece, index++);
    result.catch(() => {}); // it is awaited below; until then it must not count as unhandled
    waiting.push(result);
    if (waiting.length === IN_FLIGHT) yield new Uint8Array(await /** @type {any} */ (waiting.shift()));
  }
  for (const result of waiting) yield new Uint8Array(await result);
}

/**
 * @param {Uint8Array} key 32 bytes, for this one body only
 * @param {Uint8Array} context
 * @param {Source} source of the plaintext
 * @param {Uint8Array} [salt] 24 bytes; given only by tests
 */
export async function* sealStream(key, context, source, salt = random(SALT)) {
  const { aes, base, commitment } = await schedule(key, salt, context);
  yield concat(salt, commitment);
  yield* pipelined(piecesOf(source, CHUNK), (piece, index) =>
    crypto.subtle.encrypt(nonce(base, index), aes, own(piece)),
  );
}

/**
 * The plaintext, chunk by chunk; **provisional until the last**, because a cut is only seen there.
 * @param {Uint8Array} key 32 bytes
 * @param {Uint8Array} context
 * @param {Source} source of the ciphertext
 * @throws {CannotOpen} on another key or context, a flipped bit, a cut, another order
 */
export async function* openStream(key, context, source) {
  const { header, rest } = await split(source);
  const { aes, base, commitment } = await schedule(key, header.subarray(0, SALT), context);
  if (!equal(commitment, header.subarray(SALT))) throw new CannotOpen('another key or context');
  try {
    yield* pipelined(piecesOf(rest, CHUNK + TAG), (piece, index) =>
      crypto.subtle.decrypt(nonce(base, index), aes, own(piece)),
    );
  } catch (cause) {
    throw new CannotOpen('a chunk was changed, moved or cut', { cause });
  }
}

/** The header, and what follows it. @param {Source} source */
async function split(source) {
  const pieces = eachOf(source);
  let head = new Uint8Array(0);
  while (head.length < HEADER) {
    const { value, done } = await pieces.next();
    if (done) throw new CannotOpen('shorter than a header');
    head = concat(head, value);
  }
  const rest = async function* () {
    yield head.subarray(HEADER);
    yield* pieces;
  };
  return { header: head.subarray(0, HEADER), rest: rest() };
}

/** @param {Source} source @returns {AsyncGenerator<Uint8Array, void>} */
async function* eachOf(source) {
  yield* source;
}

/** @param {AsyncIterable<Uint8Array>} pieces */
async function joined(pieces) {
  const all = [];
  for await (const piece of pieces) all.push(piece);
  return concat(...all);
}

/** @param {Uint8Array} key @param {Uint8Array} context @param {Uint8Array} plaintext @param {Uint8Array} [salt] */
export const sealBody = (key, context, plaintext, salt) =>
  joined(sealStream(key, context, [plaintext], salt));

/** @param {Uint8Array} key @param {Uint8Array} context @param {Uint8Array} sealed @throws {CannotOpen} */
export const openBody = (key, context, sealed) => joined(openStream(key, context, [sealed]));
