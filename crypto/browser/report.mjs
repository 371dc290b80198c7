/**
 * Sealing a report, with its slots, route, identity and mailbox, into one deposit (protocol §6).
 * @module
 */
import { concat, hex, sha256, u32, unhex } from './bytes.mjs';
import { authorOf, receiptOf } from './code.mjs';
import { Refused } from './errors.mjs';
import { NO_FILES } from './files.mjs';
import { pack } from './frame.mjs';
import { sealIdentity } from './identity.mjs';
import { sealItem } from './item.mjs';
import { openGroups, receivers, slots as slotsOf } from './keyring.mjs';
import { encodeReport } from './letter.mjs';
import { sealState } from './state.mjs';
import { exchangePublic, newId, newSeed } from './seeds.mjs';
import { blank, seal, wrapFolderSeed } from './wrap.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./keyring.mjs').Slot} Slot */
/** @typedef {import('./letter.mjs').MailboxState} MailboxState */
/**
 * A deposit: `payload` is frame 3, `id` its deposit's and folder's id, `done` what the portal must answer.
 * `state` is what the mailbox holds.
 * @typedef {{ id: Uint8Array, payload: Uint8Array, done: Uint8Array, state: MailboxState }} SealedReport
 */
/**
 * @typedef {{
 *   folder: Uint8Array, answers: Record<string, string | string[]>, language: string,
 *   leftOut?: Iterable<string>, groupsLeftOut?: Iterable<string>, files?: import('./files.mjs').SealedFiles,
 *   identity?: import('./identity.mjs').Identity | null,
 * }} Letter oids and rids are hex, as in the keyring; `files` were sealed under the same `folder`
 */

const EPOCH = 1;

/**
 * Seal a report to everyone on the verified keyring but those left out. Groups with a left-out holder are left out
 * with them.
 * @param {Instance} instance
 * @param {Keyring} keyring
 * @param {import('./code.mjs').CodeKeys} keys
 * @param {Letter} letter
 * @returns {Promise<SealedReport>}
 * @throws {Refused} if no officer remains, or a name is given and one of its two groups has no member left
 * @throws {import('./errors.mjs').TooLarge}
 */
export async function sealReport(instance, keyring, keys, letter) {
  const { folder, files = NO_FILES, identity = null } = letter;
  const readers = readersOf(keyring, new Set(letter.leftOut), new Set(letter.groupsLeftOut));
  const seed = newSeed();
  const folderPk = await exchangePublic(seed);
  const report = reportOf(keyring, keys, letter, readers, folderPk);
  const document = encodeReport(report);
  const id = newId();
  const item = { id, kind: 'report', seq: 0, document, author: keys.signSeed };
  const [itemFrame, name, wraps, author] = await Promise.all([
    sealItem(instance, folder, item, { folderPk }),
    sealIdentity(instance, keyring, folder, id, identity, readers.leftOut),
    sealWraps(instance, keyring, folder, seed, readers),
    authorOf(instance, keys),
  ]);
  const slots = concat(...wraps, ...name.slots);
  const receipt = await receiptOf(instance, folder, itemFrame, author);
  const state = firstState(keyring, folder, report, await sha256(document), receipt);
  const payload = pack(
    'report',
    ...[folder, keyring.hash, await sha256(folderPk), slots],
    ...[await sealRoute(instance, keyring, folder, slots, readers), name.body, u32(files.parts), files.tree],
    ...[itemFrame, keys.lookup, keys.authHash, await sealState(instance, keys, state), author],
  );
  return { id: folder, payload, done: await sha256(payload), state };
}

/**
 * @param {Keyring} keyring
 * @param {Uint8Array} folder
 * @param {import('./letter.mjs').Report} report
 * @param {Uint8Array} sent H(its document)
 * @param {Uint8Array} receipt
 * @returns {MailboxState}
 */
