/**
 * The checks that the keeper made, and who could open the report.
 * @module
 */
import { choose, day, fill, named, part, parts, row, showWhen } from '../page.mjs';

/**
 * @typedef {{ title: string | { en: string, cy: string }, standing: string, opened: string | null }} Person
 * @typedef {{ author: string, sealed: string, keyring: string, readers: string, ledger: string, files: string,
 *   number: number, until: string, people: Person[], fingerprints: Record<string, string> }} Checks
 */

const CHECKS = /** @type {const} */ (['author', 'sealed', 'keyring', 'readers', 'ledger', 'files']);

/** @param {HTMLElement} place @param {Checks} checks */
export function showChecks(place, checks) {
  for (const name of CHECKS) {
    const line = part(`check="${name}"`, place);
    line.dataset.standing = checks[name];
    choose(line, checks[name]);
  }
  fill(part('check="keyring"', place), { number: checks.number, until: checks.until && day(checks.until) });
  fill(part('fingerprints', place), checks.fingerprints);
  showWhen(place, { 'left-out': checks.people.some(({ standing }) => standing === 'left-out') });
  part('people', place).replaceChildren(...checks.people.map(personRow));
}

/** @param {Person} person */
function personRow({ title, standing, opened }) {
  const item = row('person');
  fill(item, { title: named(title), opened_on: opened ? day(opened) : '' });
  for (const choices of parts('choices', item)) choose(choices, standing);
  return item;
}
