/**
 * What a member's browser does for a folder at a visit: enter in the ledger who was shut out, and after somebody has
 * left, give the folder its next key (protocol §8, roll). The server can ask for neither and make neither.
 * @module
 */
import { hex, sha256, u32, unhex } from '../../../crypto/browser/bytes.mjs';
import { pack } from '../../../crypto/browser/frame.mjs';
import { exchangePublic, newSeed } from '../../../crypto/browser/seeds.mjs';
import { chainSeed } from '../../../crypto/browser/wrap.mjs';
import { keys, trusted } from './account.mjs';
import { isRollDue, staying } from './members.mjs';
import { nextEntry } from './record.mjs';
import { fetchFolder, wrapsFor } from './sealed.mjs';
import { send, toBase64 } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./sealed.mjs').OpenFolder} OpenFolder */
/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */

export const REFUSALS = { 400: 'access-refused', 403: 'access-refused', 409: 'access-taken' };
const HARMLESS = new Set(Object.values(REFUSALS));
const CONFLICT = 'conflict';
const NOBODY = '00'.repeat(16);

/** Whether this officer, a member, has something to do. @param {string[]} excluded oids @param {Ledger} ledger */
export const needsUpkeep = (excluded, ledger) =>
  staying(ledger).includes(trusted().trust.kid) &&
  (unnoted(excluded, ledger).length > 0 || isRollDue(ledger));

/** @param {string[]} excluded @param {Ledger} ledger */
const unnoted = (excluded, ledger) =>
  excluded.filter((oid) => !ledger.barred.has(oid) && oid !== trusted().vault.oid).sort();

/**
 * Do it. Somebody else may be doing the same: then theirs counts, and reading goes on.
 * @param {string} name
 */
export async function keepUp(name) {
  try {
    const { facts, ledger } = await fetchFolder(name);
    const barred = unnoted(facts.excluded, ledger);
    if (barred.length) await shutOut({ folder: name, oids: barred });
    else if (isRollDue(ledger)) await roll(name);
  } catch (error) {
    if (!(error instanceof Trouble) || !HARMLESS.has(error.code)) throw error;
  }
}

/**
 * Shut a person out for good: oids of people who declared a conflict, or whom another report leaves out.
 * @param {{ folder: string, oids: string[], purpose?: string }} chosen
 */
export async function shutOut({ folder: name, oids, purpose = CONFLICT }) {
  const folder = await fetchFolder(name);
  const barred = oids.filter((oid) => !folder.ledger.barred.has(oid)).sort();
  if (!barred.length) return;
  const event = await nextEntry(folder, folder.ledger, { act: 'bar', barred, purpose });
  await send(`/api/folders/${name}/bars`, { event: toBase64(event) }, REFUSALS);
  if (!barred.includes(trusted().vault.oid)) await roll(name);
}

/** The folder's next key, for all who stay. @param {string} name @throws {Trouble} `access-taken` if somebody else was first */
export async function roll(name) {
  const folder = await fetchFolder(name);
  const body = await sealedRoll(folder);
  await send(`/api/folders/${name}/rolls`, body, REFUSALS);
  keys().opened.delete(name);
}

/** @param {OpenFolder} folder */
async function sealedRoll(folder) {
  const { id, ledger, seeds } = folder;
  const { instance } = trusted().trust;
  const [seed, epoch, to] = [newSeed(), ledger.epoch + 1, staying(ledger)];
  const pk = hex(await sha256(await exchangePublic(seed)));
  const [event, wraps, chain] = await Promise.all([
    nextEntry(folder, ledger, { act: 'roll', to, epoch, pk }),
    wrapsFor(id, epoch, seed, to, ledger.barred),
    chainSeed(instance, id, epoch, seeds[0], seed),
  ]);
  const chained = pack('wrap', id, u32(epoch), unhex(NOBODY), chain);
  return { event: toBase64(event), wraps, chain: toBase64(chained) };
}
