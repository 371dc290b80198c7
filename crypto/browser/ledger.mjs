/**
 * Ledgers: per folder, a signed chain of who may open it (protocol §8). Ids and hashes are hex, as in the documents.
 * @module
 */
import { sha256, u32, unhex } from './bytes.mjs';
import { bytes, count, date, decode, encode, list, oneOf, orNull, text } from './document.mjs';
import { Malformed } from './errors.mjs';
import { custodianId } from './root.mjs';
import { sign, verificationKey } from './seeds.mjs';
import { Signed } from './signed.mjs';
import { NO_HASH } from './thread.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {'received' | 'open' | 'grant' | 'revoke' | 'roll' | 'bar' | 'add' | 'read' | 'unmask' | 'recover'} Act */
/**
 * One entry. `pk` = H(folder key); `hash` = H(payload) for `received`, H(item frame) for `add`.
 * @typedef {{
 *   folder: string, seq: number, prev: string, act: Act, by: string, to: string[], epoch: number | null,
 *   pk: string | null, item: string | null, hash: string | null, purpose: string | null, until: string | null,
 *   barred: string[], on: string,
 * }} Event
 */

/** What each act must say and what it may say. @type {Record<Act, { needs: string[], may: string[] }>} */
const ACTS = {
  received: { needs: ['to', 'epoch', 'pk', 'hash'], may: ['item', 'barred'] },
  open: { needs: ['to', 'epoch', 'pk'], may: ['barred', 'purpose'] },
  grant: { needs: ['to', 'epoch', 'pk'], may: ['purpose', 'until'] },
  revoke: { needs: ['to'], may: ['purpose'] },
  roll: { needs: ['to', 'epoch', 'pk'], may: ['purpose'] },
  bar: { needs: ['barred'], may: ['purpose'] },
  add: { needs: ['item', 'hash'], may: [] },
  read: { needs: ['item'], may: ['purpose'] },
  unmask: { needs: ['item'], may: ['purpose'] },
  recover: { needs: ['to', 'epoch', 'pk'], may: ['purpose'] },
};
const OPTIONAL = /** @type {const} */ (['to', 'epoch', 'pk', 'item', 'hash', 'purpose', 'until', 'barred']);

const ID = bytes(16);
const HASH = bytes(32);
/** @param {any} value */
const seq = (value) => count(value) && value <= 0xffffffff;
const SHAPE = {
  ...{
    folder: ID,
    seq,
    prev: HASH,
    act: oneOf(...Object.keys(ACTS)),
    by: ID,
    to: list(ID),
    pk: orNull(HASH),
  },
  epoch: orNull((value) => seq(value) && value >= 1),
  ...{
    item: orNull(ID),
    hash: orNull(HASH),
    purpose: orNull(text),
    until: orNull(date),
    barred: list(ID),
    on: date,
  },
};

/** @param {Event} event @returns {Event} @throws {Malformed} unless it has the fields that its act should */
function checkFields(event) {
  const { needs, may } = ACTS[event.act];
  const given = OPTIONAL.filter((name) => event[name] !== null && event[name]?.toString() !== '');
  const missing = needs.some((name) => !given.some((each) => each === name));
  if (missing || given.some((name) => !needs.includes(name) && !may.includes(name))) {
    throw new Malformed(`a ${event.act} event does not have the fields it should`);
  }
  return event;
}

/**
 * A whole event from what its act says; the rest is null or empty.
 * @param {Pick<Event, 'folder' | 'seq' | 'act' | 'by' | 'on'> & Partial<Event>} said
 * @returns {Event}
 * @throws {Malformed}
 */
export const newEvent = (said) =>
  checkFields({
    ...{ prev: NO_HASH, to: [], epoch: null, pk: null, item: null, hash: null },
    ...{ purpose: null, until: null, barred: [], ...said },
  });

/** @param {Event} event */
export const encodeEvent = (event) => encode('event', checkFields(event), SHAPE);

/** @param {Uint8Array} document @returns {Event} @throws {Malformed} */
export function decodeEvent(document) {
  const { v, kind, ...event } = decode(document, 'event', SHAPE);
  return checkFields(event);
}

/**
 * The event's frame, signed by `event.by`.
 * @param {Instance} instance
 * @param {Event} event
 * @param {Uint8Array} sseed
 */
export async function signEvent(instance, event, sseed) {
  const document = encodeEvent(event);
  const signature = await signatureOf(instance, event, document, sseed);
  return new Signed(document, new Map([[event.by, signature]])).pack();
}

/**
 * The frame of a `recover` event, which custodians sign: `event.by` is the group's rid and signs nothing.
 * @param {Instance} instance
 * @param {Event} event
 * @param {Uint8Array[]} custodians seeds
 */
export async function signRecovery(instance, event, custodians) {
  const document = encodeEvent(event);
  const signatures = new Map();
  for (const seed of custodians) {
    const signer = await custodianId(await verificationKey(seed));
    signatures.set(signer, await signatureOf(instance, event, document, seed));
  }
  return new Signed(document, signatures).pack();
}

/** @param {Instance} instance @param {Event} event @param {Uint8Array} document @param {Uint8Array} seed */
const signatureOf = async (instance, { folder, seq }, document, seed) =>
  sign(instance, seed, 'event', unhex(folder), u32(seq), await sha256(document));
