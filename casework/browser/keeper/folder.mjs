/**
 * A folder: its seeds out of this officer's wraps, and its report.
 * @module
 */
import { unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { BadSignature, Refused } from '../../../crypto/browser/errors.mjs';
import { openReport } from '../../../crypto/browser/opening.mjs';
import { unwrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { keys, refreshTrust, trusted } from './account.mjs';
import { fromBase64, getJson } from './server.mjs';
import { Trouble } from './trouble.mjs';
import { keyringNamed } from './trust.mjs';

/** @typedef {import('./trust.mjs').Trust} Trust */
/** @typedef {import('../../../crypto/browser/opening.mjs').OpenedReport} OpenedReport */
/**
 * What the server says of a report; believed only where a check says so.
 * @typedef {{
 *   folder: string, received_on: string, keyring: string, pk_hash: string, parts: number, tree: string,
 *   wraps: { epoch: number, id: string, wrap: string }[], item: string,
 * }} Facts
 */
/** @typedef {{ facts: Facts, id: Uint8Array, seeds: Uint8Array[], opened: OpenedReport, frame: Uint8Array }} Folder */

/**
 * A report that opens and whose author, folder key and keyring were checked. Opened once for each unlocking.
 * @param {string} folder hex
 * @returns {Promise<Folder>}
 * @throws {Trouble}
 */
export async function openFolder(folder) {
  const { opened } = keys();
  const before = opened.get(folder);
  if (before) return before;
  const facts = /** @type {Facts} */ (await getJson(`/api/reports/${folder}`));
  const trust = await trustFor(facts.keyring);
  const id = unhex(folder);
  const seeds = await seedsOf(trust, id, facts);
  const frame = fromBase64(facts.item);
  const found = { facts, id, seeds, frame, opened: await openWords(trust, id, seeds, frame) };
  opened.set(folder, found);
  return found;
}

/** A report may be newer than the keyrings seen at unlocking. @param {string} hash of its keyring, hex @returns {Promise<Trust>} */
async function trustFor(hash) {
  const { trust } = trusted();
  if (keyringNamed(trust, hash)) return trust;
  const { demo } = await getJson('/api/session');
  await refreshTrust(demo);
  return trusted().trust;
}

/** This officer's seeds, newest epoch first. @param {Trust} trust @param {Uint8Array} id @param {Facts} facts */
async function seedsOf({ instance, kid }, id, { wraps, pk_hash }) {
  const { vault } = keys();
  const mine = wraps.filter((wrap) => wrap.id === kid && wrap.epoch === 1);
  if (!mine.length) throw new Trouble('report-unwrapped');
  try {
    const xseed = unhex(vault.xseed);
    const unwrap = (/** @type {{ epoch: number, wrap: string }} */ { epoch, wrap }) =>
      unwrapFolderSeed(instance, id, epoch, unhex(kid), unhex(pk_hash), xseed, fromBase64(wrap));
    return await Promise.all(mine.map(unwrap));
  } catch (cause) {
    throw new Trouble('report-unwrapped', { cause });
  }
}

/** @param {Trust} trust @param {Uint8Array} id @param {Uint8Array[]} seeds @param {Uint8Array} frame */
async function openWords({ instance, keyrings }, id, seeds, frame) {
  try {
    return await openReport(instance, id, seeds[seeds.length - 1], parseItemFrame(frame), keyrings);
  } catch (cause) {
    if (cause instanceof BadSignature) throw new Trouble('report-forged', { cause });
    if (cause instanceof Refused) throw new Trouble('report-keyring', { cause });
    throw new Trouble('report-unreadable', { cause });
  }
}

/** Whom the reporter chose: kids and rids. @param {Folder} folder @returns {string[]} hex */
export const chosen = ({ opened: { report } }) => [...report.readers, ...report.recovery];
