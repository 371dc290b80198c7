/**
 * A reply: sealed for the folder and the reporter, signed by this officer, entered in the record (protocol §6).
 * @module
 */
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { TooLarge } from '../../../crypto/browser/errors.mjs';
import { encodeReply } from '../../../crypto/browser/letter.mjs';
import { sealReply } from '../../../crypto/browser/opening.mjs';
import { FLOOR_ITEM, roomAt } from '../../../crypto/browser/padding.mjs';
import { NO_HASH } from '../../../crypto/browser/thread.mjs';
import { trusted } from './account.mjs';
import { openAfresh } from './folder.mjs';
import { gone, membersOf } from './members.mjs';
import { ledgerOf, nextEntry } from './record.mjs';
import { send, toBase64 } from './server.mjs';
import { newestOfTheirs, readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';
import { titleOf } from './trust.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */
/** @typedef {import('./thread.mjs').Thread} Thread */
/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */
/** @typedef {{ text: string, status: string, next: string | null }} Written */

/** The signature stands before a reply's document. */
const SIGNATURE = 64;
const LONGEST = { text: '', status: 'investigating', next: '2000-01-01' };
const today = () => new Date().toISOString().slice(0, 10);

/** How many bytes a text may take inside the next reply. @param {Folder} folder @param {Thread} thread @param {Ledger} ledger */
export const roomFor = (folder, thread, ledger) =>
  roomAt(FLOOR_ITEM) - SIGNATURE - encodeReply(wordsOf(folder, thread, ledger, LONGEST)).length;

/**
 * The whole document. @param {Folder} folder @param {Thread} thread @param {Ledger} ledger @param {Written} written
 * @returns {import('../../../crypto/browser/letter.mjs').Reply}
 */
function wordsOf(folder, thread, ledger, { text, status, next }) {
  const { trust } = trusted();
  return {
    by: trust.kid,
    on: today(),
    prev: thread.replies[thread.replies.length - 1]?.hash ?? NO_HASH,
    ack: newestOfTheirs(folder, thread),
    text,
    status,
    next_date: next,
    readers: readersOf(ledger),
    folder: { epoch: ledger.epoch, pk: folder.pk, removed: removedIn(thread, ledger) },
  };
}

/** Whose replies count no longer: as told before, and whoever has left since, from this reply on. @param {Thread} thread @param {Ledger} ledger */
function removedIn({ replies }, ledger) {
  const told = replies[replies.length - 1]?.reply.folder.removed ?? [];
  const seq = nextSeq(replies);
  const fresh = gone(ledger).filter((oid) => !told.some((each) => each.oid === oid));
  return [...told, ...fresh.map((oid) => ({ oid, seq }))].sort((a, b) => (a.oid < b.oid ? -1 : 1));
}

/** @param {Thread['replies']} replies */
const nextSeq = (replies) => (replies[replies.length - 1]?.seq ?? 0) + 1;

/** Who can open the report, as the reporter is told: by title, since when, when first opened. @param {Ledger} ledger */
const readersOf = (ledger) =>
  membersOf(ledger).map(({ id, since, until, left, opened }) => ({
    title: titleOf(trusted().trust, id) ?? { en: id, cy: id },
    since,
    until: left ?? until,
    opened,
  }));

/**
 * Seal and send. Refused as taken when somebody else wrote first: the page shows what is new and keeps the text.
 * @param {Written & { folder: string }} written
 */
export async function reply({ folder: name, ...written }) {
  await post(name, 'replies', await sealedReply(name, written));
}

/**
 * A reply and its entry in the record, both sealed and signed, not sent.
 * @param {string} name hex
 * @param {Written} written
 */
export async function sealedReply(name, written) {
  const folder = await openAfresh(name);
  const thread = await readThread(folder);
  const ledger = await ledgerOf(folder, thread);
  if (!ledger) throw new Trouble('ledger-broken');
  if (!trusted().trust.mine?.replies) throw new Trouble('not-on-keyring');
  return sealedWith(folder, thread, ledger, written);
}

/** @param {string} name @param {'replies' | 'notices'} what @param {{ item: string, event: string }} body */
const post = (name, what, body) =>
  send(`/api/reports/${name}/${what}`, body, {
    409: 'reply-taken',
    400: 'reply-refused',
    403: 'reply-refused',
  });

/**
 * After a roll the reporter is told the new key, and who can open the report now: a reply without words.
 * @param {Folder} folder
 * @param {Thread} thread
 * @param {Ledger} ledger
 * @returns {Promise<boolean>} whether one was sent
 */
export async function tellNewKey(folder, thread, ledger) {
  const last = thread.replies[thread.replies.length - 1]?.reply;
  const { mine } = trusted().trust;
  const mayTell = mine?.replies && !isSilenced(folder, thread, mine.oid);
  if (!mayTell || (last?.folder.epoch ?? 1) >= ledger.epoch) return false;
  const written = { text: '', status: last?.status ?? 'received', next: last?.next_date ?? null };
  try {
    const body = await sealedWith(folder, thread, ledger, written);
    await post(folder.facts.folder, 'notices', body);
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'reply-taken') throw error;
  }
  return true;
}

/** Whether the reporter's browser refuses this person's replies. @param {Folder} folder @param {Thread} thread @param {string} oid */
export const isSilenced = ({ opened }, { replies }, oid) =>
  opened.report.left_out.includes(oid) ||
  (replies[replies.length - 1]?.reply.folder.removed ?? []).some((each) => each.oid === oid);

/** @param {Folder} folder @param {Thread} thread @param {Ledger} ledger @param {Written} written */
async function sealedWith(folder, thread, ledger, written) {
  if (folder.isVoid) throw new Trouble('roll-void');
  if (!folder.pkHashes.has(ledger.epoch)) throw new Trouble('reply-taken');
  const reply = wordsOf(folder, thread, ledger, written);
  const sseed = unhex(trusted().vault.sseed);
  const item = await sealed(folder, { seq: nextSeq(thread.replies), sseed, reply });
  const id = hex(parseItemFrame(item).id);
  const event = await nextEntry(folder, ledger, { act: 'add', item: id, hash: hex(await sha256(item)) });
  return { item: toBase64(item), event: toBase64(event) };
}

/** @param {Folder} folder @param {Parameters<typeof sealReply>[2]} written */
async function sealed(folder, written) {
  try {
    return await sealReply(trusted().trust.instance, folder.opened, written);
  } catch (cause) {
    throw new Trouble(cause instanceof TooLarge ? 'text-long' : 'unknown', { cause });
  }
}
