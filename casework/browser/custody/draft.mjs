/**
 * A draft, as a custodian reads it before signing.
 * @module
 */
import { choose, day, fill, named, part, parts, row, showWhen } from '../page.mjs';

/** @typedef {import('../keeper/changes.mjs').Change} Change */
/**
 * @typedef {{ kind: string, number: number, hash: string, changes: Change[], until: string, signed: number,
 *   needed: number, signers: any[], mine: boolean, may: boolean, problem: string | null }} Draft
 */

/** @param {Draft} draft @param {(hash: string) => Promise<void>} sign */
export function showDraft(draft, sign) {
  const section = /** @type {HTMLElement} */ (row('draft').firstElementChild);
  const { kind, number, hash, changes, until, signed, needed, signers, mine, may, problem } = draft;
  fill(section, { number, hash, until: day(until), signed, needed, signers: signers.map(named).join(', ') });
  choose(part('choices="kind"', section), kind);
  choose(part('choices="problem"', section), problem);
  const toSign = may && !mine && !problem;
  showWhen(section, {
    signers: signers.length > 0,
    same: changes.length === 0,
    mine,
    'may-not': !may,
    sign: toSign,
  });
  part('changes', section).append(...changes.map(changeRow));
  armSign(section, hash, sign);
  return section;
}

/** Signing waits for the box to be ticked, and happens once. @param {HTMLElement} section @param {string} hash @param {(hash: string) => Promise<void>} sign */
function armSign(section, hash, sign) {
  const heard = /** @type {HTMLInputElement} */ (part('heard', section));
  const button = /** @type {HTMLButtonElement} */ (part('sign', section));
  heard.id = `heard-${hash.slice(0, 8)}`;
  part('heard-label', section).setAttribute('for', heard.id);
  heard.addEventListener('change', () => {
    button.disabled = !heard.checked;
  });
  button.addEventListener('click', () => {
    button.disabled = true;
    sign(hash);
  });
}

/** @param {Change} change */
function changeRow({ what, title, before, after, duties, words, holders, bad }) {
  const item = row('change');
  choose(part('choices="what"', item), what);
  const names = holders?.map(named).join(', ') ?? '';
  fill(item, { title: named(title), before, after, words: words?.join(' ') ?? '', holders: names });
  showWhen(item, {
    duties: duties !== null,
    ...duties,
    words: words !== null,
    holders: holders !== null,
    bad,
  });
  for (const part of parts('choice', item)) if (part.hidden) part.remove();
  return item;
}
