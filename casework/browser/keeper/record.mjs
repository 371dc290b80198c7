/**
 * The record of a folder: who was given it, who read it, what was added, signed entry after entry (protocol §8).
 * @module
 */
import { hex, unhex } from '../../../crypto/browser/bytes.mjs';
import { verifyChain } from '../../../crypto/browser/chain.mjs';
import { newEvent, signEvent } from '../../../crypto/browser/ledger.mjs';
import { trusted } from './account.mjs';
import { chosen } from './folder.mjs';
import { fromBase64, send, toBase64 } from './server.mjs';
import { readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */
/** @typedef {import('./thread.mjs').Thread} Thread */
/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */
/** @typedef {import('../../../crypto/browser/ledger.mjs').Event} Event */

/**
 * The record, verified whole; null when it is broken or of other keys. First members whom the reporter did not
 * choose are none, whatever the collector wrote.
 * @param {Folder} folder
 * @param {Thread} thread
 * @returns {Promise<Ledger | null>}
 */
export async function ledgerOf(folder, { events }) {
  const { id, pkHashes } = folder;
  const { trust } = trusted();
  const frames = events.map(({ frame }) => fromBase64(frame));
  try {
    const readers = new Set(chosen(folder));
    const ledger = await verifyChain(frames, trust.instance, id, trust.keyrings, readers, trust.roots);
    const isSame = [...pkHashes].every(([epoch, pk]) => ledger.pkHashes.get(epoch) === pk);
    return isSame && ledger.events.length ? ledger : null;
  } catch {
    return null;
  }
}

/**
 * Where thread and record differ: an item that is not in the record, or one in it that is not here.
 * @param {Folder} folder
 * @param {Ledger | null} ledger
 * @param {Thread} thread
 * @returns {string[]} sentence codes
 */
export function recordFaults({ opened }, ledger, { frames }) {
  if (!ledger) return ['ledger-broken'];
  const strange = [...frames].some(([item, hash]) => ledger.items.get(item) !== hash);
  const report = hex(opened.item);
  const dropped = [...ledger.items.keys()].some((item) => item !== report && !frames.has(item));
  return [...(strange ? ['item-unrecorded'] : []), ...(dropped ? ['item-dropped'] : [])];
}

/**
 * The next entry, signed by this officer.
 * @param {{ facts: { folder: string } }} folder
 * @param {Ledger} ledger
 * @param {Partial<Event> & Pick<Event, 'act'>} what
 * @returns {Promise<Uint8Array>} the frame
 */
export async function nextEntry({ facts }, { events, head }, what) {
  const { trust, vault } = trusted();
  const on = new Date().toISOString().slice(0, 10);
  const place = { folder: facts.folder, seq: events.length, prev: head, by: trust.kid, on };
  return signEvent(trust.instance, newEvent({ ...place, ...what }), unhex(vault.sseed));
}

/**
 * The reporter is told who read the report, so a first opening is signed into its record. Somebody else's entry
 * may take the place first: then once more.
 * @param {Folder} folder
 * @param {Thread} thread
 * @returns {Promise<{ thread: Thread, ledger: Ledger | null }>}
 */
export async function recordReading(folder, thread, tries = 3) {
  const ledger = await ledgerOf(folder, thread);
  if (!ledger || !tries || !isFirst(ledger)) return { thread, ledger };
  const frame = await nextEntry(folder, ledger, { act: 'read', item: hex(folder.opened.item) });
  try {
    await send(
      `/api/reports/${folder.facts.folder}/events`,
      { frame: toBase64(frame) },
      { 409: 'reply-taken' },
    );
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'reply-taken') throw error;
  }
  return recordReading(folder, await readThread(folder), tries - 1);
}

/** Has this officer, who may still sign, never read it? @param {Ledger} ledger */
function isFirst({ events }) {
  const { trust } = trusted();
  return Boolean(trust.mine) && !events.some(({ act, by }) => act === 'read' && by === trust.kid);
}
