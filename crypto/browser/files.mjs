/**
 * Files: sealed one after another into one stream of 1 MiB parts (protocol §2, §5).
 *
 * Parts are made one by one as they are asked for, so memory stays flat; each is sealed once. Whoever sends one
 * keeps its bytes until it is acknowledged, and starts a new stream if a file cannot be read to its end.
 * @module
 */
import { equal, hex, random, unhex } from './bytes.mjs';
import { openStream, piecesOf, sealedLength, sealStream } from './body.mjs';
import { MAX_STREAM } from './deposit.mjs';
import { bytes, count, list, record, text } from './document.mjs';
import { CannotOpen, CandourError, Malformed, TooLarge } from './errors.mjs';
import { PART } from './frame.mjs';
import { partCount, streamLength } from './padding.mjs';
import { TreeHasher } from './tree.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/**
 * A file as a sealed document lists it: `start`, `length`, `tree` are of the ciphertext in the stream.
 * @typedef {{
 *   file: string, key: string, start: number, length: number, tree: string, name: string, type: string,
 *   removed: string[],
 * }} File
 */
/** A file to seal; `removed` says what was taken out of it. @typedef {{ name: string, type: string, removed?: string[], blob: Blob }} Attachment */
/**
 * All files of one deposit: what its document lists, and how many parts with which tree hash.
 * @typedef {{ files: File[], parts: number, tree: Uint8Array }} SealedFiles
 */

const MAX_FILES = 100;
const MAX_FILE = 1 << 30;
const MAX_NAME = 255;

/** @type {SealedFiles} */
export const NO_FILES = Object.freeze({ files: [], parts: 0, tree: new Uint8Array(32) });

/** @param {unknown} value */
const name = (value) => text(value) && [.../** @type {string} */ (value)].length <= MAX_NAME;
const ENTRY = record({
  ...{ file: bytes(16), key: bytes(32), start: count, length: count, tree: bytes(32), name, type: name },
  removed: list(name),
});
/** The `files` of a document. @type {import('./document.mjs').Shape} */
export const FILES = list((value) => ENTRY(value) && fits(value), MAX_FILES);

/** @param {File} file */
function fits({ start, length }) {
  const rest = (length - 56) % 16_400;
  return start + length <= MAX_STREAM && rest >= 16 && length <= sealedLength(MAX_FILE);
}

/** @param {Instance} instance @param {Uint8Array} folder @param {string} file hex */
const contextOf = (instance, folder, file) => instance.context('file', folder, unhex(file));

/** Seals attachments end to end into parts. */
export class FileStream {
  /** @type {File[]} */
  #files = [];
  #started = false;
  #finished = false;

  /**
   * @param {Instance} instance
   * @param {Uint8Array} folder
   * @param {readonly Attachment[]} attachments
   * @throws {TooLarge} beyond 100 files, 1 GiB a file, 1.5 GiB in all
   */
  constructor(instance, folder, attachments) {
    const total = attachments.reduce((sum, { blob }) => sum + sealedLength(blob.size), 0);
    if (attachments.length > MAX_FILES) throw new TooLarge(`at most ${MAX_FILES} files travel together`);
    if (attachments.some(({ blob }) => blob.size > MAX_FILE))
      throw new TooLarge('a file is limited to 1 GiB');
    if (streamLength(total) > MAX_STREAM) throw new TooLarge('files are limited to 1.5 GiB together');
    this.instance = instance;
    this.folder = folder;
    this.attachments = attachments;
    this.filling = streamLength(total) - total;
    /** Into how many parts the files go, known before the first is sealed. */
    this.parts = partCount(streamLength(total));
    this.tree = new TreeHasher(instance);
  }

  /**
   * The parts in order, each exactly once: 1 MiB, the last perhaps shorter.
   * @returns {AsyncGenerator<Uint8Array, void>}
   * @throws {Malformed} when asked a second time: that would seal twice under one key
   * @throws {CandourError} when a file cannot be read as it was chosen
   */
  async *seal() {
    if (this.#started) throw new Malformed('a stream is sealed once');
    this.#started = true;
    for await (const part of piecesOf(this.#ciphertext(), PART)) {
      if (!part.length) continue;
      await this.tree.update(part);
      yield part;
    }
    this.#finished = true;
  }

  /** What the document and the frame say of it, once all parts are sealed. @returns {Promise<SealedFiles>} */
  async finish() {
    if (!this.attachments.length) return NO_FILES;
    if (!this.#finished) throw new Malformed('not all parts are sealed');
    return { files: this.#files, parts: this.parts, tree: await this.tree.digest() };
  }

  async *#ciphertext() {
    let start = 0;
    for (const attachment of this.attachments) {
      yield* this.#sealOne(attachment, start);
      start += sealedLength(attachment.blob.size);
    }
    for (let left = this.filling; left > 0; left -= PART) yield random(Math.min(left, PART));
  }

  /** @param {Attachment} attachment @param {number} start */
  async *#sealOne({ name, type, removed = [], blob }, start) {
    const file = hex(random(16));
    const key = random(32);
    const tree = new TreeHasher(this.instance);
    for await (const piece of sealStream(key, contextOf(this.instance, this.folder, file), slicesOf(blob))) {
      await tree.update(piece);
      yield piece;
    }
    const { length } = tree;
    this.#files.push({
      file,
      key: hex(key),
      start,
      length,
      tree: hex(await tree.digest()),
      name,
      type,
      removed,
    });
  }
}

/** @param {Blob} blob */
async function* slicesOf(blob) {
  let read = 0;
  for (let at = 0; at < blob.size; at += PART) {
    const slice = await blob
      .slice(at, at + PART)
      .arrayBuffer()
      .catch((cause) => {
        throw new CandourError('a file can no longer be read', { cause });
      });
    read += slice.byteLength;
    yield new Uint8Array(slice);
  }
  if (read !== blob.size) throw new CandourError('a file changed while it was read');
}

/** The numbers of the parts that a file lies in. @param {File} file */
export function partsOf({ start, length }) {
  const first = Math.floor(start / PART);
  return Array.from({ length: partCount(start + length) - first }, (_, i) => first + i);
}

/**
 * A file's ciphertext, cut from its parts.
 * @param {File} file
 * @param {(number: number) => Promise<Uint8Array>} part fetches one
 */
async function* ciphertextOf(file, part) {
  for (const number of partsOf(file)) {
    const from = number * PART;
    const end = file.start + file.length;
    yield (await part(number)).subarray(Math.max(0, file.start - from), Math.min(PART, end - from));
  }
}

/**
 * A file's bytes, chunk by chunk, **provisional until the last**. Parts are fetched twice: first the tree hash is
 * checked over all of them, then they are opened.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {File} file
 * @param {(number: number) => Promise<Uint8Array>} part fetches one
 * @throws {CannotOpen} if anything was changed
 */
export async function* openFile(instance, folder, file, part) {
  const hasher = new TreeHasher(instance);
  for await (const piece of ciphertextOf(file, part)) await hasher.update(piece);
  if (hasher.length !== file.length || !equal(await hasher.digest(), unhex(file.tree))) {
    throw new CannotOpen('a file is not the one its report lists');
  }
  const context = contextOf(instance, folder, file.file);
  yield* openStream(unhex(file.key), context, ciphertextOf(file, part));
}
