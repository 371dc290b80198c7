/**
 * Searching cases by reference and title, here: the server sends every case's reference and sealed title, and learns
 * no word of what is looked for. A title is fetched and unlocked once, and kept until casework locks.
 * @module
 */
import { knownTitle, listed } from './queue.mjs';
import { getJson, send } from './server.mjs';

/** @typedef {import('./queue.mjs').Listed} Listed */
/** A case as the light list has it. `title`: its item, hex. @typedef {Omit<import('./queue.mjs').Line, 'key'>} Light */

const MOST_FOUND = 50;
const AT_A_TIME = 50;
const REFUSALS = { 403: 'not-yours' };

/**
 * Cases whose reference or title holds every word.
 * @param {{ words: string }} asked
 * @param {(share: number) => void} progress
 * @returns {Promise<{ cases: Listed[], more: boolean }>}
 */
export async function search({ words }, progress) {
  const cases = await everyCase();
  await unlockTitles(cases, progress);
  const wanted = plain(words).split(' ').filter(Boolean);
  const found = cases.map(titled).filter((each) => holds(each, wanted));
  return { cases: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND };
}

/** @returns {Promise<Light[]>} the most pressing first */
async function everyCase() {
  const cases = [];
  for (let page = 0, more = true; more; page++) {
    const answer = await getJson(`/api/search/${page}`, REFUSALS);
    cases.push(...answer.cases);
    more = answer.more;
  }
  return cases;
}

/** Fetch what was not unlocked before; the next titles travel while these are unlocked. @param {Light[]} cases @param {(share: number) => void} progress */
async function unlockTitles(cases, progress) {
  const locked = cases.filter(({ folder, title }) => title && knownTitle(folder, title) === undefined);
  const fetchFrom = (/** @type {number} */ at) => {
    const folders = locked.slice(at, at + AT_A_TIME).map(({ folder }) => folder);
    const coming = folders.length ? send('/api/search/titles', { folders }, REFUSALS) : null;
    coming?.catch(() => {}); // it is awaited in its turn
    return coming;
  };
  let coming = fetchFrom(0);
  for (let at = 0; coming; at += AT_A_TIME) {
    const { cases: came } = await coming;
    coming = fetchFrom(at + AT_A_TIME);
    await Promise.all(came.map(listed));
    progress(Math.min(1, (at + AT_A_TIME) / locked.length));
  }
}

/** @param {Light} light @returns {Listed} */
const titled = ({ folder, ref, state, due_on: due, due_clock: clock, waiting, title }) => ({
  ...{ folder, ref, state, due, clock, waiting },
  title: (title && knownTitle(folder, title)) || '',
});

/** @param {Listed} each @param {string[]} wanted */
function holds({ ref, title }, wanted) {
  const text = plain(`${ref} ${title}`);
  return wanted.every((word) => text.includes(word));
}

/** Lower case, without accents. @param {string} text */
const plain = (text) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
