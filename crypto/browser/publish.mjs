/**
 * Making, signing, reading and verifying keyrings (protocol §3).
 * @module
 */
import { hex, sha256, unhex } from './bytes.mjs';
import { Instance } from './context.mjs';
import { bytes, count, date, decode, encode, flag, list, oneOf, record, text } from './document.mjs';
import { Malformed, Refused } from './errors.mjs';
import { kidOf, ridOf } from './keyring.mjs';
import { ascend, custodianId, custodianKeys, daysAfter, isEarly, isOver } from './root.mjs';
import { checkExchangePublic, checkVerificationKey, verificationKey } from './seeds.mjs';
import { Signed } from './signed.mjs';

/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./root.mjs').Root} Root */

const MAX_KEYRING = 256 * 1024;
const LIFE_DAYS = 45;
const NO_HASH = '00'.repeat(32);

const ID = bytes(16);
const XPK = bytes(1216);
const VK = bytes(32);
const TITLE = record({ en: text, cy: text });
const OFFICER = record({
  ...{ kid: ID, oid: ID, xpk: XPK, vk: VK, role: text, title: TITLE },
  ...{ receives: flag, replies: flag, identity: oneOf(0, 1, 2) },
});
const SHAPE = {
  ...{ iid: ID, number: count, prev: bytes(32), root: bytes(32), not_before: date, not_after: date },
  collector: record({ kid: ID, xpk: XPK, vk: VK }),
  officers: list(OFFICER, 64),
  ended: list(record({ kid: ID, oid: ID, vk: VK, title: TITLE, replies: flag, on: date })),
  recovery: list(record({ rid: ID, xpk: XPK, title: TITLE, holders: list(ID), threshold: count }), 8),
};

/**
 * An unsigned keyring, its lists put in order.
 * @param {Instance} instance
 * @param {Omit<Keyring, 'iid' | 'prev' | 'root' | 'document' | 'hash'> & { root: Root, prev?: string }} fields
 * @throws {Malformed} if a reader would refuse it
 */
export async function newKeyring(instance, { root, prev = NO_HASH, ...fields }) {
  const byKid = (/** @type {{ kid: string }} */ a, /** @type {{ kid: string }} */ b) =>
    a.kid < b.kid ? -1 : 1;
  const document = encode(
    'keyring',
    {
      ...fields,
      ...{ iid: hex(instance.iid), prev, root: hex(root.hash) },
      officers: [...fields.officers].sort(byKid),
      ended: [...fields.ended].sort(byKid),
      recovery: [...fields.recovery].sort((a, b) => (a.rid < b.rid ? -1 : 1)),
    },
    SHAPE,
    MAX_KEYRING,
  );
  await readKeyring(document);
  return new Signed(document);
}

/** The keyring with one custodian's signature more. @param {Instance} instance @param {Signed} keyring @param {Uint8Array} seed */
export const signKeyring = async (instance, keyring, seed) =>
  keyring.signedBy(await custodianId(await verificationKey(seed)), seed, instance, 'keyring');

/**
 * Read a keyring's document, trusting nothing.
 * @param {Uint8Array} document
 * @returns {Promise<Keyring>}
 * @throws {Malformed}
 */
export async function readKeyring(document) {
  /** @type {Keyring} */
  const keyring = {
    ...decode(document, 'keyring', SHAPE, MAX_KEYRING),
    document,
    hash: await sha256(document),
  };
  checkLists(keyring);
  await checkKeys(keyring);
  return keyring;
}

