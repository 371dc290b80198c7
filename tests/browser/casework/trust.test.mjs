/** Whom an officer's browser believes, when the server shows it something else. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, mock, test } from 'node:test';
import { learnTrust } from '../../../casework/browser/keeper/trust.mjs';
import { concat, hex, u32 } from '../../../crypto/browser/bytes.mjs';
import { newKeyring, readKeyring, signKeyring } from '../../../crypto/browser/publish.mjs';
import { NO_HASH } from '../../../crypto/browser/thread.mjs';
import { newOffice, TODAY } from '../crypto/office.mjs';

const REAL = { leastThreshold: 2 };
const NEVER = { number: 0, hash: NO_HASH };

/** @type {import('../crypto/office.mjs').Office} */
let office;
/** What the server shows, by path. @type {Map<string, Uint8Array>} */
let shown;

before(async () => {
  office = await newOffice();
});

beforeEach(() => {
  mock.timers.enable({ apis: ['Date'], now: new Date(`${TODAY}T12:00:00Z`) });
  shown = new Map([
    ['/api/roots', framed(office.rootFrame)],
    ['/api/keyring', office.keyringFrame],
  ]);
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path) => {
      const bytes = shown.get(path);
      return bytes
        ? new Response(/** @type {any} */ (bytes))
        : Response.json({ error: 'none' }, { status: 404 });
    }
  );
});

afterEach(() => mock.timers.reset());

/** @param {...Uint8Array} frames */
const framed = (...frames) => concat(...frames.flatMap((frame) => [u32(frame.length), frame]));

/** An officer's vault. @param {{ number: number, hash: string }} keyring seen last */
const vault = (keyring) => {
  const { oid, xseed, sseed } = office.monitoring;
  return { oid, xseed: hex(xseed), sseed: hex(sseed), keyring };
};

/** Publish a keyring after the office's. @param {{ number?: number, prev?: string, signers?: number, officers?: any[] }} [unlike] */
async function publishNext({ number = 2, prev = hex(office.keyring.hash), signers = 2, officers } = {}) {
  const fields = { ...office.fields, number, prev, officers: officers ?? office.fields.officers };
  let signed = await newKeyring(office.instance, { ...fields, not_after: '2026-04-14' });
  for (const seed of office.custodians.slice(0, signers))
    signed = await signKeyring(office.instance, signed, seed);
  shown.set('/api/keyring', signed.pack());
  shown.set(`/api/keyrings/${hex(office.keyring.hash)}`, office.keyringFrame);
  return readKeyring(signed.document);
}

test('a first visit believes a rightly signed keyring and finds its own place', async () => {
  const { trust, warnings } = await learnTrust(vault(NEVER), REAL);
  assert.deepEqual(warnings, []);
  assert.equal(trust?.mine?.title.en, 'Monitoring Officer');
  assert.deepEqual(trust?.seen, { number: 1, hash: hex(office.keyring.hash) });
});

test('a newer keyring that follows the one seen last is believed', async () => {
  await publishNext();
  const { trust } = await learnTrust(vault({ number: 1, hash: hex(office.keyring.hash) }), REAL);
  assert.equal(trust?.newest.number, 2);
  assert.equal(trust?.keyrings.length, 2);
});

test('an older keyring than the one seen last is refused', async () => {
  const newer = await publishNext();
  shown.set('/api/keyring', office.keyringFrame);
  const { trust, warnings } = await learnTrust(vault({ number: 2, hash: hex(newer.hash) }), REAL);
  assert.equal(trust, null);
  assert.deepEqual(warnings, ['keyring-old']);
});

test('another keyring under the number seen last is refused', async () => {
  const { trust, warnings } = await learnTrust(vault({ number: 1, hash: 'ab'.repeat(32) }), REAL);
  assert.equal(trust, null);
  assert.deepEqual(warnings, ['keyring-old']);
});

test('a whole other installation, rightly signed by itself, is refused by a vault that has seen this one', async () => {
  const other = await newOffice();
  shown.set('/api/roots', framed(other.rootFrame));
  shown.set('/api/keyring', other.keyringFrame);
  const { trust, warnings } = await learnTrust(vault({ number: 1, hash: hex(office.keyring.hash) }), REAL);
  assert.equal(trust, null);
  assert.deepEqual(warnings, ['keyring-old']);
});

test('a keyring that too few custodians signed is refused', async () => {
  await publishNext({ signers: 1 });
  const { warnings } = await learnTrust(vault(NEVER), REAL);
  assert.deepEqual(warnings, ['keyring-bad']);
});

test('a keyring whose predecessor the server does not show is refused', async () => {
  await publishNext({ prev: 'cd'.repeat(32) });
  const { warnings } = await learnTrust(vault(NEVER), REAL);
  assert.deepEqual(warnings, ['keyring-bad']);
});

test('a keyring that skips a number is refused', async () => {
  await publishNext({ number: 3 });
  const { warnings } = await learnTrust(vault(NEVER), REAL);
  assert.deepEqual(warnings, ['keyring-bad']);
});

test('a root changed by one bit, or cut short, is refused', async () => {
  const flipped = office.rootFrame.slice();
  flipped[flipped.length - 1] ^= 1;
  for (const bytes of [framed(flipped), framed(office.rootFrame).subarray(0, 40)]) {
    shown.set('/api/roots', bytes);
    const { trust, warnings } = await learnTrust(vault(NEVER), REAL);
    assert.deepEqual([trust, warnings], [null, ['root-bad']]);
  }
});

test('an expired keyring still lets an officer read, with a warning', async () => {
  mock.timers.setTime(new Date('2026-04-13T12:00:00Z').getTime());
  const { trust, warnings } = await learnTrust(vault(NEVER), REAL);
  assert.ok(trust);
  assert.deepEqual(warnings, ['keyring-expired']);
});

test('an officer who is no longer on the keyring is told', async () => {
  await publishNext({ officers: office.fields.officers.slice(1) });
  const { trust, warnings } = await learnTrust(vault(NEVER), REAL);
  assert.equal(trust?.mine, undefined);
  assert.deepEqual(warnings, ['not-on-keyring']);
});

test('a key of one’s own under another person is not one’s own place', async () => {
  const { oid } = office.deputy;
  const { trust, warnings } = await learnTrust({ ...vault(NEVER), oid }, REAL);
  assert.equal(trust?.mine, undefined);
  assert.deepEqual(warnings, ['not-on-keyring']);
});

test('before the custodians have signed there is nobody to trust, and it says so', async () => {
  shown.clear();
  assert.deepEqual(await learnTrust(vault(NEVER), REAL), { roots: [], trust: null, warnings: ['no-trust'] });
  shown.set('/api/roots', framed(office.rootFrame));
  const { roots, trust } = await learnTrust(vault(NEVER), REAL);
  assert.equal(roots.length, 1);
  assert.equal(trust, null);
});

test('a server that cannot be reached is no reason to distrust it', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('no connection');
  };
  await assert.rejects(learnTrust(vault(NEVER), REAL), { code: 'unreachable' });
});
