/**
 * The queue: cases by what they wait for, each with its title unlocked here. A title counts if an officer on the
 * keyring signed it; everything else about a case is checked when it is opened.
 * @module
 */
import { hex, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { openNote } from '../../../crypto/browser/note.mjs';
import { unwrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { keys, trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { readFolder } from './folders.mjs';
import { itemsOf } from './items.mjs';
import { fromBase64, getJson } from './server.mjs';

/** @typedef {{ epoch: number, id: string, wrap: string, pk_hash: string }} Key */
/** @typedef {{ folder: string, ref: string, state: string, due_on: string | null, due_clock: string | null, waiting: boolean, title: string | null, key: Key | null }} Line */
/** @typedef {{ folder: string, ref: string, state: string, due: string | null, clock: string | null, waiting: boolean, title: string }} Listed */

const INDEPENDENT = 'independent_person';

/** A page of one group, titles unlocked. @param {{ group: string, page: number }} asked @returns {Promise<{ more: boolean, cases: Listed[] }>} */
export async function queue({ group, page }) {
  const { more, cases } = await getJson(`/api/queue/${group}/${page}`, { 403: 'not-yours' });
  return { more, cases: await Promise.all(cases.map(listed)) };
}

/** How many of this officer's cases wait for which late promise. @returns {Promise<{ broken: { clock: string, cases: number }[] }>} */
export const broken = () => getJson('/api/queue/broken', { 403: 'not-yours' });

/** What the desk's first screen may show this officer. */
export async function duties() {
  const { mine, newest } = trusted().trust;
  const role = mine?.role ?? '';
  const { asked } = role === INDEPENDENT ? await getJson('/api/queue/asked') : { asked: [] };
  const others = newest.officers.filter(({ kid, role: theirs }) => LEADS.has(theirs) && kid !== mine?.kid);
  return { asked, leads: LEADS.has(role), others: others.map(({ kid, title }) => ({ kid, title })) };
}

/** Titles that were unlocked, by their item. @returns {Map<string, string>} */
const known = () => /** @type {any} */ (keys().opened);

/** Bound to its case too: the server must not show one case under the title of another. @param {string} folder @param {string} item hex */
const placeOf = (folder, item) => `title ${folder} ${item}`;

/** A title that was unlocked before. @param {string} folder @param {string} item hex */
export const knownTitle = (folder, item) => known().get(placeOf(folder, item));

/** A line with its title unlocked. @param {Line} line @returns {Promise<Listed>} */
export async function listed(line) {
  const { folder, ref, state, due_on: due, due_clock: clock, waiting } = line;
  return { folder, ref, state, due, clock, waiting, title: await titleOf(line) };
}

/** @param {Line} line @returns {Promise<string>} empty when there is none that can be believed */
async function titleOf(line) {
  if (!line.title || !line.key) return '';
  const frame = parseItemFrame(fromBase64(line.title));
  const place = placeOf(line.folder, hex(frame.id));
  const before = known().get(place);
  if (before !== undefined) return before;
  const title = (await opened(line, line.key).catch(() => null)) ?? (await olderTitle(line.folder));
  known().set(place, title);
  return title;
}

/** @param {Line} line @param {Key} key @returns {Promise<string>} */
async function opened({ folder, title }, { epoch, id, wrap, pk_hash }) {
  const { trust, vault } = trusted();
  const [place, xseed] = [unhex(folder), unhex(vault.xseed)];
  const sealed = fromBase64(wrap);
  const seed = await unwrapFolderSeed(trust.instance, place, epoch, unhex(id), unhex(pk_hash), xseed, sealed);
  const frame = parseItemFrame(fromBase64(/** @type {string} */ (title)));
  const { kind, note } = await openNote(trust.instance, place, [seed], trust.newest, frame);
  return kind === 'field' && note.name === 'title' ? note.value : '';
}

/** Sealed to an older key of the folder: read the whole of it. @param {string} folder */
async function olderTitle(folder) {
  try {
    const { written } = await itemsOf(await readFolder(folder));
    return written.filter(({ name }) => name === 'title').pop()?.value ?? '';
  } catch {
    return '';
  }
}
