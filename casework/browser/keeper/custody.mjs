/**
 * Custody: what exactly a draft of the root or keyring would change, and this custodian's signature under it.
 * Nothing is signed but what was read here, bytes for bytes.
 * @module
 */
import { equal, hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { spell } from '../../../crypto/browser/code.mjs';
import { Instance } from '../../../crypto/browser/context.mjs';
import { kidWords, verifyEnrolment } from '../../../crypto/browser/enrol.mjs';
import { readKeyring } from '../../../crypto/browser/publish.mjs';
import { custodianId, readRoot } from '../../../crypto/browser/root.mjs';
import { verificationKey } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { keys, refreshTrust } from './account.mjs';
import { keyringChanges, rootChanges } from './changes.mjs';
import { fromBase64, getJson, send, toBase64 } from './server.mjs';
import { or, Trouble } from './trouble.mjs';

/**
 * Somebody on the council's list. `enrolled`: the keys that they signed for themselves, or null.
 * @typedef {{ oid: string, title: any, role: string, custodian: boolean,
 *   enrolled: { kid: string, xpk: string, vk: string, id: string, words: string[] } | null, broken: boolean }} Person
 */
/** @typedef {{ kind: 'root' | 'keyring', hash: string, document: Uint8Array, instance: Instance }} Shown a draft that the page shows */

const FIRST_WORDS = 12;

/** Drafts by hash, exactly as they were shown. @type {Map<string, Shown>} */
const shown = new Map();

/** Everything a custodian needs to see before signing. */
export async function custody() {
  const { demo } = await getJson('/api/session');
  await refreshTrust(demo);
  const told = await getJson('/api/custody', { 403: 'not-custodian' });
  const people = await Promise.all(told.officers.map(personOf));
  const mine = await custodianId(await verificationKey(unhex(keys().vault.sseed)));
  shown.clear();
  const drafts = [];
  for (const each of told.drafts) drafts.push(await draftOf(each, people, told.drafts, mine));
  const { roots, trust, warnings } = keys();
  const first = roots[0]?.hash ?? firstDraft(drafts);
  return {
    people: people.map(({ title, custodian, enrolled, broken }) => ({
      title,
      custodian,
      words: enrolled?.words ?? null,
      broken,
    })),
    drafts: drafts.map(({ first: _, ...draft }) => draft),
    published: trust ? { number: trust.newest.number, until: trust.newest.not_after } : null,
    words: first ? await spell(first, FIRST_WORDS) : null,
    warnings: warnings.filter((code) => code !== 'no-trust' && code !== 'not-on-keyring'),
  };
}

/** What waits for this custodian; the day comes from the keyring that was checked here. */
export async function custodyDuty() {
  const told = await getJson('/api/custody/duty', { 403: 'not-custodian' });
  return { ...told, until: keys().trust?.newest.not_after ?? null };
}

/** @param {{ first: Uint8Array | null }[]} drafts */
const firstDraft = (drafts) => drafts.find(({ first }) => first)?.first ?? null;

/** @param {any} told @returns {Promise<Person>} */
async function personOf({ oid, title, role, custodian, enrol, iid }) {
  const person = { oid, title, role, custodian, enrolled: null, broken: false };
  if (!enrol) return person;
  try {
    const found = await verifyEnrolment(fromBase64(enrol), new Instance(unhex(iid)));
    if (found.oid !== oid) return { ...person, broken: true };
    const id = await custodianId(unhex(found.vk));
    return { ...person, enrolled: { ...found, id, words: await kidWords(found.kid) } };
  } catch {
    return { ...person, broken: true };
  }
}

/**
 * A draft, read here: what it changes, and whether it carries exactly the keys that people enrolled.
 * @param {any} told
 * @param {Person[]} people
 * @param {any[]} all
 * @param {string} mine custodian id
 */
async function draftOf(told, people, all, mine) {
  const { roots, trust } = keys();
  const document = fromBase64(told.document);
  const isRoot = told.kind === 'root';
  const read = await or('draft-bad', async () => (isRoot ? readRoot(document) : readKeyring(document)));
  const hash = hex(await sha256(document));
  if (hash !== told.hash) throw new Trouble('draft-bad');
  const rootBefore = roots[roots.length - 1] ?? null;
  const changes = isRoot
    ? rootChanges(/** @type {any} */ (read), rootBefore, people)
    : keyringChanges(/** @type {any} */ (read), trust?.newest ?? null, people);
  const root = await rootFor(/** @type {any} */ (read), told.kind, all);
  shown.set(hash, {
    kind: told.kind,
    hash,
    document,
    instance: new Instance(isRoot ? new Uint8Array(16) : unhex(/** @type {any} */ (read).iid)),
  });
  return {
    ...{ kind: told.kind, number: read.number, hash, changes, until: read.not_after },
    ...{ signed: told.signed.length, needed: neededFor(told.kind, read, root) },
    signers: told.signed.map((/** @type {string} */ id) => titleOfCustodian(people, id)),
    mine: told.signed.includes(mine),
    may: Boolean(root?.custodians.some(({ id }) => id === mine)),
    problem: problemOf(changes, root),
    first: isRoot && read.number === 1 ? await sha256(document) : null,
  };
}

/** The root whose custodians sign: itself, a draft beside it, or the newest. @param {any} read @param {string} kind @param {any[]} all */
async function rootFor(read, kind, all) {
  if (kind === 'root') return /** @type {import('../../../crypto/browser/root.mjs').Root} */ (read);
  for (const { document } of all.filter((each) => each.kind === 'root')) {
    const bytes = fromBase64(document);
    if (equal(await sha256(bytes), unhex(read.root))) return readRoot(bytes);
  }
  return keys().roots.find(({ hash }) => hex(hash) === read.root) ?? null;
}

/** The first root is signed by all its custodians. @param {string} kind @param {any} read @param {any} root */
const neededFor = (kind, read, root) =>
  kind === 'root' && read.number === 1 ? read.custodians.length : (root?.threshold ?? 0);

/** @param {Person[]} people @param {string} id */
const titleOfCustodian = (people, id) => people.find(({ enrolled }) => enrolled?.id === id)?.title ?? id;

/** @param {{ bad: boolean }[]} changes @param {unknown} root */
function problemOf(changes, root) {
  if (!root) return 'draft-root';
  return changes.some(({ bad }) => bad) ? 'draft-keys' : null;
}

/** Lay out what comes next from who has joined. */
export const draft = async () => send('/api/custody/drafts', {}, { 404: 'too-few', 409: 'too-few' });

/** Sign a draft that was shown. @param {{ hash: string }} asked @returns {Promise<{ published: boolean }>} */
export async function signDraft({ hash }) {
  const found = shown.get(hash);
  if (!found) throw new Trouble('draft-changed');
  const sseed = unhex(keys().vault.sseed);
  const id = await custodianId(await verificationKey(sseed));
  const signed = await new Signed(found.document).signedBy(id, sseed, found.instance, found.kind);
  const signature = toBase64(/** @type {Uint8Array} */ (signed.signatures.get(id)));
  return send(
    '/api/custody/signatures',
    { hash, id, signature },
    { 400: 'draft-changed', 403: 'not-custodian', 404: 'draft-changed', 409: 'draft-changed' },
  );
}
