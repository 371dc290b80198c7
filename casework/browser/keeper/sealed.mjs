/**
 * A folder of any kind as the server gives it (protocol §5): its ledger verified, its seeds out of wraps and seed
 * chains. A report's first key is the one its own reporter wrote down; every other folder's, the one that its opener
 * signed.
 * @module
 */
import { hex, sha256, u32, unhex } from '../../../crypto/browser/bytes.mjs';
import { verifyChain } from '../../../crypto/browser/chain.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import { pack } from '../../../crypto/browser/frame.mjs';
import { exchangePublic } from '../../../crypto/browser/seeds.mjs';
import { wrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { refreshTrust, trusted } from './account.mjs';
import { chosen, openFolder } from './folder.mjs';
import { seedsByEpoch } from './seeds.mjs';
import { fromBase64, getJson, toBase64 } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */
/** @typedef {'report' | 'case' | 'pack' | 'privileged'} FolderKind */
/** @typedef {{ kind: string, name: string | null, seq: number, by: string, on: string, item: string }} StoredItem */
/**
 * What the server says of a folder; believed only where a check says so. `excluded`: oids that it shows nothing of it.
 * @typedef {{
 *   folder: string, kind: FolderKind, made_on: string, wraps: import('./seeds.mjs').Wrap[],
 *   chains: import('./seeds.mjs').Chain[], events: { frame: string }[], items: StoredItem[], excluded: string[],
 * }} Facts
 */
/**
 * A folder whose ledger was verified whole. `seeds`: all that open, newest epoch first; `pk`: to seal to now.
 * @typedef {{
 *   facts: Facts, id: Uint8Array, kind: FolderKind, ledger: Ledger, seeds: Uint8Array[], pk: Uint8Array,
 *   items: StoredItem[],
 * }} OpenFolder
 */

/**
 * Fetch a folder, verify its ledger, open its keys. Always fresh: who may open it changes.
 * @param {string} name hex
 * @returns {Promise<OpenFolder>}
 * @throws {Trouble} `folder-broken`: its ledger does not verify; `roll-void`: a roll of it leads nowhere;
 *   `folder-unwrapped`: no key of it opens
 */
export async function fetchFolder(name) {
  const facts = /** @type {Facts} */ (await getJson(`/api/folders/${name}`, { 404: 'folder-gone' }));
  const id = unhex(name);
  const frames = facts.events.map(({ frame }) => fromBase64(frame));
  const ledger = await verified(id, frames, await firstReaders(name, facts.kind));
  const isReports = ledger.events[0]?.act === 'received';
  if (isReports !== (facts.kind === 'report')) throw new Trouble('folder-broken');
  const { seeds, isVoid } = await seedsByEpoch(id, facts, ledger.pkHashes);
  if (isVoid) throw new Trouble('roll-void');
  const newest = seeds.get(ledger.epoch);
  if (!newest) throw new Trouble('folder-unwrapped');
  const all = [...seeds.values()];
  return {
    facts,
    id,
    kind: facts.kind,
    ledger,
    seeds: all,
    pk: await exchangePublic(newest),
    items: facts.items,
  };
}

/** Whom the reporter chose, for a report: nobody else was a first member. @param {string} name @param {FolderKind} kind */
async function firstReaders(name, kind) {
  if (kind !== 'report') return null;
  const report = await openFolder(name);
  const pkHash = hex(await sha256(unhex(report.opened.report.folder_pk)));
  return { readers: new Set(chosen(report)), pkHash };
}

/**
 * The ledger; once more under the newest keyring if somebody in it is not known yet.
 * @param {Uint8Array} id
 * @param {Uint8Array[]} frames
 * @param {{ readers: Set<string>, pkHash: string } | null} first
 */
async function verified(id, frames, first) {
  const replay = async () => {
    const { instance, keyrings, roots } = trusted().trust;
    const ledger = await verifyChain(frames, instance, id, keyrings, first?.readers, roots);
    if (!frames.length || (first && ledger.pkHashes.get(1) !== first.pkHash))
      throw new Trouble('folder-broken');
    return ledger;
  };
  try {
    return await replay().catch(async (error) => {
      if (!(error instanceof CandourError)) throw error;
      await refreshTrust((await getJson('/api/session')).demo);
      return replay();
    });
  } catch (cause) {
    if (cause instanceof CandourError) throw new Trouble('folder-broken', { cause });
    throw cause;
  }
}

/**
 * Wraps of a folder's seed, each a frame in base64, for holders who stand on the newest keyring.
 * @param {Uint8Array} id
 * @param {number} epoch
 * @param {Uint8Array} seed
 * @param {readonly string[]} holders kids and rids
 * @param {ReadonlySet<string>} barred oids
 * @throws {Trouble} `holder-gone`: not on the newest keyring; `holder-barred`: shut out of this folder
 */
export async function wrapsFor(id, epoch, seed, holders, barred) {
  const { instance, newest } = trusted().trust;
  const known = [
    ...newest.officers.map(({ kid, xpk, oid }) => ({ holder: kid, xpk, oids: [oid] })),
    ...newest.recovery.map(({ rid, xpk, holders: oids }) => ({ holder: rid, xpk, oids })),
  ];
  const wrap = async (/** @type {string} */ named) => {
    const found = known.find(({ holder }) => holder === named);
    if (!found) throw new Trouble('holder-gone');
    if (found.oids.some((oid) => barred.has(oid))) throw new Trouble('holder-barred');
    const sealed = await wrapFolderSeed(instance, id, epoch, unhex(named), unhex(found.xpk), seed);
    return toBase64(pack('wrap', id, u32(epoch), unhex(named), sealed));
  };
  return Promise.all(holders.map(wrap));
}
