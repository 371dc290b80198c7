/**
 * A folder: its seeds out of this officer's wraps, and its report.
 * @module
 */
import { hex, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { BadSignature, Refused } from '../../../crypto/browser/errors.mjs';
import { openReport } from '../../../crypto/browser/opening.mjs';
import { exchangePublic } from '../../../crypto/browser/seeds.mjs';
import { keys, refreshTrust, trusted } from './account.mjs';
import { seedsByEpoch } from './seeds.mjs';
import { fromBase64, getJson } from './server.mjs';
import { Trouble } from './trouble.mjs';
import { keyringNamed } from './trust.mjs';

/** @typedef {import('./trust.mjs').Trust} Trust */
/** @typedef {import('../../../crypto/browser/opening.mjs').OpenedReport} OpenedReport */
/**
 * What the server says of a report; believed only where a check says so.
 * @typedef {{
 *   folder: string, received_on: string, keyring: string, pk_hash: string, parts: number, tree: string,
 *   wraps: import('./seeds.mjs').Wrap[], chains: import('./seeds.mjs').Chain[], item: string, excluded: string[],
 * }} Facts
 */
/**
 * `seeds`: newest epoch first; `pkHashes`: of each epoch's key, as the server said and the ledger must confirm;
 * `pk`: the newest, to seal to; `isVoid`: a roll does not lead back to the key before, so nothing is sealed here.
 * @typedef {{ facts: Facts, id: Uint8Array, seeds: Uint8Array[], pkHashes: import('./seeds.mjs').PkHashes,
 *   isVoid: boolean, pk: string, opened: OpenedReport, frame: Uint8Array }} Folder
 */

/**
 * A report that opens and whose author, folder key and keyring were checked. Opened once for each unlocking.
 * @param {string} folder hex
 * @returns {Promise<Folder>}
 * @throws {Trouble}
 */
export async function openFolder(folder) {
  return keys().opened.get(folder) ?? openAfresh(folder);
}

/**
 * The same, fetched again: who may open it, and its newest key, change.
 * @param {string} folder hex
 * @returns {Promise<Folder>}
 * @throws {Trouble}
 */
export async function openAfresh(folder) {
  const { opened } = keys();
  opened.delete(folder);
  const facts = /** @type {Facts} */ (await getJson(`/api/reports/${folder}`));
  const trust = await trustFor(facts.keyring);
  const id = unhex(folder);
  const pkHashes = new Map([[1, facts.pk_hash]]);
  for (const { epoch, pk_hash } of facts.chains) pkHashes.set(epoch, pk_hash);
  const { seeds, isVoid } = await seedsByEpoch(id, facts, pkHashes);
  const first = seeds.get(1);
  if (!first) throw new Trouble('report-unwrapped');
  const frame = fromBase64(facts.item);
  const words = await openWords(trust, id, first, frame);
  const newest = seeds.get(pkHashes.size);
  const found = {
    ...{ facts, id, pkHashes, frame, opened: words, seeds: [...seeds.values()] },
    ...{ isVoid: isVoid || !newest, pk: newest ? hex(await exchangePublic(newest)) : '' },
  };
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

/** @param {Trust} trust @param {Uint8Array} id @param {Uint8Array} seed the first epoch's @param {Uint8Array} frame */
async function openWords({ instance, keyrings }, id, seed, frame) {
  try {
    return await openReport(instance, id, seed, parseItemFrame(frame), keyrings);
  } catch (cause) {
    if (cause instanceof BadSignature) throw new Trouble('report-forged', { cause });
    if (cause instanceof Refused) throw new Trouble('report-keyring', { cause });
    throw new Trouble('report-unreadable', { cause });
  }
}

/** Whom the reporter chose: kids and rids. @param {Folder} folder @returns {string[]} hex */
export const chosen = ({ opened: { report } }) => [...report.readers, ...report.recovery];
