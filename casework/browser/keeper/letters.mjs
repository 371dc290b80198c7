/**
 * A letter entered for the officers by the chief executive's office: a folder is opened for them, the letter sealed
 * into it, and whoever entered it taken out again, all in one request. The key is forgotten with the answer.
 * @module
 */
import { hex } from '../../../crypto/browser/bytes.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { trusted } from './account.mjs';
import { LEADS } from './cases.mjs';
import { sealedFolder } from './folders.mjs';
import { sealedItem } from './items.mjs';
import { nextEntry } from './record.mjs';
import { fromBase64, send, toBase64 } from './server.mjs';

const ROLE = 'chief_executive';

/** Whom a letter may be sealed to, for whoever enters letters and reads none. */
export async function letterReaders() {
  const { mine, newest } = trusted().trust;
  const others = newest.officers.filter(({ role }) => LEADS.has(role));
  return { enters: mine?.role === ROLE, others: others.map(({ kid, title }) => ({ kid, title })) };
}

/** @param {{ to: string[], codes: string[], words: string }} letter `to`: kids */
export async function enterLetter({ to, codes, words }) {
  const { folder, body, opened } = await sealedFolder({ kind: 'case', to });
  const { event, wraps } = body;
  const start = { ...opened, ledger: { events: [null], head: await headOf(event) } };
  const what = { kind: /** @type {const} */ ('field'), name: 'letter_1', value: words, seq: 1 };
  const added = await sealedItem(/** @type {any} */ (start), what);
  const leave = {
    ...{ seq: 2, prev: await headOf(added.event), act: /** @type {const} */ ('revoke') },
    ...{ to: [trusted().trust.kid], purpose: 'work-done' },
  };
  const leaving = toBase64(
    await nextEntry(/** @type {any} */ (start), /** @type {any} */ (start.ledger), leave),
  );
  const sealed = { item: added.item, event: added.event };
  await send('/api/letters', { event, wraps, codes, words: sealed, leaving }, { 400: 'letter-refused' });
  return { folder };
}

/** H(document) of an entry, hex. @param {string} entry base64 */
const headOf = async (entry) => hex(await Signed.unpack(fromBase64(entry)).hash());
