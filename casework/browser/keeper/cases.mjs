/**
 * Cases: their folder opened for a report's readers, what is recorded of them, and the moves that tell reporters.
 * @module
 */
import { trusted } from './account.mjs';
import { newFolder, readFolder, sealedFolder } from './folders.mjs';
import { addItem, itemsOf, sealedItem } from './items.mjs';
import { scansOf } from './scans.mjs';
import { getJson, send } from './server.mjs';
import { sealedTelling } from './telling.mjs';
import { Trouble } from './trouble.mjs';
import { titleOf } from './trust.mjs';
import { wordsOfReport, sharesRun } from './verbatim.mjs';

/** @typedef {import('./folders.mjs').OpenFolder} OpenFolder */
/** @typedef {import('./scans.mjs').Scan} Scan */
/** @typedef {{ value: string, seq: number, title: any, on: string }} Words the newest version of a field */
/**
 * What the server says of a case; its words come from its folder.
 * @typedef {{
 *   folder: string, ref: string, state: string, reads: string, opened_on: string, number: number,
 *   moves: { step: string, to: string, by: string, on: string, silence: string | null, title?: any }[],
 *   reports: { report: string, received_on: string }[],
 *   answers: { name: string, number: number, codes: string[], by: string, on: string }[],
 *   detriments: { number: number, on: string, kinds: string[], wish: string, contacted_on: string | null, ended_on: string | null, message: string | null }[],
 *   check_ins: { report: string, due: string, standing: string, answer: string | null, answered_on: string | null, message: string | null }[],
 *   levels: Record<string, string>, opinion: Opinion | null, next_update: string,
 *   handler: string, may_hand_over: boolean, steps: Step[], clocks: Clock[], broken: number, may_change: boolean,
 *   silences: Record<'hold' | 'go-on' | 'extend' | 'hand-over', string[]>, hold: { since: string, reason: string } | null,
 *   more_time: { clock: string, until: string, by: string, on: string }[],
 * }} CaseFacts
 */
/** @typedef {{ step: string, to: string | null, gaps: string[], tells: string, silences: string[], reads: string | null }} Step */
/** @typedef {{ clock: string, due: string | null, kept: string | null, standing: string, report: string | null, extends: boolean }} Clock */
/** @typedef {{ pack: string, of: string, asked_on: string, due: string, reminders: string[], reminded: string[], view: string | null, replied_on: string | null }} Opinion */
/** @typedef {{ oid: string, kid: string, title: any, role: string }} Person */

/** Whoever leads cases is let into the folder of one; others read what is made for them. */
export const LEADS = new Set(['monitoring_officer', 'deputy', 'triage_officer']);
/** Whether this officer's role leads cases. */
export const mayLead = () => LEADS.has(trusted().trust.mine?.role ?? '');

const today = () => new Date().toISOString().slice(0, 10);

/** Open a case's folder for a report, for those of its readers who lead cases. @param {{ report: string }} asked */
export async function beginCase({ report }) {
  const { newest } = trusted().trust;
  const { ledger } = await readFolder(report);
  const isIn = (/** @type {string} */ id) => ledger.mayOpen(id, today());
  const leads = newest.officers.filter(({ kid, role }) => LEADS.has(role) && isIn(kid));
  const groups = newest.recovery.filter(({ rid }) => isIn(rid));
  const to = [...leads.map(({ kid }) => kid), ...groups.map(({ rid }) => rid)];
  const { folder, body } = await sealedFolder({ kind: 'case', to, barred: [...ledger.barred] });
  const { event, wraps } = body;
  await send('/api/cases', { report, event, wraps }, { 409: 'case-taken', 400: 'folder-refused' });
  return { folder };
}

/** Open a case's folder for a letter, a call or a visit: for oneself and whom one chose. @param {{ to: string[] }} chosen kids */
export async function beginByHand({ to }) {
  const { folder, body } = await sealedFolder({ kind: 'case', to });
  const { event, wraps } = body;
  await send('/api/cases', { report: null, event, wraps }, { 409: 'case-taken', 400: 'folder-refused' });
  return { folder };
}

/** Put a report under a case, with the reason sealed. @param {{ folder: string, report: string, strength: string, why: string }} asked */
export async function linkReport({ folder, report, strength, why }) {
  const body = { report, strength, words: await sealedWords(folder, 'link_reason', why) };
  await send(`/api/cases/${folder}/reports`, body, { 409: 'case-taken', 400: 'link-refused' });
}

/** Take a report out of a case. @param {{ folder: string, report: string, why: string }} asked */
export async function unlinkReport({ folder, report, why }) {
  const body = { words: await sealedWords(folder, 'link_reason', why) };
  await send(`/api/cases/${folder}/reports/${report}/unlink`, body, { 400: 'unlink-refused' });
}

/** A case with its words. @param {{ folder: string }} asked */
export async function readCase({ folder: name }) {
  const facts = /** @type {CaseFacts} */ (await getJson(`/api/cases/${name}`, { 404: 'folder-gone' }));
  const open = await readFolder(name);
  const { words, scans, problems } = await wordsIn(open);
  const { trust, warnings } = trusted();
  const led = mayStillLead(open, facts.handler);
  const moves = facts.moves.map((move) => ({ ...move, title: titleOf(trust, move.by) ?? move.by }));
  const people = trust.newest.officers.map(({ oid, kid, title, role }) => ({ oid, kid, title, role }));
  const said = facts.opinion?.view ? (await wordsOfPack(facts.opinion.pack)).opinion?.value : null;
  return {
    ...facts,
    moves,
    words,
    scans,
    people,
    led,
    said: said ?? '',
    problems: [...warnings, ...problems],
  };
}

