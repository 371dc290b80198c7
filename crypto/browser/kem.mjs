/**
 * The KEM 0x647A, MLKEM768-X25519 = X-Wing: the browser's own where it has one, else in plain JavaScript (§1).
 * @module
 */
import { KEM_MLKEM768_X25519 } from 'hpke';
import { own } from './bytes.mjs';

const NAME = 'MLKEM768-X25519';

/** Does this browser bring X-Wing itself? */
export const isNative = () =>
  /** @type {any} */ (globalThis.SubtleCrypto)?.supports?.('generateKey', NAME) === true &&
  'getPublicKey' in SubtleCrypto.prototype;

const noble = async () => (await import('./noble.mjs')).xwing;

/**
 * @param {Uint8Array} seed 32 bytes, the private key itself (never `DeriveKeyPair`)
 * @returns {Promise<Uint8Array>} 1,216 bytes: ML-KEM-768 ‖ X25519
 */
export async function publicKey(seed) {
  if (!isNative()) return (await noble()).getPublicKey(seed);
  const subtle = /** @type {any} */ (crypto.subtle);
  const key = await subtle.importKey('raw-seed', own(seed), NAME, false, ['decapsulateBits']);
  const half = await subtle.getPublicKey(key, ['encapsulateBits']);
  return new Uint8Array(await subtle.exportKey('raw-public', half));
}

/** @typedef {import('hpke').Key & { bytes: Uint8Array }} PlainKey */

/** @param {'public' | 'private'} type @param {Uint8Array} bytes @returns {PlainKey} */
const plainKey = (type, bytes) => ({ type, bytes, extractable: true, algorithm: { name: NAME } });

/**
 * Noble's X-Wing in the shape that `hpke` asks for.
 * @param {Awaited<ReturnType<typeof noble>>} xwing
 * @returns {import('hpke').KEM<PlainKey>}
 */
function plainKem(xwing) {
  const pair = (/** @type {Uint8Array} */ seed) => ({
    privateKey: plainKey('private', seed),
    publicKey: plainKey('public', xwing.getPublicKey(seed)),
  });
  return {
    ...{ id: 0x647a, type: 'KEM', name: NAME, Nsecret: 32, Nenc: 1120, Npk: 1216, Nsk: 32 },
    DeriveKeyPair: () => Promise.reject(new Error('keys are seeds here')),
    GenerateKeyPair: async () => pair(crypto.getRandomValues(new Uint8Array(32))),
    SerializePublicKey: async (key) => key.bytes.slice(),
    DeserializePublicKey: async (bytes) => plainKey('public', bytes.slice()),
    SerializePrivateKey: async (key) => key.bytes.slice(),
    DeserializePrivateKey: async (bytes) => plainKey('private', bytes.slice()),
    async Encap(key) {
      const { cipherText, sharedSecret } = xwing.encapsulate(key.bytes);
      return { shared_secret: sharedSecret, enc: cipherText };
    },
    Decap: async (enc, key) => xwing.decapsulate(enc, key.bytes),
  };
}

/** @returns {Promise<import('hpke').KEMFactory<any>>} the KEM, for an HPKE suite */
export async function kem() {
  if (isNative()) return KEM_MLKEM768_X25519;
  const plain = plainKem(await noble());
  return () => plain;
}
