/**
 * What a message is about, as its reporter ticked it (a code, then more codes), and what the case says of it already.
 * @module
 */
import { mayLead } from './cases.mjs';
import { getJson, send } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {import('./thread.mjs').Thread} Thread */
/** Messages that were noted in the case, by what for. @typedef {{ badly: Set<string>, answers: Set<string> }} Noted */

const NOTED = new Set(['detriment', 'check_in']);

/** @param {string} line @returns {{ code: string, ticked: string[] }} */
export function topicIn(line) {
  const [code, ...ticked] = line.split(' ');
  return { code, ticked };
}

/** What is noted in the report's case; null when there is none, or nothing to note. @param {Thread} thread @returns {Promise<Noted | null>} */
export async function notedIn({ caseFolder, messages }) {
  const asks = messages.some(({ opened }) => NOTED.has(topicIn(opened.message.topic).code));
  if (!caseFolder || !asks || !mayLead()) return null;
  try {
    const { detriments, check_ins } = await getJson(`/api/cases/${caseFolder}`);
    return { badly: ofMessages(detriments), answers: ofMessages(check_ins) };
  } catch (error) {
    if (error instanceof Trouble) return null; // the case is not for this officer: nothing to note it in
    throw error;
  }
}

/** @param {{ message: string | null }[]} rows */
const ofMessages = (rows) => new Set(rows.flatMap(({ message }) => (message ? [message] : [])));

/**
 * Note how the reporter says that things have been.
 * @param {{ folder: string, report: string, message: string, on: string, answer: string }} told
 */
export async function noteAnswer({ folder, ...told }) {
  await send(`/api/cases/${folder}/check-ins`, told, { 404: 'not-asked-yet', 409: 'progress-noted' });
}
