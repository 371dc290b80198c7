/**
 * A name given in confidence (protocol §6): one holder asks, a holder of the other group passes their half on, and
 * only then the name opens, in the browser of whoever asked. Nobody opens one alone.
 * @module
 */
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { CandourError } from '../../../crypto/browser/errors.mjs';
import {
  openIdentity,
  openReleasedShare,
  openShare,
  releaseShare,
} from '../../../crypto/browser/identity.mjs';
import { encodeEvent } from '../../../crypto/browser/ledger.mjs';
import { trusted } from './account.mjs';
import { openAfresh } from './folder.mjs';
import { ledgerOf, nextEntry } from './record.mjs';
import { fromBase64, getJson, send, toBase64 } from './server.mjs';
import { readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';
import { titleOf } from './trust.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */
/** @typedef {import('../../../crypto/browser/ledger.mjs').Event} Event */
/** What came with a name: the report (number 0) or a message. @typedef {{ item: string, number: number }} Carrier */
/** @typedef {{ item: string, asking: string, to: string, by: string, delayed: boolean }} Release */
/** @typedef {{ kid: string, slot: string }[]} Slots */

const REFUSALS = { 400: 'name-refused', 403: 'name-refused', 409: 'access-taken' };
const AGREED = /^(?:tell|later-)/;

/** @param {string} name */
async function visited(name) {
  const folder = await openAfresh(name);
  const thread = await readThread(folder);
  const ledger = await ledgerOf(folder, thread);
  if (!ledger) throw new Trouble('ledger-broken');
  return { folder, thread, ledger };
}

/** Which items of a report carry a name, who has asked for one, who has agreed. @param {{ folder: string }} asked */
export async function names({ folder: name }) {
  const { folder, thread, ledger } = await visited(name);
  const group = trusted().trust.mine?.identity ?? 0;
  const withMessages = thread.messages.filter(({ opened }) => opened.message.identity);
  const carriers = [
    ...(folder.opened.report.identity ? [{ item: hex(folder.opened.item), number: 0 }] : []),
    ...withMessages.map(({ item, opened }) => ({ item, number: opened.seq })),
  ];
  if (!carriers.length || !group) return { carriers, asks: [], mayAsk: false };
  const { releases } = await getJson(`/api/folders/${name}/releases`);
  const asking = ledger.events.filter(({ act, purpose }) => act === 'unmask' && !AGREED.test(purpose ?? ''));
  const asks = await Promise.all(asking.map((event) => askOf(event, releases, group)));
  return { carriers, asks, mayAsk: true };
}

/** @param {Event} event @param {Release[]} releases @param {number} group of this officer */
async function askOf(event, releases, group) {
  const { trust } = trusted();
  const asking = hex(await sha256(encodeEvent(event)));
  const agreed = releases.find((each) => each.asking === asking);
  const isMine = event.by === trust.kid;
  const theirs = trust.newest.officers.find(({ kid }) => kid === event.by)?.identity ?? 0;
  return {
    asking,
    item: event.item ?? '',
    title: titleOf(trust, event.by) ?? event.by,
    purpose: event.purpose,
    on: event.on,
    agreed: agreed ? (titleOf(trust, agreed.by) ?? agreed.by) : null,
    delayed: agreed?.delayed ?? false,
    isMine,
    mayAgree: !isMine && !agreed && theirs !== 0 && theirs !== group,
  };
}

/** Ask, in the ledger, for the name that came with an item. @param {{ folder: string, item: string, purpose: string }} chosen */
export async function askForName({ folder: name, item, purpose }) {
  const { folder, ledger } = await visited(name);
  const event = await nextEntry(folder, ledger, { act: 'unmask', item, purpose });
  await send(`/api/folders/${name}/releases/asked`, { event: toBase64(event) }, REFUSALS);
}

/**
 * Agree: pass one's own half on to whoever asked, sealed to them and to their asking.
 * @param {{ folder: string, asking: string, purpose: string }} chosen `purpose`: tell, or why the reporter is told later
 */
export async function agreeToName({ folder: name, asking, purpose }) {
  const { folder, ledger } = await visited(name);
  const { trust } = trusted();
  const asked = await eventNamed(ledger.events, asking);
  const asker = trust.newest.officers.find(({ kid }) => kid === asked?.by);
  if (!asked?.item || !asker) throw new Trouble('holder-gone');
  const [id, item] = [folder.id, unhex(asked.item)];
  const half = await ownHalf(folder, asked.item);
  const share = await releaseShare(trust.instance, id, item, unhex(asking), unhex(asker.xpk), half);
  const event = await nextEntry(folder, ledger, { act: 'unmask', item: asked.item, purpose });
  const body = { event: toBase64(event), asking, share: toBase64(share) };
  await send(`/api/folders/${name}/releases`, body, REFUSALS);
}

/** The name, for whoever asked, once a colleague has agreed. @param {{ folder: string, asking: string }} chosen */
export async function openName({ folder: name, asking }) {
  const { folder, ledger } = await visited(name);
  const { trust, vault } = trusted();
  const asked = await eventNamed(ledger.events, asking);
  if (!asked?.item || !trust.mine?.identity) throw new Trouble('name-unreadable');
  const released = await getJson(`/api/folders/${name}/releases/${asking}`, { 404: 'name-untold' });
  const [item, xseed] = [unhex(asked.item), unhex(vault.xseed)];
  const { body } = await sealedIn(folder, asked.item);
  try {
    const mine = await ownHalf(folder, asked.item);
    const sealed = fromBase64(released.share);
    const theirs = await openReleasedShare(trust.instance, folder.id, item, unhex(asking), xseed, sealed);
    const halves = trust.mine.identity === 1 ? [mine, theirs] : [theirs, mine];
    return await openIdentity(trust.instance, folder.id, item, halves, body);
  } catch (cause) {
    if (cause instanceof CandourError) throw new Trouble('name-unreadable', { cause });
    throw cause;
  }
}

/** @param {Event[]} events @param {string} hash */
async function eventNamed(events, hash) {
  for (const event of events) if (hex(await sha256(encodeEvent(event))) === hash) return event;
  return undefined;
}

/** This officer's half of the key to a name. @param {Folder} folder @param {string} item */
async function ownHalf(folder, item) {
  const { trust, vault } = trusted();
  const { slots } = await sealedIn(folder, item);
  const mine = slots.find(({ kid }) => kid === trust.kid);
  if (!mine || !trust.mine?.identity) throw new Trouble('name-refused');
  const officer = { kid: trust.kid, group: trust.mine.identity, xseed: unhex(vault.xseed) };
  return openShare(trust.instance, folder.id, unhex(item), officer, fromBase64(mine.slot));
}

/** The sealed name that came with a report or message, and this officer's slots of it. @param {Folder} folder @param {string} item @returns {Promise<{ body: Uint8Array, slots: Slots }>} */
async function sealedIn({ facts, opened }, item) {
  const { identity, identity_slots } = /** @type {any} */ (facts);
  if (item === hex(opened.item)) return { body: fromBase64(identity), slots: identity_slots };
  const { messages } = await getJson(`/api/reports/${facts.folder}/thread`);
  const found = messages.find(
    (/** @type {{ item: string }} */ each) => hex(parseItemFrame(fromBase64(each.item)).id) === item,
  );
  if (!found) throw new Trouble('name-unreadable');
  return { body: fromBase64(found.identity), slots: found.identity_slots };
}
