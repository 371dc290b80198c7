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
import { openFolder } from './folder.mjs';
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
    folder: { epoch: 1, pk: folder.opened.report.folder_pk, removed: [] },
  };
}

/** Who can open the report, as the reporter is told: by title, since when, when first opened. @param {Ledger} ledger */
function readersOf({ events }) {
  const { trust } = trusted();
  return events
    .filter(({ act }) => act === 'received' || act === 'grant')
    .flatMap(({ to, on, until }) => to.map((id) => ({ id, since: on, until })))
    .map(({ id, since, until }) => ({
      title: titleOf(trust, id) ?? { en: id, cy: id },
      since,
      until: events.find(({ act, to }) => act === 'revoke' && to.includes(id))?.on ?? until,
      opened: events.find(({ act, by }) => act === 'read' && by === id)?.on ?? null,
    }));
}

/**
 * Seal and send. Refused as taken when somebody else wrote first: the page shows what is new and keeps the text.
 * @param {Written & { folder: string }} written
 */
export async function reply({ folder: name, ...written }) {
  const body = await sealedReply(name, written);
  await send(`/api/reports/${name}/replies`, body, {
    409: 'reply-taken',
    400: 'reply-refused',
    403: 'reply-refused',
  });
}

/**
 * A reply and its entry in the record, both sealed and signed, not sent.
 * @param {string} name hex
 * @param {Written} written
 */
export async function sealedReply(name, written) {
  const { trust, vault } = trusted();
  const folder = await openFolder(name);
  const thread = await readThread(folder);
  const ledger = await ledgerOf(folder, thread);
  if (!ledger) throw new Trouble('ledger-broken');
  if (!trust.mine?.replies) throw new Trouble('not-on-keyring');
  const words = wordsOf(folder, thread, ledger, written);
  const seq = (thread.replies[thread.replies.length - 1]?.seq ?? 0) + 1;
  const item = await sealed(folder, { seq, sseed: unhex(vault.sseed), reply: words });
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
