/**
 * Objections of a reporter to somebody who can open the report. This browser heeds one before it shows a word: it
 * asks the server to freeze whom it names, this officer too. Then a colleague decides and tells the reporter.
 * @module
 */
import { keys, trusted } from './account.mjs';
import { mayLead } from './cases.mjs';
import { openAfresh } from './folder.mjs';
import { sealedReply } from './reply.mjs';
import { send } from './server.mjs';
import { readThread } from './thread.mjs';
import { topicIn } from './topics.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./thread.mjs').ReceivedMessage} ReceivedMessage */

const OBJECTION = 'objection';
const OID = /^[0-9a-f]{32}$/;

/** Whom a message objects to; null unless it does, and names one person. @param {string} topic @returns {string | null} oid */
export function objectedIn(topic) {
  const { code, ticked } = topicIn(topic);
  return code === OBJECTION && ticked.length === 1 && OID.test(ticked[0]) ? ticked[0] : null;
}

/**
 * Heed every objection among messages that the reporter signed, before any of them is shown.
 * @param {string} report hex
 * @param {ReceivedMessage[]} messages
 * @param {string[]} heeded those that froze somebody before, by the server
 * @throws {Trouble} undecided, when it is about this officer
 */
export async function heed(report, messages, heeded) {
  const me = keys().vault.oid;
  for (const { item, opened } of messages) {
    const whom = objectedIn(opened.message.topic);
    if (!whom || heeded.includes(item) || !(whom === me || mayLead())) continue;
    await send(`/api/reports/${report}/objections`, { message: item, whom });
    if (whom !== me) continue;
    keys().opened.delete(report);
    throw new Trouble('undecided', { about: report });
  }
}

/**
 * Whether a message of the reporter says what somebody was frozen for.
 * @param {string} report hex
 * @param {{ message: string | null, oid: string }[]} frozen
 * @returns {Promise<Set<string>>} messages that do
 */
export async function foundedIn(report, frozen) {
  if (!frozen.some(({ message }) => message)) return new Set();
  const { messages } = await readThread(await openAfresh(report));
  const said = new Map(messages.map(({ item, opened }) => [item, objectedIn(opened.message.topic)]));
  return new Set(
    frozen.flatMap(({ message, oid }) => (message && said.get(message) === oid ? [message] : [])),
  );
}

/** Decide about a colleague, and tell the reporter. @param {{ folder: string, message: string, reason: string, text: string }} decided */
export async function decideObjection({ folder, message, reason, text }) {
  if (!trusted().trust.mine?.replies) throw new Trouble('not-on-keyring');
  const { replies } = await readThread(await openAfresh(folder));
  const last = replies[replies.length - 1]?.reply;
  const today = new Date().toISOString().slice(0, 10);
  const next = last?.next_date && last.next_date > today ? last.next_date : null;
  const body = await sealedReply(folder, { text, status: last?.status ?? 'opened', next });
  await send(`/api/reports/${folder}/objections/${message}`, { reason, ...body }, { 409: 'decided-already' });
}
