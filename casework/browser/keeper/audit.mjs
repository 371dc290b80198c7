/**
 * Ledgers as an auditor reads them: who did what and when, no word and no title of a matter. Each is verified here, and
 * so is each day's signature over where all of them stood (protocol §8).
 * @module
 */
import { concat, hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { verifyChain } from '../../../crypto/browser/chain.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import { verify } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { trusted } from './account.mjs';
import { getBytes } from './server.mjs';
import { titleOf } from './trust.mjs';

/** @typedef {{ folder: string, events: { frame: string }[] }} Exported */
/** @typedef {{ on_day: string, signer: string, signature: string, entries: { folder: string, seq: number, hash: string }[] }} Day */
/** @typedef {{ act: string, on: string, title: any }} Line */
/** `bad`: the number of the first entry that does not verify. @typedef {{ folder: string, count: number, bad: number | null, lines: Line[] }} Checked */

/**
 * Everything that this officer may read, checked; `text` is what `python -m casework verify` checks again.
 * @param {unknown} _asked
 * @param {(share: number) => void} progress
 */
export async function audit(_asked, progress) {
  const text = new TextDecoder().decode(await getBytes('/api/ledgers/export'));
  const exported = JSON.parse(text);
  /** @type {Checked[]} */
  const ledgers = [];
  for (const each of /** @type {Exported[]} */ (exported.ledgers)) {
    ledgers.push(await checked(each));
    progress(ledgers.length / exported.ledgers.length);
  }
  return { ledgers, days: await daysOf(exported.heads, exported.ledgers), text };
}

/** By halves: as many entries as verify from the first on are good, the next one is bad. @param {Exported} exported @returns {Promise<Checked>} */
async function checked({ folder, events }) {
  const frames = events.map(({ frame }) => unhex(frame));
  let [good, bad] = [0, frames.length + 1];
  let ledger = await replayed(folder, frames);
  if (ledger) good = frames.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const found = await replayed(folder, frames.slice(0, middle));
    if (found) [good, ledger] = [middle, found];
    else bad = middle;
  }
  const { trust } = trusted();
  const lines = (ledger?.events ?? []).map(({ act, on, by }) => ({ act, on, title: titleOf(trust, by) }));
  return { folder, count: frames.length, bad: good === frames.length ? null : good, lines };
}

/** @param {string} folder @param {Uint8Array[]} frames */
async function replayed(folder, frames) {
  const { instance, keyrings, roots } = trusted().trust;
  try {
    return await verifyChain(frames, instance, unhex(folder), keyrings, undefined, roots);
  } catch (error) {
    if (!(error instanceof CandourError)) throw error;
    return null;
  }
}

/**
 * Each day's signature, and whether the ledgers still hold what was signed.
 * @param {Day[]} days oldest first
 * @param {Exported[]} ledgers
 */
async function daysOf(days, ledgers) {
  const rows = new Map(ledgers.map(({ folder, events }) => [folder, events]));
  /** @type {Map<string, string>} */
  const stood = new Map();
  const found = [];
  for (const day of days) {
    for (const { folder, hash } of day.entries) stood.set(folder, hash);
    const isWhole = (await isSigned(day, [...stood.values()])) && (await isKept(day, rows));
    found.push({ on: day.on_day, moved: day.entries.length, isWhole });
  }
  return found.reverse();
}

/** @param {Day} day @param {string[]} hashes */
async function isSigned({ on_day, signer, signature }, hashes) {
  const { instance, keyrings } = trusted().trust;
  const ring = keyrings.find(({ collector }) => collector.kid === signer);
  if (!ring) return false;
  try {
    const all = await sha256(concat(...hashes.sort().map(unhex)));
    await verify(instance, unhex(ring.collector.vk), unhex(signature), 'heads', on_day, all);
    return true;
  } catch (error) {
    if (!(error instanceof CandourError)) throw error;
    return false;
  }
}

/** @param {Day} day @param {Map<string, { frame: string }[]>} rows */
async function isKept({ entries }, rows) {
  for (const { folder, seq, hash } of entries) {
    const row = rows.get(folder)?.[seq];
    if (!row || hex(await sha256(Signed.unpack(unhex(row.frame)).document)) !== hash) return false;
  }
  return true;
}
