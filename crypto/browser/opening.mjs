/**
 * Officers' and collector's side: what was sealed becomes words again (protocol §6). The reporter's page never loads
 * it.
 * @module
 */
import { concat, equal, hex, sha256, unhex } from './bytes.mjs';
import { CannotOpen, Malformed, Refused } from './errors.mjs';
import { openItem, sealItem } from './item.mjs';
import { identitySlots, slots as slotsOf } from './keyring.mjs';
import { decodeMessage, decodeReply, decodeReport, encodeReply } from './letter.mjs';
import { exchangePublic, newId } from './seeds.mjs';
import { ackFindings, bySeq, chainFindings, linkOf, replyAuthor } from './thread.mjs';
import { unseal } from './wrap.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./keyring.mjs').Slot} Slot */
/** @typedef {import('./deposit.mjs').ItemFrame} ItemFrame */
/** @typedef {import('./thread.mjs').ReceivedReply} ReceivedReply */
/** Which slots to keep. `to`: kids and rids; `barred`: oids left out. @typedef {{ kept: { slot: Slot, sealed: Uint8Array }[], to: string[], barred: string[] }} Route */
/** A report whose author, folder key and keyring have been checked. @typedef {{ folder: Uint8Array, item: Uint8Array, hash: string, report: import('./letter.mjs').Report }} OpenedReport */
/** A message whose author has been checked. @typedef {{ item: Uint8Array, seq: number, hash: string, message: import('./letter.mjs').Message }} OpenedMessage */

/**
 * The collector's look: who is to get this report.
 * @param {Instance} instance
 * @param {Keyring} keyring the one the frame names
 * @param {Uint8Array} collectorSeed
 * @param {import('./deposit.mjs').ReportFrame} frame
 * @returns {Promise<Route>}
 * @throws {Refused} for another keyring
 * @throws {CannotOpen} if the slots were changed
 */
export async function openRoute(instance, keyring, collectorSeed, frame) {
  const holders = holdersOf(keyring, frame.keyring, slotsOf(keyring), frame.slots.length);
  const info = instance.context('route', frame.folder, await sha256(concat(...frame.slots)));
  const mask = await unseal(collectorSeed, info, frame.route);
  const bits = Array.from({ length: 256 }, (_, i) => ((mask[i >> 3] >> (7 - (i & 7))) & 1) === 1);
  if (bits.slice(holders.length).includes(true)) throw new Malformed('a route names slots that do not exist');
  const barred = new Set(holders.flatMap(({ oids, group }, i) => (bits[i] || group ? [] : oids)));
  const kept = holders
    .map((slot, i) => ({ slot, sealed: frame.slots[i] }))
    .filter(({ slot }, i) => bits[i] && !slot.oids.some((oid) => barred.has(oid)));
  const to = kept.flatMap(({ slot }) => (slot.share ? [] : slot.id));
  return { kept, to, barred: [...barred].sort() };
}

/**
 * A message's identity slots with their holders.
 * @param {Keyring} keyring
 * @param {import('./deposit.mjs').MessageFrame} frame
 * @throws {Refused} if keyring or number are not the frame's
 */
export const messageIdentitySlots = (keyring, frame) =>
  holdersOf(keyring, frame.keyring, identitySlots(keyring), frame.identitySlots.length).map((slot, i) => ({
    slot,
    sealed: frame.identitySlots[i],
  }));

/** @param {Keyring} keyring @param {Uint8Array} named @param {Slot[]} expected @param {number} count */
function holdersOf(keyring, named, expected, count) {
  if (!equal(named, keyring.hash)) throw new Refused('sealed under another keyring');
  if (expected.length !== count) throw new Refused('sealed to another number of people than the keyring has');
  return expected;
}

/**
 * The report.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} seed epoch 1's
 * @param {ItemFrame} frame
 * @param {readonly Keyring[]} keyrings the verified chain, one of which the report names
 * @returns {Promise<OpenedReport>}
 * @throws {CannotOpen}
 * @throws {Malformed}
 * @throws {import('./errors.mjs').BadSignature} forged
 * @throws {Refused} its folder key is not the seed's, or its keyring is not in the chain
 */
