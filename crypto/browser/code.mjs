/**
 * Follow-up codes: ten words, 104 bits and a check, and the keys they grow into (protocol §4).
 * @module
 */
import { concat, hkdf, own, random, sha256 } from './bytes.mjs';
import { CodeMistake, Malformed } from './errors.mjs';
import { exchangePublic, verificationKey } from './seeds.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/**
 * All that a follow-up code is good for. Only `lookup` and `auth` ever leave the device.
 * @typedef {{
 *   lookup: Uint8Array, auth: Uint8Array, authHash: Uint8Array, replySeed: Uint8Array, replyPk: Uint8Array,
 *   signSeed: Uint8Array, reporterVk: Uint8Array, stateKey: Uint8Array, authorSecret: Uint8Array,
 * }} CodeKeys
 */

const WORDS = 10;
const ENTROPY = 13;
const SHORTEST_PREFIX = 4;
const ITERATIONS = 600_000;

/** The 2,048 English words of BIP-39, loaded when first needed. @returns {Promise<readonly string[]>} */
export const wordList = async () => (await import('@scure/bip39/wordlists/english.js')).wordlist;

/** The first `count` × 11 bits as words. @param {Uint8Array} bits @param {number} count */
export async function spell(bits, count) {
  const words = await wordList();
  return Array.from({ length: count }, (_, i) => words[elevenBits(bits, 11 * i)]);
}

/** @param {Uint8Array} bits @param {number} at the first of the eleven */
function elevenBits(bits, at) {
  const byte = at >> 3;
  const three = (bits[byte] << 16) | ((bits[byte + 1] ?? 0) << 8) | (bits[byte + 2] ?? 0);
  return (three >> (13 - (at & 7))) & 0x7ff;
}

/** The 13 random bytes of a new code. */
export const newCode = () => random(ENTROPY);

/** The ten words of a code. @param {Instance} instance @param {Uint8Array} entropy 13 bytes @throws {Malformed} */
export async function words(instance, entropy) {
  if (entropy.length !== ENTROPY) throw new Malformed('a code is made of 13 bytes');
  const check = await sha256(instance.context('code-check', entropy));
  return spell(concat(entropy, check.subarray(0, 1)), WORDS);
}

/**
 * The 13 bytes of a code as somebody typed it: any case, any separators, words shortened to four letters or more.
 * @param {Instance} instance
 * @param {string} text
 * @throws {CodeMistake} which says whether the count, one word, or the check is wrong
 */
export async function parseCode(instance, text) {
  const list = await wordList();
  const tokens = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  const numbers = tokens.map((token, i) => numberOf(list, token, i + 1));
  if (numbers.length !== WORDS) throw new CodeMistake(`a code has ${WORDS} words`, { count: numbers.length });
  const entropy = packed(numbers).subarray(0, ENTROPY);
  const right = await words(instance, entropy);
  if (numbers.some((number, i) => list[number] !== right[i])) {
    throw new CodeMistake('the words are on the list, but not together');
  }
  return entropy;
}

/** @param {readonly string[]} list @param {string} token @param {number} word its place, from 1 */
function numberOf(list, token, word) {
  const exact = list.indexOf(token);
  if (exact >= 0) return exact;
  const found = token.length < SHORTEST_PREFIX ? -1 : list.findIndex((each) => each.startsWith(token));
  if (found < 0) throw new CodeMistake('a word is not on the list', { word });
  return found;
}

/** Numbers of eleven bits, end to end. @param {number[]} numbers */
function packed(numbers) {
  const bytes = new Uint8Array(Math.ceil((11 * numbers.length) / 8));
  numbers.forEach((number, i) => {
    for (let bit = 0; bit < 11; bit++) {
      const at = 11 * i + bit;
      bytes[at >> 3] |= ((number >> (10 - bit)) & 1) << (7 - (at & 7));
    }
  });
  return bytes;
}

/**
 * Stretch a code into its keys (about a fifth of a second, on purpose).
 * @param {Instance} instance
 * @param {Uint8Array} entropy 13 bytes
 * @returns {Promise<CodeKeys>}
 */
export async function deriveKeys(instance, entropy) {
  const stretched = await stretch(instance, entropy);
  const derive = (/** @type {string} */ name, /** @type {number} */ length) =>
    hkdf(stretched, instance.context(`code/${name}`), length);
  const [lookup, auth, replySeed, signSeed, stateKey, authorSecret] = await Promise.all([
    derive('lookup', 16),
    derive('auth', 32),
    derive('reply', 32),
    derive('sign', 32),
    derive('state', 32),
    derive('author', 32),
  ]);
  const authHash = await sha256(auth);
  const [replyPk, reporterVk] = await Promise.all([exchangePublic(replySeed), verificationKey(signSeed)]);
  return { lookup, auth, authHash, replySeed, replyPk, signSeed, reporterVk, stateKey, authorSecret };
}

/** @param {Instance} instance @param {Uint8Array} entropy */
async function stretch(instance, entropy) {
  const key = await crypto.subtle.importKey('raw', own(entropy), 'PBKDF2', false, ['deriveBits']);
  const salt = own(instance.context('code'));
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
}

/** The commitment to a report's author that is stored with it (§6). @param {Instance} instance @param {CodeKeys} keys */
export const authorOf = (instance, keys) =>
  sha256(instance.context('author', keys.reporterVk, keys.authorSecret));

/**
 * The receipt of a report: a leaf of the public log (§6).
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} itemFrame
 * @param {Uint8Array} author
 */
export const receiptOf = async (instance, folder, itemFrame, author) =>
  sha256(instance.context('receipt', folder, await sha256(itemFrame), author));
