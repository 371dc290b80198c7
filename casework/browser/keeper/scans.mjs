/**
 * Files that an officer adds to a case, such as a scan of a letter: sealed here, kept in parts, listed by an item.
 * @module
 */
import { hex } from '../../../crypto/browser/bytes.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import { FileStream } from '../../../crypto/browser/files.mjs';
import { newId } from '../../../crypto/browser/seeds.mjs';
import { trusted } from './account.mjs';
import { openedFile } from './files.mjs';
import { readFolder } from './folders.mjs';
import { itemsOf, sealedItem } from './items.mjs';
import { listed } from './report.mjs';
import { putBytes, send } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./items.mjs').Written} Written */
/** @typedef {{ item: string, about: string, words: string, title: any, on: string, files: ReturnType<typeof listed>[] }} Scan */

const MOST_PARTS = 64;
const REFUSALS = { 409: 'item-taken', 400: 'item-refused' };

/** What of a folder's items lists files, the oldest first. @param {Written[]} written @returns {Scan[]} */
export const scansOf = (written) =>
  written
    .filter(({ kind, files }) => kind === 'evidence' && files.length > 0)
    .map(({ item, name, value, title, on, files }) => ({
      ...{ item, about: name, words: value, title, on },
      files: files.map(listed),
    }));

/**
 * Seal files, keep their parts, then write the item that lists them: what is cut short is never shown.
 * @param {{ folder: string, about: string, words: string, files: File[] }} chosen `about`: a task's name, or empty
 * @param {(share: number) => void} progress
 */
export async function addScan({ folder: name, about, words, files }, progress) {
  const { id: place } = await readFolder(name);
  const id = newId();
  const stream = streamOf(place, files);
  let number = 0;
  for await (const part of stream.seal()) {
    await putBytes(`/api/folders/${name}/items/${hex(id)}/parts/${number}`, part, REFUSALS);
    number += 1;
    progress(number / stream.parts);
  }
  const what = { kind: /** @type {const} */ ('evidence'), name: about, value: words, id };
  const body = await sealedItem(await readFolder(name), { ...what, files: (await stream.finish()).files });
  await send(`/api/folders/${name}/items`, body, REFUSALS);
}

/** @param {Uint8Array} folder @param {File[]} files @throws {Trouble} `scan-large` */
function streamOf(folder, files) {
  const attachments = files.map((file) => ({ name: file.name, type: file.type, blob: file }));
  try {
    const stream = new FileStream(trusted().trust.instance, folder, attachments);
    if (stream.parts <= MOST_PARTS) return stream;
  } catch (cause) {
    if (!(cause instanceof CandourError)) throw cause;
  }
  throw new Trouble('scan-large');
}

/** @param {{ folder: string, item: string, index: number }} asked @returns {Promise<Uint8Array>} @throws {Trouble} `file-broken` */
export async function scan({ folder: name, item, index }) {
  const folder = await readFolder(name);
  const { written } = await itemsOf(folder);
  const found = written.find((each) => each.item === item)?.files[index];
  if (!found) throw new Trouble('file-broken');
  return openedFile(folder.id, found, `/api/folders/${name}/items/${item}/parts`);
}
