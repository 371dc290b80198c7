/**
 * Roots: who the custodians are, from the first for good (protocol §3).
 * @module
 */
import { equal, hex, sha256, unhex } from './bytes.mjs';
import { Instance, lp, UNROOTED } from './context.mjs';
import { bytes, count, date, decode, encode, list, record } from './document.mjs';
import { Malformed, Refused } from './errors.mjs';
import { checkVerificationKey, verificationKey } from './seeds.mjs';
import { Signed } from './signed.mjs';

/**
 * A root as its document says, with those bytes and their hash.
 * @typedef {{
 *   number: number, prev: string, not_after: string, threshold: number,
 *   custodians: { id: string, vk: string }[], document: Uint8Array, hash: Uint8Array,
 * }} Root
 */

const MAX_ROOT = 16 * 1024;
const LIFE_DAYS = 800;
const GRACE_DAYS = 1;
const SHAPE = {
  number: count,
  prev: bytes(32),
  not_after: date,
  threshold: count,
  custodians: list(record({ id: bytes(16), vk: bytes(32) })),
};

/** The day so many days after. @param {string} day YYYY-MM-DD @param {number} days */
export function daysAfter(day, days) {
  const then = new Date(`${day}T00:00:00Z`);
  then.setUTCDate(then.getUTCDate() + days);
  return then.toISOString().slice(0, 10);
}

/** Is `today` later than the day, one day's grace given? @param {string} today @param {string} notAfter */
export const isOver = (today, notAfter) => today > daysAfter(notAfter, GRACE_DAYS);

/** Is `today` earlier than the day, one day's grace given? @param {string} today @param {string} notBefore */
export const isEarly = (today, notBefore) => daysAfter(today, GRACE_DAYS) < notBefore;

/** The id of a custodian's key, hex. @param {Uint8Array} vk */
export const custodianId = async (vk) => hex((await sha256(lp('candour/v1/custodian', vk))).subarray(0, 16));

/** Do these ids stand in ascending order, one each? @param {string[]} ids hex */
export const ascend = (ids) => ids.every((id, i) => i === 0 || ids[i - 1] < id);

/** The keys of a root's custodians by id. @param {Root} root @returns {Map<string, Uint8Array>} */
export const custodianKeys = (root) => new Map(root.custodians.map(({ id, vk }) => [id, unhex(vk)]));

/** The instance that verified roots speak for. @param {readonly Root[]} roots */
export const instanceOf = (roots) => Instance.of(roots[0].document);

/**
 * An unsigned root.
 * @param {{ number?: number, prev?: Uint8Array, notAfter: string, threshold: number, custodians: Uint8Array[] }} fields
 *   custodians are verification keys
 */
export async function newRoot({ number = 1, prev = new Uint8Array(32), notAfter, threshold, custodians }) {
  const entries = await Promise.all(
    custodians.map(async (vk) => ({ id: await custodianId(vk), vk: hex(vk) })),
  );
  entries.sort((a, b) => (a.id < b.id ? -1 : 1));
  const fields = { number, prev: hex(prev), not_after: notAfter, threshold, custodians: entries };
  const signed = new Signed(encode('root', fields, SHAPE, MAX_ROOT));
  await readRoot(signed.document);
  return signed;
}

/** The root with one custodian's signature more. @param {Signed} root @param {Uint8Array} seed */
export const signRoot = async (root, seed) =>
  root.signedBy(await custodianId(await verificationKey(seed)), seed, UNROOTED, 'root');

/**
 * Read a root's document, trusting nothing.
 * @param {Uint8Array} document
 * @returns {Promise<Root>}
 * @throws {Malformed}
 */
export async function readRoot(document) {
  const root = decode(document, 'root', SHAPE, MAX_ROOT);
  for (const { id, vk } of root.custodians) {
    checkVerificationKey(unhex(vk));
    if (id !== (await custodianId(unhex(vk)))) throw new Malformed("a custodian's id is not that of the key");
  }
  if (!ascend(root.custodians.map((/** @type {{ id: string }} */ { id }) => id))) {
    throw new Malformed("a root's custodians do not stand in ascending order, one each");
  }
  if (root.number < 1 || root.threshold < 1 || root.threshold > root.custodians.length) {
    throw new Malformed('a root with an impossible number or threshold');
  }
  return { ...root, document, hash: await sha256(document) };
}

/**
 * Every root from the first to the newest, each signed as the one before demands.
 * @param {readonly Uint8Array[]} frames oldest first
 * @param {Uint8Array | null} expectedFirstHash comes with the page; null takes the first on trust
 * @param {string} today YYYY-MM-DD
 * @param {{ leastThreshold?: number }} [demonstration] passes 1
 * @returns {Promise<Root[]>}
 * @throws {Malformed}
 * @throws {Refused}
 * @throws {import('./errors.mjs').BadSignature}
 */
export async function verifyRoots(frames, expectedFirstHash, today, { leastThreshold = 2 } = {}) {
  if (!frames.length) throw new Refused('there is no root');
  /** @type {Root[]} */
  const roots = [];
  for (const frame of frames) {
    const signed = Signed.unpack(frame);
    const root = await readRoot(signed.document);
    if (root.threshold < leastThreshold) throw new Refused('too low a threshold', 'too few signers');
    await checkSigners(root, roots.at(-1), signed);
    roots.push(root);
  }
  if (expectedFirstHash && !equal(roots[0].hash, expectedFirstHash)) {
    throw new Refused('the first root is not the one this page was made for', 'forged');
  }
  checkNewest(/** @type {Root} */ (roots.at(-1)), today);
  return roots;
}

/** @param {Root} root @param {Root | undefined} before @param {Signed} signed */
async function checkSigners(root, before, signed) {
  const [number, prev] = before ? [before.number + 1, hex(before.hash)] : [1, '00'.repeat(32)];
  if (root.number !== number || root.prev !== prev)
    throw new Refused('roots do not follow one another', 'chain');
  const own = custodianKeys(root);
  const earlier = before ? custodianKeys(before) : new Map();
  const signers = await signed.check(UNROOTED, 'root', new Map([...earlier, ...own]));
  const among = (/** @type {Map<string, unknown>} */ keys) =>
    [...signers].filter((id) => keys.has(id)).length;
  if (!before && among(own) !== own.size) {
    throw new Refused('the first root is not signed by all its custodians', 'too few signers');
  }
  if (among(own) < root.threshold || (before && among(earlier) < before.threshold)) {
    throw new Refused('a root is not signed by enough custodians', 'too few signers');
  }
}

/** @param {Root} root @param {string} today */
function checkNewest(root, today) {
  if (isOver(today, root.not_after)) throw new Refused('the newest root has expired', 'expired');
  if (isOver(root.not_after, daysAfter(today, LIFE_DAYS))) {
    throw new Refused('the newest root is valid for more than 800 days', 'expired');
  }
}
