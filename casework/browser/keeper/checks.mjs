/**
 * What was checked about a report, and who could open it, in codes that the page has words for.
 * @module
 */
import { hex, sha256 } from '../../../crypto/browser/bytes.mjs';
import { trusted } from './account.mjs';
import { chosen } from './folder.mjs';
import { keyringNamed, titleOf } from './trust.mjs';

/** @typedef {import('./folder.mjs').Folder} Folder */
/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */

/** @param {Folder} folder @param {Ledger | null} ledger */
export async function checksOf(folder, ledger) {
  const { trust } = trusted();
  const { report, hash } = folder.opened;
  const keyring = keyringNamed(trust, report.keyring);
  const people = peopleOf(folder, ledger);
  const differ = people.some(({ standing }) => standing === 'missing' || standing === 'added');
  return {
    author: 'good',
    sealed: report.sealed_by === 'browser' ? 'good' : 'weak',
    keyring: keyring ? 'good' : 'bad',
    readers: ledger ? (differ ? 'bad' : 'good') : 'unknown',
    ledger: ledger ? 'good' : 'bad',
    files: report.files.length ? 'unchecked' : 'none',
    number: keyring?.number ?? 0,
    until: keyring?.not_after ?? '',
    people,
    fingerprints: {
      keyring_hash: report.keyring,
      report_hash: hash,
      tree: report.files.length ? folder.facts.tree : '–',
      frame_hash: hex(await sha256(folder.frame)),
    },
  };
}

/** Everyone who could or should be able to open it. @param {Folder} folder @param {Ledger | null} ledger */
function peopleOf(folder, ledger) {
  const { trust } = trusted();
  const { left_out } = folder.opened.report;
  const wanted = chosen(folder);
  const given = ledger?.events[0]?.to ?? wanted;
  const missing = wanted.filter((id) => !given.includes(id)).map((id) => person(id, 'missing', null));
  const added = given.filter((id) => !wanted.includes(id)).map((id) => person(id, 'added', null));
  const readers = given.filter((id) => wanted.includes(id)).map((id) => readerOf(id, ledger));
  const out = left_out.map((oid) => ({
    title: titleOfPerson(trust, oid),
    standing: 'left-out',
    opened: null,
  }));
  return [...readers, ...missing, ...added, ...out];
}

/** @param {string} id kid or rid @param {Ledger | null} ledger */
function readerOf(id, ledger) {
  const { trust } = trusted();
  const isGroup = trust.keyrings.some(({ recovery }) => recovery.some(({ rid }) => rid === id));
  const opened = ledger?.events.find(({ act, by }) => act === 'read' && by === id)?.on ?? null;
  return person(id, isGroup ? 'group' : opened ? 'opened' : 'reader', opened);
}

/** @param {string} id @param {string} standing @param {string | null} opened */
const person = (id, standing, opened) => ({ title: titleOf(trusted().trust, id) ?? id, standing, opened });

/** @param {import('./trust.mjs').Trust} trust @param {string} oid */
function titleOfPerson({ keyrings }, oid) {
  const everyone = [...keyrings].reverse().flatMap(({ officers, ended }) => [...officers, ...ended]);
  return everyone.find((each) => each.oid === oid)?.title ?? oid;
}
