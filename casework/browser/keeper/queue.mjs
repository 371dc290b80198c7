/**
 * The queue: cases by what they wait for, each with its title unlocked here; and searching those titles. A title
 * counts if an officer on the keyring signed it; everything else about a case is checked when it is opened.
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

const FOUND = 50;
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

/** Titles that were unlocked, by the item's own bytes. @returns {Map<string, string>} */
const known = () => /** @type {any} */ (keys().opened);

/** @param {Line} line @returns {Promise<Listed>} */
async function listed(line) {
  const { folder, ref, state, due_on: due, due_clock: clock, waiting } = line;
  return { folder, ref, state, due, clock, waiting, title: await titleOf(line) };
}

/** @param {Line} line @returns {Promise<string>} empty when there is none that can be believed */
async function titleOf(line) {
  if (!line.title || !line.key) return '';
  const frame = parseItemFrame(fromBase64(line.title));
  const place = `title ${hex(frame.id)}`;
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

/**
 * Cases whose reference or title holds every word. Titles are unlocked once and kept until casework locks.
 * @param {{ words: string }} asked
 * @param {(share: number) => void} progress
 * @returns {Promise<{ cases: Listed[], more: boolean }>}
 */
export async function search({ words }, progress) {
  const wanted = plain(words).split(' ').filter(Boolean);
  /** @type {Listed[]} */
  const found = [];
  const groups = ['detriment', 'overdue', 'due_soon', 'later', 'closed'];
  for (const [done, group] of groups.entries()) {
    progress(done / groups.length);
    for (let page = 0, more = true; more && found.length <= FOUND; page++) {
      const answer = await getJson(`/api/queue/${group}/titles/${page}`, { 403: 'not-yours' });
      const cases = await Promise.all(answer.cases.map(listed));
      found.push(...cases.filter((each) => holds(each, wanted)));
      more = answer.more;
    }
  }
  return { cases: found.slice(0, FOUND), more: found.length > FOUND };
}

/** @param {Listed} each @param {string[]} wanted */
function holds({ ref, title }, wanted) {
  const text = plain(`${ref} ${title}`);
  return wanted.every((word) => text.includes(word));
}

/** Lower case, without accents. @param {string} text */
const plain = (text) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
