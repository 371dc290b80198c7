/**
 * Passkeys, from the keeper's side: the two secrets of a passkey's PRF become an auth key for the server and a
 * key that opens the vault (protocol §7). The page speaks to the authenticator and keeps neither.
 * @module
 */
import { hex, random, unhex } from '../../../crypto/browser/bytes.mjs';
import { UNROOTED } from '../../../crypto/browser/context.mjs';
import {
  passkeyAuthKey,
  passkeyInputs,
  passkeyKek,
  passkeySalt,
  wrapVaultKey,
} from '../../../crypto/browser/vault.mjs';
import { bindBrowser, keys, newBrowserKey, openWith } from './account.mjs';
import { fromBase64, getJson, send, showAs, toBase64 } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {{ credential: ArrayBuffer, clientData: ArrayBuffer, first: Uint8Array, second: Uint8Array }} Given */
/** @typedef {Given & { authenticatorData: ArrayBuffer, signature: ArrayBuffer, user: ArrayBuffer | null }} Shown */

/** What the page last asked an authenticator for. */
let asked = { rpId: '', challenge: new Uint8Array() };

/** @param {string} rpId @param {Uint8Array<ArrayBuffer>} challenge @param {Uint8Array[]} credentials */
export async function ask(rpId, challenge, credentials) {
  asked = { rpId, challenge };
  const inputs = passkeyInputs(UNROOTED, await passkeySalt(UNROOTED, rpId));
  return { rpId, challenge, credentials, inputs };
}

/** Nobody says who they are: any passkey of this site will do. */
export async function passkeyForSignIn() {
  const { challenge, rp_id } = await send('/api/sign-in/passkey/challenge', {});
  return ask(rp_id, fromBase64(challenge), []);
}

/** The session lives: one of its officer's passkeys, and nothing to prove to the server. */
export async function passkeyForUnlock() {
  const { rp_id, methods } = await getJson('/api/vault');
  const own = methods.filter((/** @type {{ method: string }} */ each) => each.method === 'passkey');
  const ids = own.map((/** @type {{ credential: string }} */ each) => fromBase64(each.credential));
  return ask(rp_id, random(32), ids);
}

/** @returns {Promise<unknown>} what an authenticator needs to make one more */
export async function passkeyToAdd() {
  const { rp_id, oid, name, title, challenge, known } = await send('/api/passkeys/challenge', {});
  const wanted = await ask(rp_id, fromBase64(challenge), known.map(fromBase64));
  return { ...wanted, user: unhex(oid), name, title };
}

/** @param {string} oid hex @param {Given} given */
async function keysOf(oid, { credential, first, second }) {
  const from = /** @type {const} */ ([UNROOTED, asked.rpId, oid, new Uint8Array(credential), first, second]);
  const [authKey, kek] = await Promise.all([passkeyAuthKey(...from), passkeyKek(...from)]);
  first.fill(0);
  second.fill(0);
  return { authKey, kek };
}

/** @param {ArrayBuffer} buffer */
const sent = (buffer) => toBase64(new Uint8Array(buffer));

/** @param {Shown} shown */
export async function signInByPasskey(shown) {
  if (!shown.user) throw new Trouble('passkey-wrong');
  const oid = hex(new Uint8Array(shown.user));
  const made = await keysOf(oid, shown);
  const browser = newBrowserKey();
  const body = {
    browser,
    challenge: toBase64(asked.challenge),
    credential: sent(shown.credential),
    client_data: sent(shown.clientData),
    authenticator_data: sent(shown.authenticatorData),
    signature: sent(shown.signature),
    auth_key: toBase64(made.authKey),
  };
  await send('/api/sign-in/passkey', body, { 400: 'passkey-wrong', 401: 'passkey-wrong' });
  showAs(browser);
  return openWith(oid, new Uint8Array(shown.credential), async () => made, 'vault-broken');
}

/** @param {Shown} shown */
export async function unlockByPasskey(shown) {
  const { oid } = await getJson('/api/session');
  return openWith(
    oid,
    new Uint8Array(shown.credential),
    () => keysOf(oid, shown),
    'passkey-wrong',
    bindBrowser,
  );
}

/** @typedef {Given & { name: string, attestation: ArrayBuffer }} Made by an authenticator just now */

/** What the server gets of a new passkey: the vault's key, wrapped under it. @param {string} oid hex @param {Uint8Array} vaultKey @param {Made} given */
export async function newPasskey(oid, vaultKey, given) {
  const credential = new Uint8Array(given.credential);
  const made = await keysOf(oid, given);
  return {
    ...{ name: given.name.trim(), challenge: toBase64(asked.challenge), credential: toBase64(credential) },
    ...{ client_data: sent(given.clientData), attestation: sent(given.attestation) },
    auth_key: toBase64(made.authKey),
    salt: hex(await passkeySalt(UNROOTED, asked.rpId)),
    wrapped: toBase64(await wrapVaultKey(UNROOTED, oid, credential, made.kek, vaultKey)),
  };
}

/** Wrap the vault's key once more, under a passkey that was just made. @param {Made} given */
export async function addPasskey(given) {
  const { vault, vaultKey, by, authKey } = keys();
  const made = await newPasskey(vault.oid, vaultKey, given);
  const body = { ...made, by: toBase64(by), by_auth_key: toBase64(authKey) };
  await send('/api/passkeys', body, { 400: 'passkey-failed', 409: 'passkey-refused' });
}

/** One's own passkeys, by the names that their owner gave them. */
export const passkeys = async () => (await getJson('/api/passkeys')).passkeys;

/** @param {{ credential: string, name: string }} wanted `credential` as it was listed */
export const renamePasskey = async ({ credential, name }) =>
  send('/api/passkeys/name', { credential, name: name.trim() }, { 404: 'passkey-gone' });

/** @param {{ credential: string }} wanted */
export const removePasskey = async ({ credential }) =>
  send('/api/passkeys/removal', { credential }, { 409: 'passkey-last' });
