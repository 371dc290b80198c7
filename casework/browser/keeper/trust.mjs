/**
 * Whom this officer's browser believes: roots, and every keyring from the first to the newest, never older than
 * what the vault has seen (protocol §3).
 * @module
 */
import { hex, number, unhex } from '../../../crypto/browser/bytes.mjs';

import { kidOf, officerOf } from '../../../crypto/browser/keyring.mjs';
import { readKeyring, verifyKeyrings } from '../../../crypto/browser/publish.mjs';
import { instanceOf, isOver, verifyRoots } from '../../../crypto/browser/root.mjs';
import { exchangePublic, verificationKey } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { seen } from '../../../crypto/browser/vault.mjs';
import { getBytes } from './server.mjs';
import { or, Trouble } from './trouble.mjs';

/** @typedef {import('../../../crypto/browser/keyring.mjs').Keyring} Keyring */
/** @typedef {import('../../../crypto/browser/root.mjs').Root} Root */
/** @typedef {import('../../../crypto/browser/vault.mjs').Vault} Vault */
/**
 * Verified roots and keyrings, oldest first. `mine`: this officer's entry on the newest keyring, if live.
 * @typedef {{
 *   instance: import('../../../crypto/browser/context.mjs').Instance, roots: Root[],
 *   keyrings: Keyring[], newest: Keyring, seen: Vault['keyring'], kid: string,
 *   mine: import('../../../crypto/browser/keyring.mjs').Officer | undefined,
 * }} Trust
 */

const MOST_KEYRINGS = 2000;
const today = () => new Date().toISOString().slice(0, 10);

/** Keyring frames by H(document), hex: they never change. @type {Map<string, Uint8Array>} */
const known = new Map();

/**
 * @param {Vault} vault
 * @param {{ leastThreshold: number }} demonstration
 * @returns {Promise<{ roots: Root[], trust: Trust | null, warnings: string[] }>} no trust: the first warning says why;
 *   there may be roots before the first keyring
 */
export async function learnTrust(vault, demonstration) {
  /** @type {Root[]} */
  let roots = [];
  try {
    const frames = split(await getBytes('/api/roots', NOT_YET));
    roots = await or('root-bad', () => verifyRoots(frames, null, today(), demonstration));
    return { roots, ...(await trustUnder(roots, vault)) };
  } catch (error) {
    if (!(error instanceof Trouble) || !DISTRUST.has(error.code)) throw error;
    return { roots, trust: null, warnings: [error.code] };
  }
}

const NOT_YET = { 404: 'no-trust', 503: 'no-trust' };
const DISTRUST = new Set(['no-trust', 'root-bad', 'keyring-bad', 'keyring-old']);

/** @param {Root[]} roots verified @param {Vault} vault @returns {Promise<{ trust: Trust, warnings: string[] }>} */
async function trustUnder(roots, vault) {
  const instance = await instanceOf(roots);
  const chain = await wholeChain(await getBytes('/api/keyring', NOT_YET));
  const keyrings = await or('keyring-bad', () => verifyKeyrings(chain, roots, instance));
  checkMemory(vault, keyrings);
  const newest = keyrings[keyrings.length - 1];
  const [xpk, vk] = await Promise.all([
    exchangePublic(unhex(vault.xseed)),
    verificationKey(unhex(vault.sseed)),
  ]);
  const kid = await kidOf(instance, xpk, vk);
  const found = officerOf(newest, kid);
  const mine = found?.oid === vault.oid ? found : undefined;
  const warnings = [
    ...(isOver(today(), newest.not_after) ? ['keyring-expired'] : []),
    ...(mine ? [] : ['not-on-keyring']),
  ];
  return { trust: { instance, roots, keyrings, newest, seen: seen(newest), kid, mine }, warnings };
}

/** Frames behind their lengths, one after another. @param {Uint8Array} bytes @returns {Uint8Array[]} @throws {Trouble} */
function split(bytes) {
  const frames = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + number(bytes.subarray(at, at + 4));
    if (at + 4 > bytes.length || end > bytes.length) throw new Trouble('root-bad');
    frames.push(bytes.slice(at + 4, end));
    at = end;
  }
  return frames;
}

/** From the newest back to number 1, by `prev`; oldest first. @param {Uint8Array} latest @returns {Promise<Uint8Array[]>} */
async function wholeChain(latest) {
  const chain = [latest];
  let { number: at, prev } = await read(latest);
  for (let left = MOST_KEYRINGS; at > 1 && left > 0; left--) {
    const frame = known.get(prev) ?? (await getBytes(`/api/keyrings/${prev}`, { 404: 'keyring-bad' }));
    const { number: before, prev: further, hash } = await read(frame);
    if (hex(hash) !== prev || before !== at - 1) throw new Trouble('keyring-bad');
    known.set(prev, frame);
    chain.push(frame);
    [at, prev] = [before, further];
  }
  return chain.reverse();
}

/** @param {Uint8Array} frame @returns {Promise<Keyring>} trusted only after the chain is verified */
const read = (frame) => or('keyring-bad', () => readKeyring(Signed.unpack(frame).document));

/** The keyring that this vault saw last must still stand at its place. @param {Vault} vault @param {Keyring[]} keyrings @throws {Trouble} */
function checkMemory({ keyring }, keyrings) {
  if (keyring.number === 0) return;
  const then = keyrings.find(({ number: each }) => each === keyring.number);
  if (!then || hex(then.hash) !== keyring.hash) throw new Trouble('keyring-old');
}

/** The keyring that a document names by its hash. @param {Trust} trust @param {string} hash hex @returns {Keyring | undefined} */
export const keyringNamed = ({ keyrings }, hash) => keyrings.find((keyring) => hex(keyring.hash) === hash);

/** What somebody is or was called, by kid or rid, on any keyring. @param {Trust} trust @param {string} id */
export function titleOf({ keyrings }, id) {
  for (const { officers, ended, recovery } of [...keyrings].reverse()) {
    const found =
      [...officers, ...ended].find(({ kid }) => kid === id) ?? recovery.find(({ rid }) => rid === id);
    if (found) return found.title;
  }
  return null;
}
