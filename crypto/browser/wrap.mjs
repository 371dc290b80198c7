/**
 * Seals of 32 bytes to an X-Wing key by HPKE, and the wraps of folder seeds made with them (protocol §1, §5, §8).
 * Base mode, HKDF-SHA256, AES-256-GCM, empty aad.
 * @module
 */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256 } from 'hpke';
import { concat, equal, random, sha256, u32 } from './bytes.mjs';
import { CannotOpen, Malformed } from './errors.mjs';
import { SEALED } from './frame.mjs';
import { kem } from './kem.mjs';
import { checkExchangePublic, exchangePublic, newSeed } from './seeds.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */

const ENCAPSULATED = 1120;

/** @type {Promise<CipherSuite<any>> | undefined} */
let made;
const suite = () => {
  made ??= kem().then((chosen) => new CipherSuite(chosen, KDF_HKDF_SHA256, AEAD_AES_256_GCM));
  return made;
};

/**
 * @param {Uint8Array} pk exchange key, 1,216 bytes
 * @param {Uint8Array} info the context
 * @param {Uint8Array} secret 32 bytes
 * @returns {Promise<Uint8Array>} 1,168 bytes
 * @throws {Malformed} for a wrong key or length
 */
export async function seal(pk, info, secret) {
  if (secret.length !== 32) throw new Malformed('only 32 bytes are ever sealed to a key');
  checkExchangePublic(pk);
  const hpke = await suite();
  try {
    const key = await hpke.DeserializePublicKey(pk);
    const { encapsulatedSecret, ciphertext } = await hpke.Seal(key, secret, { info });
    return concat(encapsulatedSecret, ciphertext);
  } catch (cause) {
    throw new Malformed('an exchange key that is not one', { cause });
  }
}

/**
 * @param {Uint8Array} seed 32 bytes
 * @param {Uint8Array} info the context
 * @param {Uint8Array} sealed 1,168 bytes
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {Malformed} for a wrong length
 * @throws {CannotOpen} when it was not sealed to this seed under this info
 */
export async function unseal(seed, info, sealed) {
  if (sealed.length !== SEALED) throw new Malformed('a seal is 1,168 bytes');
  const hpke = await suite();
  try {
    const key = await hpke.DeserializePrivateKey(seed, true);
    const ciphertext = sealed.slice(ENCAPSULATED);
    return await hpke.Open(key, sealed.slice(0, ENCAPSULATED), ciphertext, { info });
  } catch (cause) {
    throw new CannotOpen('a seal does not open under this key and context', { cause });
  }
}

/** A seal that nobody can open and nobody can tell from another: to a key thrown away at once. */
export const blank = async () => seal(await exchangePublic(newSeed()), new Uint8Array(0), random(32));

/**
 * Wrap a folder's seed to the person or group `holder` (kid or rid) with exchange key `xpk`: 1,168 bytes.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {number} epoch
 * @param {Uint8Array} holder
 * @param {Uint8Array} xpk
 * @param {Uint8Array} seed
 */
export async function wrapFolderSeed(instance, folder, epoch, holder, xpk, seed) {
  const pkHash = await sha256(await exchangePublic(seed));
  return seal(xpk, instance.context('wrap', folder, u32(epoch), holder, pkHash), seed);
}

/**
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {number} epoch
 * @param {Uint8Array} holder kid or rid
 * @param {Uint8Array} pkHash H of the folder's public key
 * @param {Uint8Array} xseed the holder's
 * @param {Uint8Array} wrap 1,168 bytes
 * @returns {Promise<Uint8Array>} the folder's seed
 * @throws {CannotOpen} unless it opens and its public key hashes to `pkHash`
 */
export async function unwrapFolderSeed(instance, folder, epoch, holder, pkHash, xseed, wrap) {
  const seed = await unseal(xseed, instance.context('wrap', folder, u32(epoch), holder, pkHash), wrap);
  return checkPublic(seed, pkHash);
}

/** @param {Instance} instance @param {Uint8Array} folder @param {number} epoch @param {Uint8Array} old @param {Uint8Array} next */
const chainInfo = (instance, folder, epoch, old, next) =>
  instance.context('seed-chain', folder, u32(epoch), old, next);

/**
 * The old epoch's seed sealed to the new one's key (§8, roll).
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {number} epoch the new one
 * @param {Uint8Array} old seed
 * @param {Uint8Array} next seed
 */
export async function chainSeed(instance, folder, epoch, old, next) {
  const pk = await exchangePublic(next);
  const oldHash = await sha256(await exchangePublic(old));
  return seal(pk, chainInfo(instance, folder, epoch, oldHash, await sha256(pk)), old);
}

/**
 * The seed of the epoch before `epoch`.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {number} epoch the new one
 * @param {Uint8Array} next its seed
 * @param {Uint8Array} oldPkHash
 * @param {Uint8Array} chained 1,168 bytes
 * @throws {CannotOpen} unless its public key hashes to `oldPkHash`
 */
export async function unchainSeed(instance, folder, epoch, next, oldPkHash, chained) {
  const nextHash = await sha256(await exchangePublic(next));
  return checkPublic(
    await unseal(next, chainInfo(instance, folder, epoch, oldPkHash, nextHash), chained),
    oldPkHash,
  );
}

/** @param {Uint8Array} seed @param {Uint8Array} pkHash */
async function checkPublic(seed, pkHash) {
  if (equal(await sha256(await exchangePublic(seed)), pkHash)) return seed;
  throw new CannotOpen("a wrapped seed is not the one of the folder's public key");
}
