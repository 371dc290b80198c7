import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { KEM_MLKEM768_X25519 } from '@panva/hpke-noble';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256 } from 'hpke';
import { concat, hex, random, unhex } from '../../../crypto/browser/bytes.mjs';
import { kem } from '../../../crypto/browser/kem.mjs';
import { checkExchangePublic, exchangePublic, newSeed } from '../../../crypto/browser/seeds.mjs';
import { seal, unseal } from '../../../crypto/browser/wrap.mjs';

/** @typedef {{ kem_id: number, skRm: string, pkRm: string, enc: string, shared_secret: string }} Vector */
const PATH = new URL('../../../crypto/vectors/ietf-hpke-mlkem768-x25519.json', import.meta.url);
/** @type {Vector[]} */
const VECTORS = JSON.parse(readFileSync(PATH, 'utf8'));

describe('the KEM 0x647A', () => {
  for (const [i, vector] of VECTORS.entries()) {
    test(`gives the IETF's public key and shared secret (${i})`, async () => {
      const made = (await kem())();
      assert.equal(vector.kem_id, made.id);
      assert.equal(hex(await exchangePublic(unhex(vector.skRm))), vector.pkRm);
      checkExchangePublic(unhex(vector.pkRm));
      const key = await made.DeserializePrivateKey(unhex(vector.skRm), true);
      const secret = await made.Decap(unhex(vector.enc), key, undefined);
      assert.equal(hex(secret), vector.shared_secret);
    });
  }

  test('seals what another implementation opens, and the other way round', async () => {
    const other = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
    const [seed, info, secret] = [newSeed(), random(40), random(32)];
    const pk = await exchangePublic(seed);
    const sealed = await seal(pk, info, secret);
    const key = await other.DeserializePrivateKey(seed, true);
    const opened = await other.Open(key, sealed.slice(0, 1120), sealed.slice(1120), { info });
    assert.deepEqual(opened, secret);
    const theirs = await other.Seal(await other.DeserializePublicKey(pk), secret, { info });
    const blob = concat(theirs.encapsulatedSecret, theirs.ciphertext);
    assert.deepEqual(await unseal(seed, info, blob), secret);
  });
});
