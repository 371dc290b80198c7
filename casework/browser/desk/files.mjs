/**
 * A report's files: pictures are painted, plain text is shown, all else can only be saved.
 * A picture goes through the decoder onto a canvas, so nothing in it can run or reach out.
 * @module
 */
import { Problem } from '../client.mjs';
import { choose, fill, part, row, showWhen, size } from '../page.mjs';
import { save } from '../saving.mjs';
import { labels } from './answers.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ name: string, type: string, length: number, removed: string[] }} Listed */
/** @typedef {{ folder: string, item: string | null }} Place of the files: a report's own, or a message's */

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
const TEXTS = new Set(['text/plain', 'text/csv']);
const LONGEST_TEXT = 1 << 20;
const WIDEST = 1600;

/**
 * @param {Keeper} keeper
 * @param {Place} place
 * @param {Listed[]} files
 * @param {(index: number, isWhole: boolean) => void} told whether a file turned out to be as it was sent
 * @param {string} [verb] of the keeper, that fetches one
 */
export const fileRows = (keeper, place, files, told, verb = 'file') =>
  files.map((file, index) => {
    const item = /** @type {HTMLElement} */ (row('file').firstElementChild);
    const words = labels('removed');
    const removed = file.removed.map((code) => words.get(code) ?? code).join(', ');
    fill(item, { name: file.name, size: size(file.length), removed });
    showWhen(item, { removed: removed !== '' });
    const fetched = () => fetchFile({ ask: () => keeper.ask(verb, { ...place, index }) }, index, item, told);
    part('show', item).hidden = !isShowable(file);
    part('show', item).addEventListener('click', () => show(item, file, fetched));
    part('save', item).addEventListener('click', () => keep(file, fetched));
    return item;
  });

/** @param {Listed} file */
const isShowable = ({ type, length }) => PICTURES.has(type) || (TEXTS.has(type) && length <= LONGEST_TEXT);

/** @param {{ ask: () => Promise<Uint8Array<ArrayBuffer>> }} of @param {number} index @param {HTMLElement} item @param {(index: number, isWhole: boolean) => void} told */
async function fetchFile(of, index, item, told) {
  const outcome = part('choices="outcome"', item);
  choose(outcome, 'fetching');
  try {
    const bytes = await of.ask();
    choose(outcome, 'whole');
    told(index, true);
    return bytes;
  } catch (error) {
    const isBroken = error instanceof Problem && error.code === 'file-broken';
    choose(outcome, isBroken ? 'broken' : 'unreachable');
    if (isBroken) told(index, false);
    return null;
  }
}

/** @param {HTMLElement} item @param {Listed} file @param {() => Promise<Uint8Array<ArrayBuffer> | null>} fetched */
async function show(item, file, fetched) {
  const bytes = await fetched();
  if (!bytes) return;
  const view = part('view', item);
  try {
    view.replaceChildren(PICTURES.has(file.type) ? await picture(bytes, file) : text(bytes));
    view.hidden = false;
    part('show', item).hidden = true;
  } catch {
    choose(part('choices="outcome"', item), 'unshowable');
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {Listed} file */
async function picture(bytes, { name, type }) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const canvas = document.createElement('canvas');
  const share = Math.min(1, WIDEST / bitmap.width);
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  const block = document.createElement('pre');
  block.className = 'candour-file__text';
  block.tabIndex = 0;
  block.textContent = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  return block;
}

/** @param {Listed} file @param {() => Promise<Uint8Array<ArrayBuffer> | null>} fetched */
async function keep({ name }, fetched) {
  const bytes = await fetched();
  if (bytes) save(name, bytes);
}