/** Whether whoever leads a case can open it today. @param {OpenFolder} folder @param {string} handler oid */
function mayStillLead({ ledger }, handler) {
  const key = trusted().trust.newest.officers.find(({ oid }) => oid === handler)?.kid;
  return key !== undefined && ledger.mayOpen(key, today());
}

/** @param {OpenFolder} folder @returns {Promise<{ words: Record<string, Words>, scans: Scan[], problems: string[] }>} */
async function wordsIn(folder) {
  const { written, refused } = await itemsOf(folder);
  const fields = written.filter(({ kind }) => kind === 'field');
  const words = Object.fromEntries(
    fields.map(({ name, value, seq, title, on }) => [name, { value, seq, title, on }]),
  );
  return { words, scans: scansOf(written), problems: refused.length ? ['case-forged'] : [] };
}

/** @param {string} pack */
const wordsOfPack = async (pack) => (await wordsIn(await readFolder(pack))).words;

/**
 * Record what was found out about one thing. Taken when somebody else answered it first.
 * @param {{ folder: string, name: string, number: number, codes: string[], words: string | null }} found
 */
export async function answerTask({ folder: name, words, ...found }) {
  const sealed = words === null ? null : await sealedWords(name, found.name, words);
  const body = { ...found, words: sealed };
  await send(`/api/cases/${name}/answers`, body, { 409: 'answer-taken', 400: 'answer-refused' });
}

/**
 * Note bad treatment: the day, what the reporter wants, then how they are treated.
 * @param {{ folder: string, name: string, codes: string[], words: string, report: string | null, message: string | null }} found
 */
export async function noteDetriment({ folder, name, codes: [on, wish, ...kinds], words, report, message }) {
  const number = Number(name.split('_')[1]);
  const from = { report, message };
  const body = { number, on, kinds, wish, ...from, words: await sealedWords(folder, name, words) };
  const refusals = { 409: 'answer-taken', 400: 'answer-refused' };
  await send(`/api/cases/${folder}/detriments`, body, refusals);
}

/** Note that a reporter was answered about it, or that it has ended. @param {{ folder: string, number: number, progress: string }} asked */
export async function detrimentGoesOn({ folder, number, progress }) {
  await send(`/api/cases/${folder}/detriments/${number}`, { progress }, { 409: 'progress-noted' });
}

/** The next version of a field, sealed, with its ledger entry. @param {string} name @param {string} field @param {string} value */
export async function sealedWords(name, field, value) {
  const folder = await readFolder(name);
  const seq = folder.items.filter((each) => each.name === field).length + 1;
  const { item, event } = await sealedItem(folder, { kind: 'field', name: field, value, seq });
  return { item, event };
}

/**
 * Move a case, with a reply to each of its reporters, or the reason why none is sent.
 * @param {import('./telling.mjs').Telling & { folder: string, step: string, number: number }} asked
 */
export async function moveCase({ folder, step, number, ...telling }) {
  const body = { step, number, ...(await sealedTelling(telling)) };
  const refusals = { 409: 'case-moved', 400: 'move-refused', 403: 'move-not-yours' };
  return send(`/api/cases/${folder}/moves`, body, refusals);
}

/**
 * Ask somebody independent: a pack of its own, which repeats no six words of the letter.
 * @param {{ folder: string, of: string, summary: string, question: string, reports: string[] }} asked
 */
export async function askOpinion({ folder, of, summary, question, reports }) {
  const { newest } = trusted().trust;
  for (const report of reports) {
    if (sharesRun(await wordsOfReport(report), `${summary}\n${question}`)) throw new Trouble('pack-verbatim');
  }
  const { ledger } = await readFolder(folder);
  const lets = newest.officers.filter(({ kid, oid }) => oid === of || ledger.mayOpen(kid, today()));
  if (!lets.some(({ oid }) => oid === of)) throw new Trouble('holder-gone');
  const to = lets.map(({ kid }) => kid);
  const pack = await newFolder({ kind: 'pack', to, barred: [...ledger.barred] });
  await addItem({ folder: pack, kind: 'field', name: 'summary', value: summary, seq: 1 });
  await addItem({ folder: pack, kind: 'field', name: 'question', value: question, seq: 1 });
  const refusals = { 409: 'opinion-awaited', 400: 'answer-refused' };
  await send(`/api/cases/${folder}/opinions`, { pack, of }, refusals);
}

/** Note that they were reminded today. @param {{ folder: string }} asked */
export async function remind({ folder }) {
  await send(`/api/cases/${folder}/reminders`, {}, { 409: 'reminder-early' });
}

/** What a pack asks, for whoever is asked. @param {{ pack: string }} asked */
export async function readPack({ pack }) {
  const facts = /** @type {Opinion} */ (await getJson(`/api/cases/packs/${pack}`, { 404: 'folder-gone' }));
  const { words, problems } = await wordsIn(await readFolder(pack));
  return { ...facts, words, problems };
}

/** @param {{ pack: string, view: string, text: string }} given */
export async function giveOpinion({ pack, view, text }) {
  const words = await wordsOfPack(pack);
  const seq = (words.opinion?.seq ?? 0) + 1;
  if (text) await addItem({ folder: pack, kind: 'field', name: 'opinion', value: text, seq });
  await send(`/api/cases/packs/${pack}/opinion`, { view }, { 409: 'opinion-given', 404: 'folder-gone' });
}
