/**
 * Following replies in order: who has been removed by then, and to which folder key to write (protocol §6).
 * @module
 */
import { unhex } from './bytes.mjs';
import { Malformed } from './errors.mjs';
import { signerOf } from './keyring.mjs';
import { checkExchangePublic } from './seeds.mjs';

/** @typedef {import('./letter.mjs').MailboxState} MailboxState */
/** @typedef {import('./letter.mjs').Removed} Removed */
/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./thread.mjs').ReceivedReply} ReceivedReply */
/** @typedef {{ replies: ReceivedReply[], refused: import('./thread.mjs').Finding[], state: MailboxState }} FollowedReplies */

/**
 * Go through replies, each well signed and in order of seq, and learn from those that count. Nothing is learnt from
 * a number that two different replies bear.
 * @param {readonly ReceivedReply[]} opened
 * @param {MailboxState} state
 * @param {Keyring} keyring
 * @returns {FollowedReplies}
 */
export function follow(opened, state, keyring) {
  /** @type {FollowedReplies} */
  const followed = {
    replies: [],
    refused: [],
    state: { ...state, keyring: Math.max(state.keyring, keyring.number) },
  };
  for (const reply of opened) {
    const why = objection(reply, followed.state, state, keyring);
    if (why) {
      followed.refused.push({ fault: 'refused', seq: reply.seq, why });
      continue;
    }
    followed.replies.push(reply);
    const alone = opened.filter(({ seq }) => seq === reply.seq).length === 1;
    if (alone && isNew(reply, state)) followed.state = learn(followed.state, reply);
  }
  return followed;
}

/** @param {ReceivedReply} reply @param {MailboxState} state */
const isNew = ({ seq }, state) => !state.reply || seq > state.reply.seq;

/**
 * Why this reply does not count, if it does not.
 * @param {ReceivedReply} received
 * @param {MailboxState} learnt
 * @param {MailboxState} state
 * @param {Keyring} keyring
 * @returns {string | null}
 */
function objection(received, learnt, state, keyring) {
  const { folder, by, on } = received.reply;
  const signer = signerOf(keyring, by, on);
  const removed = firstRemovals([...learnt.removed, ...folder.removed]);
  if (signer && (removed.get(signer.oid) ?? received.seq + 1) <= received.seq) {
    return 'a reply by somebody who had been removed';
  }
  if (!isNew(received, state))
    return folder.epoch > state.epoch ? 'a reply from a later key of the folder' : null;
  if (folder.epoch < learnt.epoch) return 'a reply that takes the folder back to an older key';
  if (folder.epoch === learnt.epoch && folder.pk !== learnt.pk)
    return 'a reply that names another key for the folder';
  return isKey(folder.pk) ? null : 'a reply that names a key for the folder that is none';
}

/** @param {string} pk hex */
function isKey(pk) {
  try {
    checkExchangePublic(unhex(pk));
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** @param {MailboxState} learnt @param {ReceivedReply} reply @returns {MailboxState} */
function learn(learnt, { seq, hash, reply: { folder } }) {
  const removals = [...firstRemovals([...learnt.removed, ...folder.removed])];
  const removed = removals
    .map(([oid, from]) => ({ oid, seq: from }))
    .sort((a, b) => (a.oid < b.oid ? -1 : 1));
  return { ...learnt, epoch: folder.epoch, pk: folder.pk, removed, reply: { seq, hash } };
}

/** Each person's first removal: a later reply cannot take it back. @param {readonly Removed[]} removed */
function firstRemovals(removed) {
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const { oid, seq } of removed) first.set(oid, Math.min(seq, first.get(oid) ?? seq));
  return first;
}
