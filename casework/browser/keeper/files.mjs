/**
 * A file: fetched in its parts, checked by its tree hash, then opened (protocol §2, §5).
 * @module
 */
import { concat, hex } from '../../../crypto/browser/bytes.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import { openFile } from '../../../crypto/browser/files.mjs';
import { trusted } from './account.mjs';
import { openFolder } from './folder.mjs';
import { getBytes } from './server.mjs';
import { readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';

/** A file is read twice, to check and to open: parts of one up to this size are fetched once. */
const KEPT_PARTS = 64;

/**
 * @param {{ folder: string, item: string | null, index: number }} asked `item`: a message's, or null for the report's
 * @returns {Promise<Uint8Array>}
 * @throws {Trouble} `file-broken` when anything of it was changed
 */
export async function file({ folder: name, item, index }) {
  const folder = await openFolder(name);
  const files = item === null ? folder.opened.report.files : await filesOfMessage(folder, item);
  const place = item === null ? 'parts' : `messages/${item}/parts`;
  return openedFile(folder.id, files[index], `/api/reports/${name}/${place}`);
}

/**
 * @param {Uint8Array} folder
 * @param {import('../../../crypto/browser/files.mjs').File} listed
 * @param {string} place where the server has its parts
 * @returns {Promise<Uint8Array>}
 * @throws {Trouble} `file-broken` when anything of it was changed
 */
export async function openedFile(folder, listed, place) {
  const part = keeping((/** @type {number} */ number) => getBytes(`${place}/${number}`));
  try {
    const pieces = [];
    for await (const piece of openFile(trusted().trust.instance, folder, listed, part)) pieces.push(piece);
    return concat(...pieces);
  } catch (cause) {
    if (cause instanceof CandourError) throw new Trouble('file-broken', { cause });
    throw cause;
  }
}

/** @param {import('./folder.mjs').Folder} folder @param {string} item hex */
async function filesOfMessage(folder, item) {
  const { messages } = await readThread(folder);
  const found = messages.find(({ opened }) => hex(opened.item) === item);
  if (!found) throw new Trouble('report-gone');
  return found.opened.message.files;
}

/** @param {(number: number) => Promise<Uint8Array>} fetchPart */
function keeping(fetchPart) {
  /** @type {Map<number, Uint8Array>} */
  const kept = new Map();
  return async (/** @type {number} */ number) => {
    const part = kept.get(number) ?? (await fetchPart(number));
    if (kept.size < KEPT_PARTS) kept.set(number, part);
    return part;
  };
}
