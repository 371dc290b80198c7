/**
 * The list of reports, and a first look at each: its first line and the date last promised to the reporter.
 * @module
 */
import { keys, trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { openFolder } from './folder.mjs';
import { getJson } from './server.mjs';
import { readThread } from './thread.mjs';
import { Trouble } from './trouble.mjs';

const LONGEST_LINE = 200;
const FIRST_QUESTION = 'what';
const SHOWN = /^report-|^undecided$/;

/** Roles that never see a report. What is open to them stands in a list of its own. */
export const WITHOUT_REPORTS = new Set([
  ...['investigator', 'hr_lead', 'counter_fraud_lead', 'action_owner', 'publishing_officer', 'auditor'],
  ...['data_protection_officer', 'administrator', 'custodian', 'chief_executive'],
]);

const AUDITORS = new Set(['auditor', 'data_protection_officer']);

/** @param {{ page: number }} asked */
export async function inbox({ page }) {
  const { warnings, trust } = trusted();
  const { role = '', receives = false } = trust.mine ?? {};
  const known = { warnings, receives, audits: AUDITORS.has(role) };
  if (WITHOUT_REPORTS.has(role)) return { page: 0, more: false, reports: [], reads: false, ...known };
  const { reports, ...listed } = await getJson(`/api/inbox?page=${page}`);
  const isHere = (/** @type {{ kind: string }} */ { kind }) =>
    kind === 'report' || (kind === 'case' && LEADS.has(role));
  const shown = reports.filter(isHere);
  const reads = receives || LEADS.has(role) || page > 0 || shown.length > 0;
  return { ...listed, reports: shown, reads, ...known };
}

/** @typedef {{ words: string, next: string | null, problem: string | null }} Glance */

/**
 * A first look, remembered until casework locks for as long as nothing was written since.
 * @param {{ folder: string, written: string, afresh: boolean }} asked `written`: how much was by now
 * @returns {Promise<Glance>}
 */
export async function glance({ folder, written, afresh }) {
  const { opened } = keys();
  const place = `glance ${folder}`;
  const before = opened.get(place);
  if (!afresh && before?.written === written) return before.seen;
  const seen = await look(folder);
  if (seen.problem === null) opened.set(place, { written, seen });
  return seen;
}

/** @param {string} name @returns {Promise<Glance>} */
async function look(name) {
  try {
    const folder = await openFolder(name);
    const { replies } = await readThread(folder);
    const next = replies[replies.length - 1]?.reply.next_date ?? null;
    return { words: firstLine(folder.opened.report.answers), next, problem: null };
  } catch (error) {
    if (!(error instanceof Trouble) || !SHOWN.test(error.code)) throw error;
    return { words: '', next: null, problem: error.code };
  }
}

/** @param {Record<string, string | string[]>} answers */
function firstLine(answers) {
  const words = [answers[FIRST_QUESTION] ?? Object.values(answers)[0] ?? ''].flat().join(' ').trim();
  const line = words.split('\n', 1)[0];
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
