/**
 * The reporter's side after sending: messages out, replies in (protocol §6).
 * @module
 */
import { concat, hex, sha256, u32, unhex, utf8 } from './bytes.mjs';
import { parseItemFrame } from './deposit.mjs';
import { CandourError, Malformed, Refused } from './errors.mjs';
import { NO_FILES } from './files.mjs';
import { pack } from './frame.mjs';
import { sealIdentity } from './identity.mjs';
import { openItem, sealItem } from './item.mjs';
import { decodeReply, encodeMessage } from './letter.mjs';
import { follow } from './replies.mjs';
import { newId } from './seeds.mjs';
import { sealState } from './state.mjs';
import { ackFindings, bySeq, chainFindings, linkOf, NO_HASH, replyAuthor } from './thread.mjs';

export { openState, sealState } from './state.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./code.mjs').CodeKeys} CodeKeys */
/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./letter.mjs').MailboxState} MailboxState */
/** @typedef {import('./thread.mjs').ReceivedReply} ReceivedReply */
/** @typedef {import('./thread.mjs').Finding} Finding */
/**
 * Replies that count, oldest first; what does not fit; the state with all that they taught. `more`: older replies
 * exist that were not among those given, so ask for the next page.
 * @typedef {{ replies: ReceivedReply[], findings: Finding[], state: MailboxState, more: boolean }} OpenedReplies
 */
/**
 * A deposit: `payload` is frame 4, `id` its item's id, `done` what the portal must answer, `state` what the mailbox
 * will then hold.
 * @typedef {{ id: Uint8Array, payload: Uint8Array, done: Uint8Array, state: MailboxState }} SealedMessage
 */
/**
 * @typedef {{
 *   id?: Uint8Array, topic: string, text: string, files?: import('./files.mjs').SealedFiles,
 *   identity?: import('./identity.mjs').Identity | null,
 * }} Words files were sealed under the state's folder; parts already sent determine the `id`
 */

const REPLY_START = [...utf8('CND1'), 2, 6];

/**
 * Seal a message to the folder key of `state` (take it from `openReplies`, so that it is the newest).
 * @param {Instance} instance
 * @param {Keyring} keyring
 * @param {CodeKeys} keys
 * @param {MailboxState} state
 * @param {Uint8Array} sealedState what the mailbox holds now: the portal refuses if it changed meanwhile
 * @param {Words} words
 * @returns {Promise<SealedMessage>}
 * @throws {import('./errors.mjs').TooLarge} the page splits longer text
 * @throws {Refused}
 */
export async function sealMessage(instance, keyring, keys, state, sealedState, words) {
  if (keyring.number < state.keyring)
    throw new Refused('an older keyring than this mailbox has seen', 'rolled back');
  const { id = newId(), topic, text, files = NO_FILES, identity = null } = words;
  const message = {
    topic,
    text,
    prev: state.sent,
    ack: state.reply,
    files: files.files,
    identity: identity !== null,
  };
  const document = encodeMessage(message);
  const [folder, seq] = [unhex(state.folder), state.seq + 1];
  const gone = new Set([...state.left_out, ...state.removed.map(({ oid }) => oid)]);
  const item = { id, kind: 'message', seq, document, author: keys.signSeed };
  const [itemFrame, name] = await Promise.all([
    sealItem(instance, folder, item, { folderPk: unhex(state.pk) }),
    sealIdentity(instance, keyring, folder, id, identity, gone),
  ]);
  const next = { ...state, keyring: keyring.number, seq, sent: hex(await sha256(document)) };
  const payload = pack(
    'message',
    ...[keys.lookup, keys.auth, keyring.hash, concat(...name.slots), name.body, u32(files.parts), files.tree],
    ...[itemFrame, await sha256(sealedState), await sealState(instance, keys, next)],
  );
  return { id, payload, done: await sha256(payload), state: next };
}

/**
 * Open what the mailbox's pages held, random filling among it, and check each and all together. A reply counts only
 * if its signer has `replies`, was not left out, nor removed at or before its seq, and the folder's epoch does not
 * fall.
 * @param {Instance} instance
 * @param {CodeKeys} keys
 * @param {MailboxState} state
 * @param {Keyring} keyring
 * @param {readonly Uint8Array[]} slots
 * @returns {Promise<OpenedReplies>}
 */
export async function openReplies(instance, keys, state, keyring, slots) {
  const frames = slots.filter((slot) => REPLY_START.every((byte, i) => slot[i] === byte));
  const begun = frames.length < slots.length;
  const { opened, refused } = await openEach(instance, keys, state, keyring, frames);
  const followed = follow(opened, state, keyring);
  const findings = [...refused, ...followed.refused, ...threadFindings(followed.replies, state, begun)];
  const more = !begun && (opened[0]?.seq ?? 1) > 1;
  return { replies: followed.replies, findings, state: followed.state, more };
}

/**
 * @param {Instance} instance
 * @param {CodeKeys} keys
 * @param {MailboxState} state
 * @param {Keyring} keyring
 * @param {readonly Uint8Array[]} frames
 */
async function openEach(instance, keys, state, keyring, frames) {
  /** @type {Map<string, ReceivedReply>} */
  const found = new Map();
  /** @type {Finding[]} */
  const refused = [];
  for (const frame of frames) {
    try {
      const reply = await openReply(instance, keys, state, keyring, frame);
      found.set(`${reply.seq} ${reply.hash}`, reply);
    } catch (error) {
      if (!(error instanceof CandourError)) throw error;
      refused.push({ fault: 'refused', seq: 0, why: error.message });
    }
  }
  return { opened: [...found.values()].sort(bySeq), refused };
}

/**
 * @param {Instance} instance
 * @param {CodeKeys} keys
 * @param {MailboxState} state
 * @param {Keyring} keyring
 * @param {Uint8Array} slot
 * @returns {Promise<ReceivedReply>}
 */
async function openReply(instance, keys, state, keyring, slot) {
  const frame = parseItemFrame(slot);
  if (frame.kind !== 'reply' || !frame.seq)
    throw new Malformed('a mailbox holds an item that is not a reply');
  const author = replyAuthor(keyring, state.left_out);
  const item = await openItem(instance, unhex(state.folder), frame, keys.replySeed, author, {
    asReporter: true,
  });
  return { seq: item.seq, hash: hex(item.hash), reply: decodeReply(item.document) };
}

/** @param {ReceivedReply[]} replies @param {MailboxState} state @param {boolean} begun @returns {Finding[]} */
function threadFindings(replies, state, begun) {
  const links = replies.map(linkOf);
  const known = new Map([[0, NO_HASH]]);
  if (state.reply) known.set(state.reply.seq, state.reply.hash);
  const newest = links.at(-1)?.seq ?? 0;
  /** @type {Finding[]} */
  const lost =
    state.reply && newest < state.reply.seq
      ? [{ fault: 'rolled-back', seq: newest, why: 'a reply seen before is missing' }]
      : [];
  return [
    ...chainFindings(links, known, begun),
    ...ackFindings(links, new Map([[state.seq, state.sent]]), state.seq),
    ...lost,
  ];
}
