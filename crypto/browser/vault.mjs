/**
 * An officer's vault: keys under a passphrase that the server never learns (protocol §7). Runs in a Worker.
 * @module
 */
import { openBody, sealBody } from './body.mjs';
import { concat, hex, hkdf, random, sha256, u8, unhex, utf8 } from './bytes.mjs';
import { spell } from './code.mjs';
import { bytes, count, decode, encode, record } from './document.mjs';
import { Malformed, Refused } from './errors.mjs';
import { FLOOR_SMALL, pad, unpad } from './padding.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/**
 * What an officer's browser keeps between visits; `keyring`: the newest seen. Bytes are hex.
 * @typedef {{ oid: string, xseed: string, sseed: string, keyring: { number: number, hash: string } }} Vault
 */

const WORDS = 7;
const ARGON = { m: 64 * 1024, t: 3, p: 1, dkLen: 32 };
const SHAPE = {
  ...{ oid: bytes(16), xseed: bytes(32), sseed: bytes(32) },
  keyring: record({ number: count, hash: bytes(32) }),
};

/** Seven random list words joined by spaces: 77 bits. */
export const newPassphrase = async () => (await spell(random(10), WORDS)).join(' ');

/**
 * Stretch a passphrase with Argon2id (64 MiB, three passes): half a second or more.
 * @param {Instance} instance
 * @param {string} oid hex
 * @param {Uint8Array} salt 16 bytes
 * @param {string} passphrase
 * @param {(share: number) => void} [progress] told how much is done, from 0 to 1
 * @returns {Promise<{ authKey: Uint8Array, kek: Uint8Array }>} `authKey` goes to the server, `kek` never leaves
 */
export async function passphraseKeys(instance, oid, salt, passphrase, progress) {
  if (salt.length !== 16) throw new Malformed('a salt is 16 bytes');
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const master = await argon2idAsync(utf8(passphrase), salt, { ...ARGON, onProgress: progress });
  return {
    authKey: await hkdf(master, instance.context('staff-auth', unhex(oid)), 32),
    kek: await hkdf(master, instance.context('kek-passphrase', unhex(oid)), 32),
  };
}

/**
 * The salt of every passkey of a site: known before anybody says who they are.
 * @param {Instance} instance
 * @param {string} rpId
 */
export const passkeySalt = async (instance, rpId) =>
  (await sha256(instance.context('passkey-salt', rpId))).slice(0, 16);

/** The two PRF inputs for a passkey. @param {Instance} instance @param {Uint8Array} salt */
export const passkeyInputs = (instance, salt) => ({
  first: instance.context('prf', u8(1), salt),
  second: instance.context('prf', u8(2), salt),
});

/**
 * The key-encryption key from a passkey's two PRF results.
 * @param {Instance} instance
 * @param {string} rpId
 * @param {string} oid hex
 * @param {Uint8Array} credentialId
 * @param {Uint8Array} first
 * @param {Uint8Array} second
 */
export const passkeyKek = (instance, rpId, oid, credentialId, first, second) =>
  hkdf(concat(first, second), instance.context('kek-passkey', rpId, unhex(oid), credentialId), 32);

/**
 * What goes to the server beside the passkey's signature: 32 bytes that only its holder can make.
 * @param {Instance} instance
 * @param {string} rpId
 * @param {string} oid hex
 * @param {Uint8Array} credentialId
 * @param {Uint8Array} first
 * @param {Uint8Array} second
 */
export const passkeyAuthKey = (instance, rpId, oid, credentialId, first, second) =>
  hkdf(concat(first, second), instance.context('staff-auth-passkey', rpId, unhex(oid), credentialId), 32);

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** A recovery code: sixteen letters without look-alikes, 80 bits. */
export function newRecoveryCode() {
  const letters = [...random(16)].map((byte) => LETTERS[byte % 32]);
  return letters.join('');
}

/** What is hashed of a recovery code. @param {Instance} instance @param {string} oid hex @param {string} code */
export const recoveryCode = (instance, oid, code) => instance.context('recovery-code', unhex(oid), code);

/** @param {Instance} instance @param {string} oid @param {Uint8Array} method `utf8('passphrase')` or a credential id */
const keyContext = (instance, oid, method) => instance.context('vault-key', unhex(oid), method);

/**
 * The vault's key under one method: 104 bytes.
 * @param {Instance} instance
 * @param {string} oid hex
 * @param {Uint8Array} method `utf8('passphrase')` or a credential id
 * @param {Uint8Array} kek
 * @param {Uint8Array} vaultKey 32 bytes
 */
export const wrapVaultKey = (instance, oid, method, kek, vaultKey) =>
  sealBody(kek, keyContext(instance, oid, method), vaultKey);

/**
 * The vault's 32-byte key.
 * @param {Instance} instance
 * @param {string} oid hex
 * @param {Uint8Array} method
 * @param {Uint8Array} kek
 * @param {Uint8Array} wrapped
 * @throws {CannotOpen} with a wrong passphrase or passkey
 */
export async function unwrapVaultKey(instance, oid, method, kek, wrapped) {
  const key = await openBody(kek, keyContext(instance, oid, method), wrapped);
  if (key.length !== 32) throw new Malformed('a vault key is 32 bytes');
  return key;
}

/** 1,095 bytes. @param {Instance} instance @param {Uint8Array} vaultKey @param {Vault} vault */
export const sealVault = (instance, vaultKey, vault) =>
  sealBody(
    vaultKey,
    instance.context('vault', unhex(vault.oid)),
    pad(encode('vault', vault, SHAPE), FLOOR_SMALL, { only: true }),
  );

/**
 * @param {Instance} instance
 * @param {Uint8Array} vaultKey
 * @param {string} oid hex
 * @param {Uint8Array} sealed
 * @returns {Promise<Vault>}
 * @throws {CannotOpen}
 * @throws {Refused} if it is another officer's
 */
export async function openVault(instance, vaultKey, oid, sealed) {
  const padded = await openBody(vaultKey, instance.context('vault', unhex(oid)), sealed);
  const { v, kind, ...vault } = decode(unpad(padded, FLOOR_SMALL), 'vault', SHAPE);
  if (vault.oid !== oid) throw new Refused("another officer's vault", 'forged');
  return vault;
}

/** H(document) as a vault keeps it. @param {import('./keyring.mjs').Keyring} keyring */
export const seen = ({ number, hash }) => ({ number, hash: hex(hash) });
