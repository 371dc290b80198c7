/**
 * Two threads that hold on to each other: each document names the one before it and the other side's newest.
 * @module
 */
import { hex, unhex } from './bytes.mjs';
import { Refused } from './errors.mjs';
import { signerOf } from './keyring.mjs';
import { decodeReply } from './letter.mjs';

/** @typedef {import('./letter.mjs').Ack} Ack */
/** @typedef {'gap' | 'fork' | 'rolled-back' | 'ack-beyond' | 'ack-other' | 'refused'} Fault what does not fit together */
/** A fault, at which sequence number, and in a few words why. @typedef {{ fault: Fault, seq: number, why: string }} Finding */
/** What of a document holds the threads together; hashes are hex. @typedef {{ seq: number, hash: string, prev: string, ack: Ack | null }} Link */
/** A reply whose author may write and did. @typedef {{ seq: number, hash: string, reply: import('./letter.mjs').Reply }} ReceivedReply */

/** The `prev` of whatever comes first. */
export const NO_HASH = hex(new Uint8Array(32));

/** A reply's place in the thread. @param {ReceivedReply} received @returns {Link} */
export const linkOf = ({ seq, hash, reply: { prev, ack } }) => ({ seq, hash, prev, ack });

/** @param {{ seq: number }} a @param {{ seq: number }} b */
export const bySeq = (a, b) => a.seq - b.seq;

/**
 * Gaps and forks of one side's thread.
 * @param {readonly Link[]} links in order of seq
 * @param {ReadonlyMap<number, string>} known hashes remembered by seq
 * @param {boolean} begun nothing older is to be had, so that a first link without its predecessor is a gap
 * @returns {Finding[]}
 */
export function chainFindings(links, known, begun) {
  const hashes = new Map(known);
  return links.flatMap((link, i) => {
    const before = hashes.get(link.seq - 1);
    const same = hashes.get(link.seq) ?? link.hash;
    hashes.set(link.seq, same);
    if (same !== link.hash) return found('fork', link, 'two documents with one number');
    if (before !== undefined) {
      return before === link.prev ? [] : found('fork', link, 'does not follow the document before it');
    }
    return begun || i > 0 ? found('gap', link, 'the document before it is missing') : [];
  });
}

/**
 * Acknowledgements of documents never sent: numbers beyond `newest`, or another hash than in `sent`.
 * @param {readonly Link[]} links
 * @param {ReadonlyMap<number, string>} sent
 * @param {number} newest
 * @returns {Finding[]}
 */
export const ackFindings = (links, sent, newest) =>
  links.flatMap((link) => {
    if (!link.ack) return [];
    if (link.ack.seq > newest) return found('ack-beyond', link, 'acknowledges what was never sent');
    const right = sent.get(link.ack.seq) ?? link.ack.hash;
    return right === link.ack.hash ? [] : found('ack-other', link, 'acknowledges another text than was sent');
  });

/** @param {Fault} fault @param {{ seq: number }} where @param {string} why @returns {Finding[]} */
const found = (fault, { seq }, why) => [{ fault, seq, why }];

/**
 * Whose key must have signed a reply.
 * @param {import('./keyring.mjs').Keyring} keyring
 * @param {readonly string[]} leftOut oids
 * @returns {(document: Uint8Array) => Uint8Array} which throws Refused if they may not write to this reporter at all
 */
export const replyAuthor = (keyring, leftOut) => (document) => {
  const { by, on } = decodeReply(document);
  const signer = signerOf(keyring, by, on);
  if (!signer?.replies) throw new Refused('a reply by somebody who may not reply');
  if (leftOut.includes(signer.oid)) throw new Refused('a reply by somebody whom the reporter left out');
  return unhex(signer.vk);
};