const firstState = (keyring, folder, { folder_pk: pk, left_out }, sent, receipt) => ({
  ...{ folder: hex(folder), epoch: EPOCH, pk, left_out, removed: [], keyring: keyring.number },
  ...{ seq: 0, sent: hex(sent), reply: null, receipt: hex(receipt) },
});

/** Who is to read, and who is not. @typedef {{ leftOut: Set<string>, groups: Set<string>, kids: string[] }} Readers */

/**
 * @param {Keyring} keyring
 * @param {Set<string>} leftOut oids
 * @param {Set<string>} groupsLeftOut rids
 * @returns {Readers}
 * @throws {Refused} if no officer remains, or somebody left out is not on the keyring
 */
function readersOf(keyring, leftOut, groupsLeftOut) {
  const known = new Set([
    ...keyring.officers.map(({ oid }) => oid),
    ...keyring.recovery.flatMap((group) => group.holders),
  ]);
  const rids = new Set(keyring.recovery.map(({ rid }) => rid));
  if ([...leftOut].some((oid) => !known.has(oid)) || [...groupsLeftOut].some((rid) => !rids.has(rid))) {
    throw new Refused('somebody left out is not on the keyring');
  }
  const kids = receivers(keyring).flatMap(({ kid, oid }) => (leftOut.has(oid) ? [] : kid));
  if (!kids.length) throw new Refused('at least one officer must be able to read a report');
  const open = openGroups(keyring, leftOut).filter(({ rid }) => !groupsLeftOut.has(rid));
  return { leftOut, groups: new Set(open.map(({ rid }) => rid)), kids };
}

/**
 * @param {Keyring} keyring
 * @param {import('./code.mjs').CodeKeys} keys
 * @param {Letter} letter
 * @param {Readers} readers
 * @param {Uint8Array} folderPk
 * @returns {import('./letter.mjs').Report}
 */
function reportOf(
  keyring,
  keys,
  { answers, language, files = NO_FILES, identity = null },
  readers,
  folderPk,
) {
  return {
    sealed_by: 'browser',
    keyring: hex(keyring.hash),
    readers: readers.kids,
    recovery: [...readers.groups].sort(),
    left_out: [...readers.leftOut].sort(),
    folder_pk: hex(folderPk),
    reply_pk: hex(keys.replyPk),
    reporter_vk: hex(keys.reporterVk),
    language,
    answers,
    files: files.files,
    identity: identity !== null,
  };
}

/** Is this slot's person or group among the readers? @param {Slot} slot @param {Readers} readers */
const isKept = ({ id, oids, group }, { leftOut, groups }) => (group ? groups.has(id) : !leftOut.has(oids[0]));

/**
 * One wrap for each receiver and group, a blank for who was left out.
 * @param {Instance} instance
 * @param {Keyring} keyring
 * @param {Uint8Array} folder
 * @param {Uint8Array} seed
 * @param {Readers} readers
 */
function sealWraps(instance, keyring, folder, seed, readers) {
  const wanted = slotsOf(keyring).filter(({ share }) => !share);
  return Promise.all(
    wanted.map((slot) =>
      isKept(slot, readers)
        ? wrapFolderSeed(instance, folder, EPOCH, unhex(slot.id), unhex(slot.xpk), seed)
        : blank(),
    ),
  );
}

/**
 * The mask that tells the collector, and nobody else, which slots are for somebody.
 * @param {Instance} instance
 * @param {Keyring} keyring
 * @param {Uint8Array} folder
 * @param {Uint8Array} slots
 * @param {Readers} readers
 */
async function sealRoute(instance, keyring, folder, slots, readers) {
  const mask = new Uint8Array(32);
  slotsOf(keyring).forEach((slot, i) => {
    if (isKept(slot, readers)) mask[i >> 3] |= 0x80 >> (i & 7);
  });
  return seal(unhex(keyring.collector.xpk), instance.context('route', folder, await sha256(slots)), mask);
}
