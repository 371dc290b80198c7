/**
 * What officers put into a folder of any kind: opened and checked, or sealed, signed and entered in its ledger.
 * @module
 */
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { BadSignature } from '../../../crypto/browser/errors.mjs';
import { openNote, sealNote } from '../../../crypto/browser/note.mjs';
import { trusted } from './account.mjs';
import { readFolder } from './folders.mjs';
import { nextEntry } from './record.mjs';
import { fromBase64, send, toBase64 } from './server.mjs';
import { reasonOf } from './thread.mjs';
import { Trouble } from './trouble.mjs';
import { titleOf } from './trust.mjs';

/** @typedef {import('./folders.mjs').OpenFolder} OpenFolder */
/** @typedef {import('../../../crypto/browser/note.mjs').NoteKind} NoteKind */
/** Something that an officer wrote, checked. `name`: a field's code, or a heading. @typedef {{ item: string, kind: NoteKind, seq: number, by: string, title: any, on: string, name: string, value: string, files: import('../../../crypto/browser/files.mjs').File[] }} Written */
/** What is not shown, and why: `forged`, `not-allowed`, `unreadable`, `item-unrecorded`, `item-dropped`. @typedef {{ name: string | null, reason: string }} NotShown */

/**
 * Everything in a folder that its author signed and its ledger notes; the rest by reason. Fields in order of version.
 * @param {OpenFolder} folder
 * @returns {Promise<{ written: Written[], refused: NotShown[] }>}
 */
export async function itemsOf(folder) {
  const all = await Promise.all(folder.items.map((stored) => openedOrNot(folder, stored)));
  const written = all.flatMap((each) => ('reason' in each ? [] : each));
  const refused = all.flatMap((each) => ('reason' in each ? each : []));
  return { written, refused: [...refused, ...dropped(folder)] };
}

/** @param {OpenFolder} folder @param {import('./folders.mjs').StoredItem} stored @returns {Promise<Written | NotShown>} */
async function openedOrNot(folder, stored) {
  try {
    return await opened(folder, stored);
  } catch (error) {
    return { name: stored.name, reason: error instanceof Trouble ? error.code : reasonOf(error) };
  }
}

/** @param {OpenFolder} folder @param {import('./folders.mjs').StoredItem} stored @returns {Promise<Written>} */
async function opened({ id, seeds, ledger }, stored) {
  const { trust } = trusted();
  const frame = fromBase64(stored.item);
  const parsed = parseItemFrame(frame);
  const item = hex(parsed.id);
  if (ledger.items.get(item) !== hex(await sha256(frame))) throw new Trouble('item-unrecorded');
  const { kind, seq, note } = await openNote(trust.instance, id, seeds, trust.newest, parsed);
  const entry = ledger.events.find((event) => event.item === item && event.act === 'add');
  const isMoved = kind === 'field' && note.name !== stored.name;
  if (entry?.by !== note.by || isMoved) throw new BadSignature('another signer');
  const { by, on, name, value, files } = note;
  return { item, kind, seq, by, title: titleOf(trust, by) ?? by, on, name, value, files };
}

/** Items of officers that the ledger notes and the server does not give. @param {OpenFolder} folder @returns {NotShown[]} */
function dropped({ kind, items, ledger }) {
  if (kind === 'report') return []; // there messages and replies are noted too; the thread checks those
  const here = new Set(items.map(({ item }) => hex(parseItemFrame(fromBase64(item)).id)));
  return [...ledger.items.keys()]
    .filter((item) => !here.has(item))
    .map(() => ({ name: null, reason: 'item-dropped' }));
}

/**
 * A note, evidence or a field's next version, sealed and signed, with its ledger entry: what `addItem` sends.
 * @param {OpenFolder} folder
 * @param {{ kind: NoteKind, name: string, value: string, seq?: number, files?: Written['files'], id?: Uint8Array }} what
 *   `seq`: a field's version; `files` are kept already under the item's `id`
 * @returns {Promise<{ name: string | null, item: string, event: string }>}
 */
export async function sealedItem(folder, { kind, name, value, seq = 0, files = [], id }) {
  const { trust, vault } = trusted();
  const note = { by: trust.kid, on: new Date().toISOString().slice(0, 10), name, value, files };
  const words = { kind, seq, note, sseed: unhex(vault.sseed), id };
  const frame = await sealNote(trust.instance, folder.id, words, folder.pk);
  const entry = /** @type {const} */ ({
    act: 'add',
    item: hex(parseItemFrame(frame).id),
    hash: hex(await sha256(frame)),
  });
  const event = await nextEntry(folder, folder.ledger, entry);
  return { name: kind === 'field' ? name : null, item: toBase64(frame), event: toBase64(event) };
}

/**
 * Put something into a folder. Refused as `item-taken` when somebody else wrote first: read again and decide again.
 * @param {{ folder: string, kind: NoteKind, name: string, value: string, seq?: number }} what
 */
export async function addItem({ folder: name, ...what }) {
  const folder = await readFolder(name);
  const body = await sealedItem(folder, what);
  await send(`/api/folders/${name}/items`, body, { 409: 'item-taken', 400: 'item-refused' });
}
