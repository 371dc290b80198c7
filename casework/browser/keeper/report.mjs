/**
 * A report as the page shows it: words, files by name, thread, checks. Opening it the first time is recorded.
 * @module
 */
import { CHUNK } from '../../../crypto/browser/body.mjs';
import { trusted } from './account.mjs';
import { mayLead } from './cases.mjs';
import { checksOf } from './checks.mjs';
import { openAfresh } from './folder.mjs';
import { objectedIn } from './objections.mjs';
import { recordFaults, recordReading } from './record.mjs';
import { isSilenced, roomFor, tellNewKey } from './reply.mjs';
import { getJson } from './server.mjs';
import { inOrder, readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';
import { notedIn, topicIn } from './topics.mjs';
import { titleOf } from './trust.mjs';
import { keepUp, needsUpkeep } from './upkeep.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */

const HEADER = 56;
const TAG = 16;

/** What makes a report a report that is not shown, and no reason to leave the page. */
const NOT_SHOWN = new Set(['report-unwrapped', 'report-forged', 'report-unreadable', 'report-keyring']);

/** @param {{ folder: string }} asked */
export async function open({ folder: name }) {
  try {
    return await shown(await upToDate(name));
  } catch (error) {
    if (!(error instanceof Trouble) || !NOT_SHOWN.has(error.code)) throw error;
    const { received_on } = await getJson(`/api/reports/${name}`);
    return { received: received_on, problems: [error.code], content: null };
  }
}

/**
 * The report as it stands after this visit's duties: its opening recorded; if somebody has left, its next key made
 * and the reporter told.
 * @param {string} name
 */
async function upToDate(name) {
  let visit = await visited(name);
  if (visit.ledger && needsUpkeep(visit.folder.facts.excluded, visit.ledger)) {
    await keepUp(name);
    visit = await visited(name);
  }
  const { folder, thread, ledger } = visit;
  const isSound = ledger && !folder.isVoid;
  return isSound && (await tellNewKey(folder, thread, ledger)) ? visited(name) : visit;
}

/** @param {string} name */
async function visited(name) {
  const folder = await openAfresh(name);
  return { folder, ...(await recordReading(folder, await readThread(folder))) };
}

/** @param {Awaited<ReturnType<typeof visited>>} visit */
async function shown({ folder, thread, ledger }) {
  const { warnings } = trusted();
  const checks = await checksOf(folder, ledger);
  const noted = await notedIn(thread);
  const { report } = folder.opened;
  const problems = [
    ...warnings,
    ...recordFaults(folder, ledger, thread),
    ...(folder.isVoid ? ['roll-void'] : []),
    ...(checks.readers === 'bad' ? ['readers-differ'] : []),
    ...thread.problems,
  ];
  const content = {
    answers: Object.entries(report.answers).map(([id, words]) => [id, [words].flat()]),
    files: report.files.map(listed),
    thread: [
      ...inOrder(thread).map((each) => entryOf(each, noted)),
      ...thread.refused.map((reason) => ({ kind: 'forged', reason })),
    ],
    checks,
    mayNot: mayNot(folder, thread, ledger),
    hasName: report.identity || thread.messages.some(({ opened }) => opened.message.identity),
    room: ledger ? roomFor(folder, thread, ledger) : 0,
    caseFolder: thread.caseFolder,
    mayLead: Boolean(ledger) && mayLead(),
  };
  return { received: folder.facts.received_on, problems, content };
}

/** @param {import('../../../crypto/browser/files.mjs').File} file as listed, its length before it was sealed */
export const listed = ({ name, type, length, removed }) => ({
  name,
  type,
  length: openedLength(length),
  removed,
});

/** @param {number} sealed */
const openedLength = (sealed) => sealed - HEADER - TAG * (Math.floor((sealed - HEADER) / (CHUNK + TAG)) + 1);

/** @param {ReturnType<typeof inOrder>[number]} each @param {import('./topics.mjs').Noted | null} noted */
function entryOf(each, noted) {
  if ('reply' in each) {
    const { by, on, text, status, next_date } = each.reply;
    const title = titleOf(trusted().trust, by) ?? by;
    return {
      kind: 'reply',
      number: each.seq,
      date: on,
      title,
      text,
      status,
      next: next_date,
      delivered: each.delivered,
    };
  }
  const { seq, message } = each.opened;
  const { topic, text, files } = message;
  return {
    kind: 'message',
    number: seq,
    date: each.received,
    topic: topicIn(topic).code,
    ticked: topicIn(topic).ticked,
    about: titleOfPerson(objectedIn(topic)),
    raw: topic,
    noted: noted && { badly: noted.badly.has(each.item), answer: noted.answers.has(each.item) },
    text,
    item: each.item,
    files: files.map(listed),
  };
}

/** @param {string | null} oid */
const titleOfPerson = (oid) =>
  trusted().trust.newest.officers.find((each) => each.oid === oid)?.title ?? null;

/** Why this officer cannot reply, or null. @param {Folder} folder @param {import('./thread.mjs').Thread} thread @param {unknown} ledger */
function mayNot(folder, thread, ledger) {
  const { mine } = trusted().trust;
  if (!ledger || folder.isVoid) return 'record';
  return mine?.replies && !isSilenced(folder, thread, mine.oid) ? null : 'role';
}
