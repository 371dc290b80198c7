/**
 * Signing in and unlocking (protocol §7). The passphrase becomes two keys here: one shows the server who it is,
 * the other opens the vault and never leaves.
 *
 * All of it is bound to sixteen zeros as the instance: a sign-in happens before any root has been seen, and the
 * founders join before there is one.
 * @module
 */
import { equal, hex, random, unhex, utf8 } from '../../../crypto/browser/bytes.mjs';
import { UNROOTED } from '../../../crypto/browser/context.mjs';
import { CannotOpen } from '../../../crypto/browser/errors.mjs';
import { openVault, passphraseKeys, sealVault, unwrapVaultKey } from '../../../crypto/browser/vault.mjs';
import { fromBase64, getJson, send, showAs, toBase64 } from './server.mjs';
import { or, Trouble } from './trouble.mjs';
import { learnTrust } from './trust.mjs';

/** @typedef {import('../../../crypto/browser/vault.mjs').Vault} Vault */
/** @typedef {{ oid: string, name: string, title: string | { en: string, cy: string }, custodian: boolean, collector_late: boolean, demo: boolean, passphrase: boolean, passkeys: number, notices_stuck: boolean }} Session */
/** `by`: the passkey that unlocked, empty for the passphrase; `authKey`: what it shows the server.
 * @typedef {{ vault: Vault, vaultKey: Uint8Array, by: Uint8Array, authKey: Uint8Array, roots: import('../../../crypto/browser/root.mjs').Root[], trust: import('./trust.mjs').Trust | null, warnings: string[], opened: Map<string, any> }} Unlocked
 */
/** @typedef {{ authKey: Uint8Array, kek: Uint8Array }} Made from a passphrase or a passkey */

export const METHOD = utf8('passphrase');
const PASSPHRASE = new Uint8Array();

/** @type {Unlocked | null} */
let unlocked = null;

export const isUnlocked = () => unlocked !== null;

/** The unlocked keys. @returns {Unlocked} @throws {Trouble} when locked */
export function keys() {
  if (!unlocked) throw new Trouble('locked');
  return unlocked;
}

/** Keys with the roots and keyring that they are used under. @returns {Unlocked & { trust: import('./trust.mjs').Trust }} @throws {Trouble} */
export function trusted() {
  const { trust, warnings } = keys();
  if (!trust) throw new Trouble(warnings[0] ?? 'no-trust');
  return { ...keys(), trust };
}

/** Who is signed in on this browser, without unlocking. @returns {Promise<Session | null>} */
export async function session() {
  try {
    return await getJson('/api/session');
  } catch (error) {
    if (error instanceof Trouble && error.code === 'signed-out') return null;
    throw error;
  }
}

/** Words as the browser made them: lower case, one space between. @param {string} text */
export const tidy = (text) =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .join(' ');

/** @param {{ name: string, passphrase: string, code: string }} typed @param {(share: number) => void} progress */
export async function signIn({ name, passphrase, code }, progress) {
  const user = name.trim().toLowerCase();
  const { oid, salt } = await send('/api/sign-in/salt', { name: user });
  const made = await passphraseKeys(UNROOTED, oid, unhex(salt), tidy(passphrase), progress);
  const browser = newBrowserKey();
  const proof = { name: user, auth_key: toBase64(made.authKey), code: code.replace(/\s/g, ''), browser };
  await send('/api/sign-in', proof, { 400: 'sign-in-wrong', 401: 'sign-in-wrong' });
  showAs(browser);
  return openWith(oid, PASSPHRASE, async () => made, 'vault-broken');
}

/** @param {{ passphrase: string }} typed @param {(share: number) => void} progress */
export async function unlock({ passphrase }, progress) {
  const now = await getJson('/api/session');
  const made = (/** @type {string} */ salt) =>
    passphraseKeys(UNROOTED, now.oid, unhex(salt), tidy(passphrase), progress);
  return openWith(now.oid, PASSPHRASE, made, 'passphrase-wrong', bindBrowser);
}

/** A session is of use only to browsers that unlocked it: each holds a key of its own, in memory. */
export const newBrowserKey = () => hex(random(32));

/** Go on with a session in this browser. @param {Uint8Array} by @param {Uint8Array} authKey */
export async function bindBrowser(by, authKey) {
  const browser = newBrowserKey();
  await send('/api/session/browser', { by: toBase64(by), by_auth_key: toBase64(authKey), browser });
  showAs(browser);
}

/**
 * Fetch the vault, open it, and learn whom to trust.
 * @param {string} oid
 * @param {Uint8Array} by the passkey, empty for the passphrase
 * @param {(salt: string) => Promise<Made>} keysOf
 * @param {string} wrong what it means when the vault's key does not open
 * @param {(by: Uint8Array, authKey: Uint8Array) => Promise<void>} [bind] where the session was there before
 */
export async function openWith(oid, by, keysOf, wrong, bind = async () => {}) {
  const stored = await getJson('/api/vault');
  const method = stored.methods.find((/** @type {{ credential: string }} */ each) =>
    equal(fromBase64(each.credential), by),
  );
  if (!method) throw new Trouble(by.length ? 'passkey-wrong' : 'no-passphrase');
  const { authKey, kek } = await keysOf(method.salt);
  const vaultKey = await vaultKeyOf(oid, by, kek, fromBase64(method.wrapped), wrong);
  const vault = await or('vault-broken', () => openVault(UNROOTED, vaultKey, oid, fromBase64(stored.vault)));
  await bind(by, authKey);
  unlocked = { vault, vaultKey, by, authKey, roots: [], trust: null, warnings: [], opened: new Map() };
  return welcome();
}

/** @param {string} oid @param {Uint8Array} by @param {Uint8Array} kek @param {Uint8Array} wrapped @param {string} wrong */
async function vaultKeyOf(oid, by, kek, wrapped, wrong) {
  try {
    return await unwrapVaultKey(UNROOTED, oid, by.length ? by : METHOD, kek, wrapped);
  } catch (cause) {
    throw new Trouble(cause instanceof CannotOpen ? wrong : 'vault-broken', { cause });
  }
}

/** What the page needs to know of the officer. */
async function welcome() {
  const now = /** @type {Session} */ (await getJson('/api/session'));
  await refreshTrust(now.demo);
  return {
    title: now.title,
    custodian: now.custodian,
    late: now.collector_late,
    stuck: now.notices_stuck,
    passphrase: now.passphrase,
    passkeys: now.passkeys,
  };
}

/**
 * Fetch roots and keyrings and check them against what this vault has seen before; remember what is newer.
 * @param {boolean} demo one custodian is enough in a demonstration
 */
export async function refreshTrust(demo) {
  const state = keys();
  const learned = await learnTrust(state.vault, { leastThreshold: demo ? 1 : 2 });
  const { trust } = Object.assign(state, learned);
  if (!trust || trust.newest.number <= state.vault.keyring.number) return;
  state.vault = { ...state.vault, keyring: trust.seen };
  const sealed = await sealVault(UNROOTED, state.vaultKey, state.vault);
  await send('/api/vault', { vault: toBase64(sealed) }, {}, 'PUT');
}

/** Forget every key. JavaScript cannot promise that no copy is left in memory; the worker's own copies are zeroed. */
export async function lock() {
  unlocked?.vaultKey.fill(0);
  unlocked?.authKey.fill(0);
  unlocked?.opened.clear();
  unlocked = null;
  showAs('');
}

export async function signOut() {
  await lock();
  await send('/api/sign-out', {});
}
