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
import { send, toBase64 } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {{ token: string, oid: string, instance: Instance, xseed: Uint8Array, sseed: Uint8Array, passphrase: string }} Newcomer */

/** @type {Newcomer | null} */
let newcomer = null;

/** What a link is for. @param {{ token: string }} asked */
export async function invitation({ token }) {
  const found = await send('/api/join/invitation', { token }, { 400: 'link-gone', 404: 'link-gone' });
  newcomer = {
    ...{ token, oid: found.oid, instance: new Instance(unhex(found.iid)) },
    ...{ xseed: newSeed(), sseed: newSeed(), passphrase: await newPassphrase() },
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
 * @returns {Promise<{ words: string[] }>} to be read to a custodian by voice
 */
export async function join({ typed, code }, progress) {
  const { token, oid, instance, xseed, sseed, passphrase } = current();
  if (tidy(typed) !== passphrase) throw new Trouble('passphrase-differs');
  const salt = random(16);
  const { authKey, kek } = await passphraseKeys(UNROOTED, oid, salt, passphrase, progress);
  const vaultKey = random(32);
  const vault = { oid, xseed: hex(xseed), sseed: hex(sseed), keyring: { number: 0, hash: NO_HASH } };
  const body = {
    ...{ token, salt: hex(salt), auth_key: toBase64(authKey), code: code.replace(/\s/g, '') },
    enrol: toBase64(await enrol(instance, oid, xseed, sseed)),
    wrapped: toBase64(await wrapVaultKey(UNROOTED, oid, METHOD, kek, vaultKey)),
    vault: toBase64(await sealVault(UNROOTED, vaultKey, vault)),
  };
  await send('/api/join', body, { 400: 'code-wrong', 401: 'code-wrong', 404: 'link-gone', 409: 'link-gone' });
  const kid = await kidOf(instance, await exchangePublic(xseed), await verificationKey(sseed));
  newcomer = null;
  return { words: await kidWords(kid) };
}
