/**
 * Packs of a case: what HR, investigators and lawyers get instead of the letter. Each is a folder of its own, barred to
 * everybody whom the case bars, with the words that its maker chose or wrote.
 * @module
 */
import { letIn } from './access.mjs';
import { trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { readFolder, sealedFolder } from './folders.mjs';
import { addItem, itemsOf } from './items.mjs';
import { today } from './members.mjs';
import { getJson, send } from './server.mjs';
import { Trouble } from './trouble.mjs';
import { sharesRun, wordsOfReport } from './verbatim.mjs';

/** @typedef {'pack' | 'privileged'} PackKind */
/** @typedef {{ name: string, value: string }} Words a field's code and what it says */
/** @typedef {{ pack: string, kind: PackKind, purpose: string, made_on: string }} Listed */
/**
 * What a pack is made of. `to`: a kid, or null for nobody yet; `anyway`: its maker has read a warning.
 * @typedef {{ folder: string, reports: string[], kind: PackKind, purpose: string, to: string | null,
 *   until: string | null, fields: Words[], anyway: boolean }} Making
 */

const LETTER = /^letter_\d+$/;
const ALLEGATION = /^allegation_\d+$/;
/** Whoever decides who is let in makes packs. */
const MAKERS = new Set(['monitoring_officer', 'deputy']);
/** A role that looks into things, and how many days at most it is let in for. */
const RECIPIENTS = new Map([
  ['investigator', null],
  ['external_investigator', 90],
  ['hr_lead', null],
  ['counter_fraud_lead', null],
]);

/** The packs of a case, and for whom one can be made. @param {{ folder: string }} asked */
export async function packs({ folder }) {
  const { trust } = trusted();
  const found = await getJson(`/api/cases/${folder}/packs`, { 404: 'folder-gone' });
  const people = trust.newest.officers.filter(({ role }) => RECIPIENTS.has(role));
  return {
    packs: /** @type {Listed[]} */ (found.packs),
    mayMake: MAKERS.has(trust.mine?.role ?? ''),
    people: people.map(({ kid, title, role }) => ({
      kid,
      title,
      role,
      longest: RECIPIENTS.get(role) ?? null,
    })),
  };
}

/**
 * Make one, and let its reader in.
 * @param {Making} making
 * @throws {Trouble} `pack-quotes` when it repeats a run of the letter, unless that is wanted
 */
export async function makePack({ folder, reports, kind, purpose, to, until, fields, anyway }) {
  const of = await readFolder(folder);
  const said = fields.map(({ value }) => value).join('\n');
  if (!anyway && (await quotes(of, reports, said))) throw new Trouble('pack-quotes');
  const barred = [...of.ledger.barred];
  const { body } = await sealedFolder({ kind, to: leadsOf(of.ledger, kind), barred });
  const allegations = fields.map(({ name }) => name).filter((name) => ALLEGATION.test(name));
  const refusals = { 400: 'folder-refused', 409: 'folder-refused' };
  const { pack } = await send(`/api/cases/${folder}/packs`, { ...body, purpose, allegations }, refusals);
  for (const { name, value } of fields) await addItem({ folder: pack, kind: 'field', name, value, seq: 1 });
  if (to) await letIn({ folder: pack, kid: to, purpose, until });
  return { pack };
}

/** Who leads the case may open its packs, and so may groups that recover it. @param {import('./members.mjs').Ledger} ledger @param {PackKind} kind */
function leadsOf(ledger, kind) {
  const { newest } = trusted().trust;
  const roles = kind === 'privileged' ? MAKERS : LEADS;
  const isIn = (/** @type {string} */ id) => ledger.mayOpen(id, today());
  const leads = newest.officers.filter(({ kid, role }) => roles.has(role) && isIn(kid));
  const groups = newest.recovery.filter(({ rid }) => isIn(rid));
  return [...leads.map(({ kid }) => kid), ...groups.map(({ rid }) => rid)];
}

/** Does a text repeat what reporters wrote, on paper or here? @param {import('./folders.mjs').OpenFolder} of @param {string[]} reports @param {string} text */
async function quotes(of, reports, text) {
  const { written } = await itemsOf(of);
  const letters = written.filter(({ name }) => LETTER.test(name)).map(({ value }) => value);
  for (const report of reports) letters.push(await wordsOfReport(report));
  return letters.some((letter) => sharesRun(letter, text));
}