export async function openReport(instance, folder, seed, frame, keyrings) {
  if (frame.kind !== 'report' || frame.seq) throw new Malformed('an item that is not a report');
  const author = (/** @type {Uint8Array} */ document) => unhex(decodeReport(document).reporter_vk);
  const item = await openItem(instance, folder, frame, seed, author);
  const report = decodeReport(item.document);
  if (report.folder_pk !== hex(await exchangePublic(seed))) {
    throw new Refused("a report that was sealed to another folder's key", 'forged');
  }
  if (!keyrings.some(({ hash }) => hex(hash) === report.keyring)) {
    throw new Refused('a report whose keyring was never published', 'forged');
  }
  return { folder, item: item.id, hash: hex(item.hash), report };
}

/**
 * A message by the report's author.
 * @param {Instance} instance
 * @param {OpenedReport} report
 * @param {readonly Uint8Array[]} seeds the folder's, newest epoch first
 * @param {ItemFrame} frame
 * @returns {Promise<OpenedMessage>}
 * @throws {CannotOpen}
 * @throws {Malformed}
 * @throws {import('./errors.mjs').BadSignature} then it is forged and never shown as content
 */
export async function openMessage(instance, { folder, report }, seeds, frame) {
  if (frame.kind !== 'message' || !frame.seq) throw new Malformed('an item that is not a message');
  const item = await openWithAny(instance, folder, seeds, frame, () => unhex(report.reporter_vk));
  return { item: item.id, seq: item.seq, hash: hex(item.hash), message: decodeMessage(item.document) };
}

/**
 * A colleague's reply, or one's own.
 * @param {Instance} instance
 * @param {OpenedReport} report
 * @param {readonly Uint8Array[]} seeds the folder's, newest epoch first
 * @param {Keyring} keyring
 * @param {ItemFrame} frame
 * @returns {Promise<ReceivedReply>}
 * @throws {Refused} if its author may not reply; otherwise as `openMessage`
 */
export async function openReply(instance, { folder, report }, seeds, keyring, frame) {
  if (frame.kind !== 'reply' || !frame.seq) throw new Malformed('an item that is not a reply');
  const item = await openWithAny(instance, folder, seeds, frame, replyAuthor(keyring, report.left_out));
  return { seq: item.seq, hash: hex(item.hash), reply: decodeReply(item.document) };
}

/**
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {readonly Uint8Array[]} seeds
 * @param {ItemFrame} frame
 * @param {(document: Uint8Array) => Uint8Array} author
 */
async function openWithAny(instance, folder, seeds, frame, author) {
  for (const seed of seeds) {
    try {
      return await openItem(instance, folder, frame, seed, author);
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error;
    }
  }
  throw new CannotOpen("an item that none of the folder's keys opens");
}

/**
 * Gaps, forks, and acknowledgements of replies that officers never wrote.
 * @param {OpenedReport} report
 * @param {readonly OpenedMessage[]} messages
 * @param {readonly ReceivedReply[]} replies
 */
export function checkMessages(report, messages, replies) {
  const links = [...messages]
    .sort(bySeq)
    .map(({ seq, hash, message: { prev, ack } }) => ({ seq, hash, prev, ack }));
  const sent = new Map(replies.map(linkOf).map(({ seq, hash }) => [seq, hash]));
  const newest = Math.max(0, ...sent.keys());
  return [...chainFindings(links, new Map([[0, report.hash]]), true), ...ackFindings(links, sent, newest)];
}

/**
 * A reply's frame, 18,846 bytes, to the folder's newest key and the reporter.
 * @param {Instance} instance
 * @param {OpenedReport} report
 * @param {{ seq: number, sseed: Uint8Array, reply: import('./letter.mjs').Reply }} written by the seed's officer
 * @returns {Promise<Uint8Array>}
 * @throws {import('./errors.mjs').TooLarge} if it does not fit
 */
export const sealReply = async (instance, { folder, report }, { seq, sseed, reply }) =>
  sealItem(
    instance,
    folder,
    { id: newId(), kind: 'reply', seq, document: encodeReply(reply), author: sseed },
    { folderPk: unhex(reply.folder.pk), reporterPk: unhex(report.reply_pk) },
  );
