/**
 * Seeds: every private key is its 32 bytes. X-Wing for receiving, Ed25519 for signing (protocol §1).
 * @module
 */
import { concat, hex, own, random, unhex } from './bytes.mjs';
import { BadSignature, Malformed } from './errors.mjs';
import { publicKey } from './kem.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */

const EXCHANGE_PUBLIC = 1216;
const LATTICE = 1152;
const MODULUS = 3329;
const PKCS8 = unhex('302e020100300506032b657004220420');
const F30 = 'ff'.repeat(30);

/** The seven encodings, top bit cleared, of Ed25519 points of small order: one verifies anything. */
const SMALL_ORDER = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${F30}7f`,
  `ed${F30}7f`,
  `ee${F30}7f`,
]);

export const newSeed = () => random(32);

/** 16 random bytes, chosen by whoever makes the thing. */
export const newId = () => random(16);

/** @param {Uint8Array} seed */
function checkSeed(seed) {
  if (seed.length !== 32) throw new Malformed('a seed is 32 bytes');
  return seed;
}

/** The 1,216-byte X-Wing public key of a seed. @param {Uint8Array} seed @throws {Malformed} */
export const exchangePublic = async (seed) => publicKey(checkSeed(seed));

/**
 * Every coefficient of the ML-KEM half lies below the modulus (FIPS 203 §7.2); any 32 bytes are an X25519 key.
 * @param {Uint8Array} pk
 * @throws {Malformed} unless it is 1,216 bytes and each coefficient is
 */
export function checkExchangePublic(pk) {
  if (pk.length !== EXCHANGE_PUBLIC) throw new Malformed('an exchange key is 1,216 bytes');
  for (let at = 0; at < LATTICE; at += 3) {
    const first = pk[at] | ((pk[at + 1] & 15) << 8);
    const second = (pk[at + 1] >> 4) | (pk[at + 2] << 4);
    if (first >= MODULUS || second >= MODULUS) throw new Malformed('an exchange key that is not one');
  }
}

/** @param {Uint8Array} seed @param {boolean} extractable */
const signingKey = (seed, extractable) =>
  crypto.subtle.importKey('pkcs8', concat(PKCS8, checkSeed(seed)), 'Ed25519', extractable, ['sign']);

/** The 32-byte Ed25519 public key of a seed. @param {Uint8Array} seed @throws {Malformed} */
export async function verificationKey(seed) {
  const { x = '' } = await crypto.subtle.exportKey('jwk', await signingKey(seed, true));
  const base64 = x.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} vk @throws {Malformed} unless it is 32 bytes and not of small order */
export function checkVerificationKey(vk) {
  const clear = vk.slice();
  clear[31] &= 0x7f;
  if (vk.length !== 32 || SMALL_ORDER.has(hex(clear))) {
    throw new Malformed('a verification key of the wrong length or of small order');
  }
}

/**
 * The 64-byte Ed25519 signature over the context `name` with `parts`.
 * @param {Instance} instance
 * @param {Uint8Array} seed
 * @param {string} name
 * @param {...(string | Uint8Array)} parts
 */
export async function sign(instance, seed, name, ...parts) {
  const message = own(instance.context(name, ...parts));
  return new Uint8Array(await crypto.subtle.sign('Ed25519', await signingKey(seed, false), message));
}

/**
 * @param {Instance} instance
 * @param {Uint8Array} vk
 * @param {Uint8Array} signature
 * @param {string} name
 * @param {...(string | Uint8Array)} parts
 * @throws {BadSignature} unless the signature is that of `vk` over the context `name` with `parts`
 */
export async function verify(instance, vk, signature, name, ...parts) {
  const message = own(instance.context(name, ...parts));
  try {
    checkVerificationKey(vk);
    const key = await crypto.subtle.importKey('raw', own(vk), 'Ed25519', false, ['verify']);
    if (await crypto.subtle.verify('Ed25519', key, own(signature), message)) return;
  } catch (cause) {
    throw new BadSignature(`a signature as ${name} does not verify`, { cause });
  }
  throw new BadSignature(`a signature as ${name} does not verify`);
}
