/**
 * What both sides wrote, opened and checked one by one and together (protocol §6). What fails is named, not shown.
 * @module
 */
import { hex, sha256 } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { BadSignature, Refused } from '../../../crypto/browser/errors.mjs';
import { checkMessages, openMessage, openReply } from '../../../crypto/browser/opening.mjs';
import { bySeq, chainFindings, linkOf, NO_HASH } from '../../../crypto/browser/thread.mjs';
import { trusted } from './account.mjs';
import { heed } from './objections.mjs';
import { fromBase64, getJson } from './server.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */
/** @typedef {import('../../../crypto/browser/opening.mjs').OpenedMessage} OpenedMessage */
/** @typedef {import('../../../crypto/browser/thread.mjs').ReceivedReply & { delivered: boolean }} OpenedReply */
/** @typedef {{ item: string, opened: OpenedMessage, received: string }} ReceivedMessage */
/** @typedef {{ messages: ReceivedMessage[], replies: OpenedReply[], refused: string[], problems: string[], caseFolder: string | null, events: { frame: string }[], frames: Map<string, string> }} Thread `frames`: H(item frame) by item */

/** Sentence codes for what does not fit together. @type {Record<string, string>} */
const FAULTS = {
  gap: 'gap',
  fork: 'fork',
  'rolled-back': 'fork',
  'ack-beyond': 'ack-beyond',
  'ack-other': 'ack-beyond',
  refused: 'item-forged',
};

/** @param {Folder} folder @returns {Promise<Thread>} @throws {import('./trouble.mjs').Trouble} */
export async function readThread(folder) {
  const {
    messages,
    replies,
    events,
    heeded,
    case: caseFolder,
  } = await getJson(`/api/reports/${folder.facts.folder}/thread`);
  const theirs = await sorted(messages, (each) => message(folder, each));
  await heed(folder.facts.folder, theirs.good, heeded);
  const ours = await sorted(replies, (each) => reply(folder, each));
  const findings = await checkMessages(
    folder.opened,
    theirs.good.map(({ opened }) => opened),
    ours.good,
  );
  const refused = [...theirs.refused, ...ours.refused];
  const problems = [
    ...findings.map(({ fault }) => FAULTS[fault] ?? 'item-forged'),
    ...ownFaults(ours.good),
    ...(refused.length ? ['item-forged'] : []),
  ];
  const frames = await framesOf([...messages, ...replies]);
  return { messages: theirs.good, replies: ours.good, refused, problems, caseFolder, events, frames };
}

/** H(frame) by item id, hex, of all that the server gave. @param {{ item: string }[]} stored */
async function framesOf(stored) {
  const all = stored.map(({ item }) => fromBase64(item));
  return new Map(await Promise.all(all.map(hashed)));
}

/** @param {Uint8Array} frame @returns {Promise<[string, string]>} */
const hashed = async (frame) => [hex(parseItemFrame(frame).id), hex(await sha256(frame))];

/**
 * Those that open, in order, and why the others do not.
 * @template S, T
 * @param {S[]} sealed
 * @param {(each: S) => Promise<T>} open
 */
async function sorted(sealed, open) {
  /** @type {T[]} */
  const good = [];
  /** @type {string[]} */
  const refused = [];
  for (const each of sealed) {
    try {
      good.push(await open(each));
    } catch (error) {
      refused.push(reasonOf(error));
    }
  }
  return { good, refused };
}

/** Why an item is not shown. @param {unknown} error */
export function reasonOf(error) {
  if (error instanceof BadSignature) return 'forged';
  return error instanceof Refused ? 'not-allowed' : 'unreadable';
}

/** @param {Folder} folder @param {{ item: string, received_on: string }} stored @returns {Promise<ReceivedMessage>} */
async function message({ opened, seeds }, { item, received_on }) {
  const { trust } = trusted();
  const frame = parseItemFrame(fromBase64(item));
  const found = await openMessage(trust.instance, opened, seeds, frame);
  return { item: hex(frame.id), opened: found, received: received_on };
}

/** @param {Folder} folder @param {{ item: string, delivered: boolean }} stored @returns {Promise<OpenedReply>} */
async function reply({ opened, seeds }, { item, delivered }) {
  const { trust } = trusted();
  const frame = parseItemFrame(fromBase64(item));
  return { ...(await openReply(trust.instance, opened, seeds, trust.newest, frame)), delivered };
}

/** Our own replies: one after another, each naming the one before. @param {OpenedReply[]} replies @returns {string[]} */
const ownFaults = (replies) =>
  chainFindings([...replies].sort(bySeq).map(linkOf), new Map([[0, NO_HASH]]), true).map(
    ({ fault }) => `reply-${fault}`,
  );

/** The reporter's newest document, as a reply acknowledges it. @param {Folder} folder @param {Thread} thread */
export function newestOfTheirs({ opened }, { messages }) {
  const last = messages[messages.length - 1]?.opened;
  return { seq: last?.seq ?? 0, hash: (last ?? opened).hash };
}

/**
 * Messages and replies in the order in which they were written, as far as acknowledgements tell, else by day.
 * @param {Thread} thread
 * @returns {(ReceivedMessage | OpenedReply)[]}
 */
export function inOrder({ messages, replies }) {
  const order = [];
  let [m, r] = [0, 0];
  while (m < messages.length || r < replies.length) {
    if (r >= replies.length || (m < messages.length && comesFirst(messages[m], replies[r])))
      order.push(messages[m++]);
    else order.push(replies[r++]);
  }
  return order;
}

/** @param {ReceivedMessage} message @param {OpenedReply} reply */
function comesFirst({ opened, received }, { seq, reply }) {
  if ((reply.ack?.seq ?? 0) >= opened.seq) return true;
  if ((opened.message.ack?.seq ?? 0) >= seq) return false;
  return received <= reply.on;
}
