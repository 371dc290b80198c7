/**
 * Letting people into a folder and out again (protocol §8). Each change is an event
 * signed here; the server can refuse one and cannot make one.
 * @module
 */
import { hex, sha256 } from '../../../crypto/browser/bytes.mjs';
import { trusted } from './account.mjs';
import { readFolder } from './folders.mjs';
import { isRollDue, membersOf, personsOf, staying, today } from './members.mjs';
import { nextEntry } from './record.mjs';
import { wrapsFor } from './sealed.mjs';
import { getJson, send, toBase64 } from './server.mjs';
import { titleOf } from './trust.mjs';
import { keepUp, REFUSALS } from './upkeep.mjs';

/** Who can open a folder, who could, and whom this officer may let in. @param {{ folder: string }} asked */
export async function access({ folder: name }) {
  const folder = await readFolder(name);
  const { authority, candidates } = await getJson(`/api/folders/${name}/access`);
  const { ledger } = folder;
  const inside = new Set(staying(ledger).flatMap(personsOf));
  const { newest } = trusted().trust;
  const people = membersOf(ledger).map((each) => ({
    ...each,
    title: title(each.id),
    isIn: each.left === null && ledger.mayOpen(each.id, today()),
    isMe: each.id === trusted().trust.kid,
  }));
  const offered = candidates.flatMap((/** @type {{ kid: string, longest: number | null }} */ each) => {
    const officer = newest.officers.find(({ kid }) => kid === each.kid);
    if (!officer || ledger.barred.has(officer.oid)) return [];
    const before = people.some(({ id }) => id === each.kid);
    return [
      { ...each, title: officer.title, isIn: inside.has(officer.oid), isRenewal: before && each.longest },
    ];
  });
  return { people, authority, offered: offered.filter(isOffered), due: isRollDue(ledger) };
}

/** Somebody inside is offered again only to be given more time. @param {{ isIn: boolean, isRenewal: unknown }} person */
const isOffered = ({ isIn, isRenewal }) => !isIn || Boolean(isRenewal);

/** @param {string} id */
const title = (id) => titleOf(trusted().trust, id) ?? id;

/**
 * Wrap the folder's key to somebody and sign that they were let in.
 * @param {{ folder: string, kid: string, purpose: string, until: string | null }} chosen
 */
export async function letIn({ folder: name, kid, purpose, until }) {
  const folder = await readFolder(name);
  const { id, ledger, seeds, pk } = folder;
  const wraps = await wrapsFor(id, ledger.epoch, seeds[0], [kid], ledger.barred);
  const what = { epoch: ledger.epoch, pk: hex(await sha256(pk)), to: [kid], purpose, until };
  const event = await nextEntry(folder, ledger, { act: 'grant', ...what });
  await send(`/api/folders/${name}/grants`, { event: toBase64(event), wraps }, REFUSALS);
}

/**
 * Sign that somebody was taken out, then give the folder its next key at once.
 * @param {{ folder: string, id: string, purpose: string }} chosen `id`: a kid or rid
 */
export async function takeOut({ folder: name, id, purpose }) {
  const folder = await readFolder(name);
  const event = await nextEntry(folder, folder.ledger, { act: 'revoke', to: [id], purpose });
  await send(`/api/folders/${name}/revocations`, { event: toBase64(event) }, REFUSALS);
  if (id !== trusted().trust.kid) await keepUp(name);
}
