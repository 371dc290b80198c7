/**
 * Conflicts of interest: one's own declaration, which comes before the first word, and what colleagues declared.
 * @module
 */
import { keys, trusted } from './account.mjs';
import { foundedIn } from './objections.mjs';
import { getJson, send } from './server.mjs';

/**
 * What somebody declared last, or what the reporter objects to in them; `decision` is null while it waits for a
 * colleague. `founded`: whether a message of the reporter says so.
 * @typedef {{ declaration: string, oid: string, title: string, answer: string, kinds: string[], declared_on: string,
 *   expires_on: string, decision: string | null, option: string | null, reads: string[], message: string | null,
 *   raised_by: string | null, reason: string | null, raiser: any, mine: boolean, founded: boolean }} Declared
 */

const DECIDERS = new Set(['monitoring_officer', 'deputy']);

/** @param {string} folder hex */
const path = (folder) => `/api/folders/${folder}/conflicts`;

/** @param {{ folder: string, answer: string, kinds: string[] }} said */
export async function declare({ folder, answer, kinds }) {
  await send(path(folder), { answer, kinds });
  if (answer !== 'none') keys().opened.delete(folder);
}

/** `decides`: whether this officer's role decides about colleagues. @param {{ folder: string }} asked */
export async function conflicts({ folder }) {
  const { mine, declared } = { mine: trusted().trust.mine, ...(await getJson(path(folder))) };
  const isMine = (/** @type {Declared} */ { oid }) => oid === keys().vault.oid;
  const founded = await foundedIn(folder, declared);
  const raiser = (/** @type {Declared} */ { raised_by }) =>
    trusted().trust.newest.officers.find(({ oid }) => oid === raised_by)?.title ?? null;
  const shown = (/** @type {Declared} */ each) => ({
    ...each,
    mine: isMine(each),
    founded: founded.has(each.message ?? ''),
    raiser: raiser(each),
  });
  return {
    declared: declared.map(shown),
    decides: DECIDERS.has(mine?.role ?? ''),
  };
}

/** @param {{ folder: string, declaration: string, decision: string, option: string | null }} ruling */
export async function decide({ folder, declaration, decision, option }) {
  await send(`${path(folder)}/${declaration}`, { decision, option }, { 409: 'decided-already' });
}
