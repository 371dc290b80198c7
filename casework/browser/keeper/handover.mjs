/**
 * A case changes hands: whoever takes it on is let in, whoever had it is taken out, and the reason is sealed.
 * @module
 */
import { hex } from '../../../crypto/browser/bytes.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { access, letIn, takeOut } from './access.mjs';
import { trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { readFolder } from './folders.mjs';
import { sealedItem } from './items.mjs';
import { personsOf, today } from './members.mjs';
import { nextEntry } from './record.mjs';
import { fromBase64, getJson, send, toBase64 } from './server.mjs';
import { sealedTelling } from './telling.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./folders.mjs').OpenFolder} OpenFolder */

const REASON = 'handover_reason';

/** Cases that nobody leads any more. @returns {Promise<{ cases: { folder: string, ref: string, state: string }[] }>} */
export const handovers = () => getJson('/api/queue/handovers', { 403: 'not-yours' });

/** Who may take a case on: people who lead cases, but not whoever has it. @param {{ handler: string }} asked */
export async function successors({ handler }) {
  const { officers } = trusted().trust.newest;
  const found = officers.filter(({ oid, role }) => LEADS.has(role) && oid !== handler);
  return found.map(({ oid, title }) => ({ oid, title }));
}

/**
 * @param {import('./telling.mjs').Telling & { folder: string, handler: string, number: number, to: string,
 *   purpose: string, words: string }} asked `to`, `handler`: oids; `purpose`: why whoever had it is taken out
 */
export async function handOver({ folder, handler, number, to, purpose, words, ...telling }) {
  const { newest } = trusted().trust;
  const person = newest.officers.find(({ oid }) => oid === to);
  if (!person) throw new Trouble('holder-gone');
  for (const place of [folder, ...telling.reports]) await lead(place, person.kid);
  const isMine = handler === trusted().vault.oid;
  if (!isMine) await dismiss(folder, handler, purpose);
  const open = await readFolder(folder);
  const sealed = await sealedReason(open, words);
  const leaving = isMine ? await ownLeave(open, sealed.event, purpose) : null;
  const body = { to, number, words: sealed, leaving, ...(await sealedTelling(telling)) };
  const refusals = { 409: 'case-moved', 400: 'handover-refused', 403: 'move-not-yours' };
  await send(`/api/cases/${folder}/handovers`, body, refusals);
  return { isOut: isMine };
}

/** Let somebody into a folder, unless they are in. @param {string} name @param {string} kid */
async function lead(name, kid) {
  const { people, offered } = await access({ folder: name });
  if (people.some(({ id, isIn }) => id === kid && isIn)) return;
  if (!offered.some((/** @type {{ kid: string }} */ each) => each.kid === kid))
    throw new Trouble('successor-barred');
  await letIn({ folder: name, kid, purpose: 'cover', until: null });
}

/** Take every key of somebody out of a folder. @param {string} name @param {string} oid @param {string} purpose */
async function dismiss(name, oid, purpose) {
  const { ledger } = await readFolder(name);
  const theirs = [...ledger.members.keys()].filter(
    (id) => ledger.mayOpen(id, today()) && personsOf(id).length === 1 && personsOf(id)[0] === oid,
  );
  for (const id of theirs) await takeOut({ folder: name, id, purpose });
}

/** @param {OpenFolder} folder @param {string} words */
async function sealedReason(folder, words) {
  const seq = folder.items.filter(({ name }) => name === REASON).length + 1;
  const { item, event } = await sealedItem(folder, { kind: 'field', name: REASON, value: words, seq });
  return { item, event };
}

/** The entry after the reason's: that this officer is taken out. @param {OpenFolder} folder @param {string} before @param {string} purpose */
async function ownLeave(folder, before, purpose) {
  const { trust } = trusted();
  const prev = hex(await Signed.unpack(fromBase64(before)).hash());
  const place = { seq: folder.ledger.events.length + 1, prev };
  const what = { act: /** @type {const} */ ('revoke'), to: [trust.kid], purpose };
  return toBase64(await nextEntry(folder, folder.ledger, { ...place, ...what }));
}
