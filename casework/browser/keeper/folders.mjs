/**
 * Folders of any kind: reading one, which keeps it up on the way, and opening a new one (protocol §5).
 * @module
 */
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { newEvent, signEvent } from '../../../crypto/browser/ledger.mjs';
import { exchangePublic, newId, newSeed } from '../../../crypto/browser/seeds.mjs';
import { trusted } from './account.mjs';
import { today } from './members.mjs';
import { fetchFolder, wrapsFor } from './sealed.mjs';
import { send, toBase64 } from './server.mjs';
import { keepUp, needsUpkeep } from './upkeep.mjs';

/** @typedef {import('./sealed.mjs').OpenFolder} OpenFolder */
/** @typedef {import('./sealed.mjs').StoredItem} StoredItem */

/**
 * Fetch a folder, verify its ledger, open its keys. Always fresh: who may open it changes. Whoever visits a folder
 * that somebody has left gives it its next key.
 * @param {string} name hex
 * @returns {Promise<OpenFolder>}
 * @throws {import('./trouble.mjs').Trouble} as `fetchFolder`
 */
export async function readFolder(name) {
  const folder = await fetchFolder(name);
  if (!needsUpkeep(folder.facts.excluded, folder.ledger)) return folder;
  await keepUp(name);
  return fetchFolder(name);
}

/**
 * A new folder, sealed and signed but not sent: its id, and the body that `POST /api/folders` takes.
 * @param {{ kind: 'case' | 'pack' | 'privileged', to: string[], barred?: string[], purpose?: string | null }} what
 *   `to`: kids and rids besides one's own; `barred`: oids never to be let in, as from the reports it will hold
 * @returns {Promise<{ folder: string, body: { kind: string, event: string, wraps: string[] },
 *   opened: { id: Uint8Array, facts: { folder: string }, pk: Uint8Array, items: [] } }>} `opened`: to seal something
 *   into it before it is sent
 */
export async function sealedFolder({ kind, to, barred = [], purpose = null }) {
  const { trust, vault } = trusted();
  const [id, seed, epoch] = [newId(), newSeed(), 1];
  const holders = [...new Set([trust.kid, ...to])].sort();
  const key = await exchangePublic(seed);
  const pk = hex(await sha256(key));
  const place = { folder: hex(id), seq: 0, act: /** @type {const} */ ('open'), by: trust.kid, on: today() };
  const event = newEvent({ ...place, to: holders, epoch, pk, purpose, barred: [...barred].sort() });
  const frame = await signEvent(trust.instance, event, unhex(vault.sseed));
  const wraps = await wrapsFor(id, epoch, seed, holders, new Set(barred));
  const opened = { id, facts: { folder: hex(id) }, pk: key, items: /** @type {[]} */ ([]) };
  return { folder: hex(id), body: { kind, event: toBase64(frame), wraps }, opened };
}

/**
 * Open a new folder; answers its id, hex.
 * @param {Parameters<typeof sealedFolder>[0]} what
 * @returns {Promise<string>}
 */
export async function newFolder(what) {
  const { folder, body } = await sealedFolder(what);
  await send('/api/folders', body, { 400: 'folder-refused', 409: 'folder-refused' });
  return folder;
}
