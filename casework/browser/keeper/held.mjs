/**
 * What is open to an officer besides reports and the cases that they lead: a pack, a lawyer's folder.
 * @module
 */
import { trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { readFolder } from './folders.mjs';
import { addItem, itemsOf } from './items.mjs';
import { listed } from './report.mjs';
import { getJson } from './server.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {{ folder: string, kind: string, made_on: string, standing: string, until: string | null, asked: boolean, title: string }} Held */

const READERS = new Set([
  ...LEADS,
  'investigator',
  'external_investigator',
  'hr_lead',
  'counter_fraud_lead',
  'independent_person',
]);
/** They add no note: their opinion has a place of its own. */
const ONLY_READ = new Set(['independent_person']);
const TITLE = 'title';

/** The list, each title unlocked. @returns {Promise<{ reads: boolean, held: Held[] }>} */
export async function held() {
  const role = trusted().trust.mine?.role ?? '';
  if (!READERS.has(role)) return { reads: false, held: [] };
  const { folders } = await getJson('/api/folders');
  return { reads: true, held: await Promise.all(folders.map(titled)) };
}

/** @param {Omit<Held, 'title'>} line @returns {Promise<Held>} */
async function titled(line) {
  if (line.standing !== 'open') return { ...line, title: '' };
  try {
    const { written } = await itemsOf(await readFolder(line.folder));
    return { ...line, title: written.findLast(({ name }) => name === TITLE)?.value ?? '' };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { ...line, title: '' }; // opening it says what is wrong
  }
}

/** What stands in a folder: the newest words of each field, and what people added. @param {{ folder: string }} asked */
export async function readHeld({ folder: name }) {
  const folder = await readFolder(name);
  const { trust, warnings } = trusted();
  const role = trust.mine?.role ?? '';
  const { written, refused } = await itemsOf(folder);
  const fields = new Map(written.filter(({ kind }) => kind === 'field').map((each) => [each.name, each]));
  const notes = written.filter(({ kind }) => kind !== 'field');
  return {
    kind: folder.kind,
    title: fields.get(TITLE)?.value ?? '',
    fields: [...fields.values()].filter(({ name: field }) => field !== TITLE),
    notes: notes.map((each) => ({ ...each, files: each.files.map(listed) })),
    until: folder.ledger.members.get(trust.kid) ?? null,
    leads: LEADS.has(role),
    mayWrite: READERS.has(role) && !ONLY_READ.has(role),
    problems: [...warnings, ...(refused.length ? ['case-forged'] : [])],
  };
}

/** Add a note. @param {{ folder: string, text: string }} written */
export async function addNote({ folder, text }) {
  await addItem({ folder, kind: 'note', name: 'note', value: text });
}
