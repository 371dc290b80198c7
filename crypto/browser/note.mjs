/**
 * What officers put into a folder: notes, evidence, fields (protocol §5). A field's seq is its version, else 0.
 * @module
 */
import { hex, unhex } from './bytes.mjs';
import { bytes, date, decode, encode, text } from './document.mjs';
import { CannotOpen, Malformed, Refused } from './errors.mjs';
import { FILES } from './files.mjs';
import { openItem, sealItem } from './item.mjs';
import { signerOf } from './keyring.mjs';
import { newId } from './seeds.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./deposit.mjs').ItemFrame} ItemFrame */
/** @typedef {'note' | 'evidence' | 'field'} NoteKind */
/**
 * The sealed document. `name`: a field's code, or what a note or a piece of evidence is called.
 * @typedef {{ by: string, on: string, name: string, value: string, files: import('./files.mjs').File[] }} Note
 */
/** An item whose author's signature counted on its day. @typedef {{ item: string, kind: NoteKind, seq: number, note: Note }} OpenedNote */

const SHAPE = { by: bytes(16), on: date, name: text, value: text, files: FILES };
const KINDS = ['note', 'evidence', 'field'];

/** @param {string} kind @param {number} seq @throws {Malformed} for another kind or a seq it cannot have */
function checkKind(kind, seq) {
  if (!KINDS.includes(kind) || (kind === 'field') !== seq > 0) {
    throw new Malformed('not a note, a piece of evidence or a numbered version of a field');
  }
}

/**
 * The item's frame, to the folder's newest key.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {{ kind: NoteKind, seq: number, note: Note, sseed: Uint8Array, id?: Uint8Array }} item `id`: one whose files are kept already
 * @param {Uint8Array} folderPk
 * @throws {Malformed}
 */
export async function sealNote(instance, folder, { kind, seq, note, sseed, id = newId() }, folderPk) {
  checkKind(kind, seq);
  const document = encode(kind, note, SHAPE);
  return sealItem(instance, folder, { id, kind, seq, document, author: sseed }, { folderPk });
}

/** @param {Uint8Array} document @param {string} kind @returns {Note} @throws {Malformed} */
function decodeNote(document, kind) {
  const { by, on, name, value, files } = decode(document, kind, SHAPE);
  return { by, on, name, value, files };
}

/**
 * Open it with any of the folder's seeds, newest epoch first.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {readonly Uint8Array[]} seeds
 * @param {import('./keyring.mjs').Keyring} keyring
 * @param {ItemFrame} frame
 * @returns {Promise<OpenedNote>}
 * @throws {CannotOpen}
 * @throws {Malformed}
 * @throws {import('./errors.mjs').BadSignature} forged
 * @throws {Refused} its author's key did not count that day
 */
export async function openNote(instance, folder, seeds, keyring, frame) {
  checkKind(frame.kind, frame.seq);
  const author = (/** @type {Uint8Array} */ document) => {
    const { by, on } = decodeNote(document, frame.kind);
    const signer = signerOf(keyring, by, on);
    if (!signer) throw new Refused('an item by somebody whose key did not count that day');
    return unhex(signer.vk);
  };
  for (const seed of seeds) {
    try {
      const { document } = await openItem(instance, folder, frame, seed, author);
      const kind = /** @type {NoteKind} */ (frame.kind);
      return { item: hex(frame.id), kind, seq: frame.seq, note: decodeNote(document, kind) };
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
    }
  }
  throw new CannotOpen("an item that none of the folder's keys opens");
}
