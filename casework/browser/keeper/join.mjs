/**
 * Joining by a one-time link: keys and passphrase are made here, only their public halves leave (protocol §3, §7).
 * @module
 */
import { hex, random, unhex } from '../../../crypto/browser/bytes.mjs';
import { Instance, UNROOTED } from '../../../crypto/browser/context.mjs';
import { enrol, kidWords } from '../../../crypto/browser/enrol.mjs';
import { kidOf } from '../../../crypto/browser/keyring.mjs';
import { exchangePublic, newSeed, verificationKey } from '../../../crypto/browser/seeds.mjs';
import { NO_HASH } from '../../../crypto/browser/thread.mjs';
import { newPassphrase, passphraseKeys, sealVault, wrapVaultKey } from '../../../crypto/browser/vault.mjs';
import { METHOD, tidy } from './account.mjs';
import { makeCodes } from './codes.mjs';
import { ask, newPasskey } from './passkeys.mjs';
import { fromBase64, send, toBase64 } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {{ token: string, oid: string, instance: Instance, xseed: Uint8Array, sseed: Uint8Array, passphrase: string, name: string, title: string }} Newcomer */

/** @type {Newcomer | null} */
let newcomer = null;

/** What a link is for. @param {{ token: string }} asked */
export async function invitation({ token }) {
  const found = await send('/api/join/invitation', { token }, { 400: 'link-gone', 404: 'link-gone' });
  newcomer = {
    ...{ token, oid: found.oid, instance: new Instance(unhex(found.iid)) },
    ...{ xseed: newSeed(), sseed: newSeed(), passphrase: await newPassphrase() },
    ...{ name: found.name, title: found.title },
  };
  const { name, title, totp_secret, totp_uri } = found;
  return { name, title, secret: totp_secret, uri: totp_uri };
}

/** @returns {Newcomer} @throws {Trouble} */
function current() {
  if (!newcomer) throw new Trouble('link-gone');
  return newcomer;
}

/** The passphrase made for this person, to be written down. */
export const makeKeys = async () => ({ passphrase: current().passphrase });

/**
 * Hand in the public halves and what is sealed to this person alone.
 * @param {{ typed: string, code: string }} proof the passphrase typed back, the first code of the app
 * @param {(share: number) => void} progress
 * @returns {Promise<{ words: string[], codes: string[] }>} to be read to a custodian by voice; to be kept
 */
export async function join({ typed, code }, progress) {
  const { oid, passphrase } = current();
  if (tidy(typed) !== passphrase) throw new Trouble('passphrase-differs');
  const salt = random(16);
  const { authKey, kek } = await passphraseKeys(UNROOTED, oid, salt, passphrase, progress);
  const { vaultKey, keys } = await keysHandedIn();
  const { codes, hashes } = await makeCodes(oid);
  const body = {
    ...{ ...keys, hashes, salt: hex(salt), auth_key: toBase64(authKey), code: code.replace(/\s/g, '') },
    wrapped: toBase64(await wrapVaultKey(UNROOTED, oid, METHOD, kek, vaultKey)),
  };
  await send('/api/join', body, { 400: 'code-wrong', 401: 'code-wrong', 404: 'link-gone', 409: 'link-gone' });
  return { words: await joined(), codes };
}

/** What an authenticator needs to make the passkey that this person joins with. */
export async function passkeyToJoin() {
  const { oid, name, title } = current();
  const { challenge, rp_id } = await send('/api/sign-in/passkey/challenge', {});
  return { ...(await ask(rp_id, fromBase64(challenge), [])), user: unhex(oid), name, title };
}

/**
 * The same without a passphrase: the passkey alone locks the vault.
 * @param {import('./passkeys.mjs').Made} made
 * @returns {Promise<{ words: string[], codes: string[] }>}
 */
export async function joinByPasskey(made) {
  const { vaultKey, keys } = await keysHandedIn();
  const body = { ...keys, ...(await newPasskey(current().oid, vaultKey, made)) };
  await send('/api/join/passkey', body, { 400: 'passkey-failed', 404: 'link-gone', 409: 'link-gone' });
  return { words: await joined(), codes: [] };
}

/** The public halves, signed, and the vault under a key of its own. */
async function keysHandedIn() {
  const { token, oid, instance, xseed, sseed } = current();
  const vaultKey = random(32);
  const vault = { oid, xseed: hex(xseed), sseed: hex(sseed), keyring: { number: 0, hash: NO_HASH } };
  const keys = {
    token,
    enrol: toBase64(await enrol(instance, oid, xseed, sseed)),
    vault: toBase64(await sealVault(UNROOTED, vaultKey, vault)),
  };
  return { vaultKey, keys };
}

/** The kid's words, and everything else forgotten. */
async function joined() {
  const { instance, xseed, sseed } = current();
  const kid = await kidOf(instance, await exchangePublic(xseed), await verificationKey(sseed));
  newcomer = null;
  return kidWords(kid);
}