/** @param {Keyring} keyring */
function checkLists({ number, collector, officers, ended, recovery, not_before, not_after }) {
  const kids = officers.map(({ kid }) => kid);
  const endedKids = ended.map(({ kid }) => kid);
  if (!ascend(kids) || !ascend(endedKids) || !ascend(recovery.map(({ rid }) => rid))) {
    throw new Malformed('a list of the keyring does not ascend');
  }
  const keys = [collector.kid, ...kids, ...endedKids];
  if (new Set(keys).size !== keys.length) throw new Malformed('a keyring holds the same key twice');
  if (new Set(officers.map(({ oid }) => oid)).size !== officers.length) {
    throw new Malformed('a person has two live keys');
  }
  for (const { holders, threshold } of recovery) {
    if (new Set(holders).size !== holders.length || threshold < 1 || threshold > holders.length) {
      throw new Malformed('a recovery group with impossible holders or threshold');
    }
  }
  if (number < 1 || not_after < not_before || not_after > daysAfter(not_before, LIFE_DAYS)) {
    throw new Malformed('a keyring with an impossible number or life');
  }
}

/** @param {Keyring} keyring */
async function checkKeys({ iid, collector, officers, ended, recovery }) {
  const instance = new Instance(unhex(iid));
  for (const { kid, xpk, vk } of [collector, ...officers]) {
    checkExchangePublic(unhex(xpk));
    checkVerificationKey(unhex(vk));
    if (kid !== (await kidOf(instance, unhex(xpk), unhex(vk))))
      throw new Malformed('a kid is not that of its keys');
  }
  for (const { vk } of ended) checkVerificationKey(unhex(vk));
  for (const { rid, xpk } of recovery) {
    checkExchangePublic(unhex(xpk));
    if (rid !== (await ridOf(instance, unhex(xpk)))) throw new Malformed('a rid is not that of its key');
  }
}

/**
 * The keyring, signed by enough custodians of the newest root and in force today, give or take a day.
 * @param {Uint8Array} frame
 * @param {readonly Root[]} roots verified, oldest first
 * @param {Instance} instance
 * @param {string} today YYYY-MM-DD
 * @param {number} [atLeastNumber] the highest number seen in the page, a mailbox state or a vault
 * @throws {Malformed}
 * @throws {Refused} forged, expired, rolled back, under threshold
 * @throws {import('./errors.mjs').BadSignature}
 */
export async function verifyKeyring(frame, roots, instance, today, atLeastNumber = 0) {
  const keyring = await checkSigned(frame, roots.slice(-1), instance);
  if (keyring.number < atLeastNumber)
    throw new Refused('an older keyring than one seen before', 'rolled back');
  if (isOver(today, keyring.not_after)) throw new Refused('the keyring has expired', 'expired');
  if (isEarly(today, keyring.not_before)) throw new Refused('the keyring is not yet in force', 'too early');
  return keyring;
}

/**
 * Every keyring from the first of `frames` to the newest, chained and signed; dates are not looked at.
 * Officers use it: a report's keyring must be among them.
 * @param {readonly Uint8Array[]} frames
 * @param {readonly Root[]} roots
 * @param {Instance} instance
 */
export async function verifyKeyrings(frames, roots, instance) {
  /** @type {Keyring[]} */
  const keyrings = [];
  for (const frame of frames) {
    const keyring = await checkSigned(frame, roots, instance);
    const before = keyrings.at(-1);
    if (before && (keyring.number !== before.number + 1 || keyring.prev !== hex(before.hash))) {
      throw new Refused('keyrings do not follow one another', 'chain');
    }
    keyrings.push(keyring);
  }
  return keyrings;
}

/** @param {Uint8Array} frame @param {readonly Root[]} roots which it may name @param {Instance} instance */
async function checkSigned(frame, roots, instance) {
  const signed = Signed.unpack(frame);
  const keyring = await readKeyring(signed.document);
  if (keyring.iid !== hex(instance.iid)) throw new Refused("another instance's keyring", 'forged');
  const root = roots.find(({ hash }) => hex(hash) === keyring.root);
  if (!root) throw new Refused('a keyring under another root', 'forged');
  const signers = await signed.check(instance, 'keyring', custodianKeys(root));
  if (signers.size < root.threshold) {
    throw new Refused('a keyring is not signed by enough custodians', 'too few signers');
  }
  if (keyring.number === 1 && keyring.prev !== NO_HASH)
    throw new Refused('a first keyring after another', 'chain');
  return keyring;
}
