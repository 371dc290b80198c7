/**
 * Items: a signed document, sealed to a folder and, for replies, to the reporter (protocol §5).
 * @module
 */
import { openBody, sealBody } from './body.mjs';
import { concat, random, sha256, u32, utf8 } from './bytes.mjs';
import { Malformed } from './errors.mjs';
import { pack } from './frame.mjs';
import { FLOOR_ITEM, FLOOR_REPORT, pad, unpad } from './padding.mjs';
import { exchangePublic, sign, verify } from './seeds.mjs';
import { seal, unseal } from './wrap.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./deposit.mjs').ItemFrame} ItemFrame */
/** An item whose author's signature has been verified; `hash` is H(document). @typedef {{ id: Uint8Array, kind: string, seq: number, document: Uint8Array, hash: Uint8Array }} OpenedItem */

const SIGNATURE = 64;
const ONE_SIZE = ['message', 'reply'];

/** @param {string} kind */
const floorOf = (kind) => (kind === 'report' ? FLOOR_REPORT : FLOOR_ITEM);

/**
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {string} kind
 * @param {'folder' | 'reporter'} target
 * @param {Uint8Array} pk
 */
const wrapInfo = async (instance, folder, item, kind, target, pk) =>
  instance.context('item-wrap', folder, item, kind, target, await sha256(pk));

/**
 * The item's frame. Reports have their own floor; messages and replies never leave theirs.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {{ id: Uint8Array, kind: string, seq: number, document: Uint8Array, author: Uint8Array }} item author: seed
 * @param {{ folderPk: Uint8Array, reporterPk?: Uint8Array }} to
 * @throws {import('./errors.mjs').TooLarge}
 */
export async function sealItem(
  instance,
  folder,
  { id, kind, seq, document, author },
  { folderPk, reporterPk },
) {
  const hash = await sha256(document);
  const signature = await sign(instance, author, 'item', folder, id, kind, u32(seq), hash);
  const padded = pad(concat(signature, document), floorOf(kind), { only: ONE_SIZE.includes(kind) });
  const key = random(32);
  const sealTo = async (/** @type {'folder' | 'reporter'} */ target, /** @type {Uint8Array} */ pk) =>
    seal(pk, await wrapInfo(instance, folder, id, kind, target, pk), key);
  const [wrap, reporterWrap, body] = await Promise.all([
    sealTo('folder', folderPk),
    reporterPk ? sealTo('reporter', reporterPk) : new Uint8Array(0),
    sealBody(key, instance.context('body', folder, id, kind), padded),
  ]);
  return pack('item', id, utf8(kind), u32(seq), wrap, reporterWrap, body);
}

/**
 * Open an item with a folder's seed (or the reporter's) and verify who wrote it.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {ItemFrame} frame
 * @param {Uint8Array} seed
 * @param {(document: Uint8Array) => Uint8Array} authorOf from a document to the key that must have signed it
 * @param {{ asReporter?: boolean }} [who]
 * @returns {Promise<OpenedItem>}
 * @throws {import('./errors.mjs').CannotOpen}
 * @throws {Malformed}
 * @throws {import('./errors.mjs').BadSignature} then it is forged and must never be shown as content
 */
export async function openItem(instance, folder, frame, seed, authorOf, { asReporter = false } = {}) {
  const { id, kind, seq } = frame;
  const target = asReporter ? 'reporter' : 'folder';
  const info = await wrapInfo(instance, folder, id, kind, target, await exchangePublic(seed));
  const key = await unseal(seed, info, asReporter ? frame.reporterWrap : frame.folderWrap);
  const padded = await openBody(key, instance.context('body', folder, id, kind), frame.body);
  const content = unpad(padded, floorOf(kind));
  if (content.length < SIGNATURE) throw new Malformed('an item is too short to be signed');
  const document = content.slice(SIGNATURE);
  const hash = await sha256(document);
  const signature = content.subarray(0, SIGNATURE);
  await verify(instance, authorOf(document), signature, 'item', folder, id, kind, u32(seq), hash);
  return { id, kind, seq, document, hash };
}
