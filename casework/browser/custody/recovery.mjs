/**
 * Recoveries on the custodians' page: who gets folders back, under which group, and a signature under all of them.
 * @module
 */
import { choose, figure, fill, named, part, row, showWhen } from '../page.mjs';

/**
 * @typedef {{ rid: string, group: any, people: { title: any, count: number }[], folders: string[],
 *   signed: number, needed: number, mine: boolean, may: boolean }} Recovery
 */

/** This part of the custodians' page. */
export class RecoveryPart {
  #place = part('recoveries');
  #list = part('recovery-list');

  /** @param {import('../client.mjs').Keeper} keeper @param {(rid: string) => Promise<void>} sign */
  constructor(keeper, sign) {
    this.keeper = keeper;
    this.sign = sign;
  }

  /** Fetch and check what waits. */
  async load() {
    const waiting = /** @type {Recovery[]} */ (await this.keeper.ask('recoveries'));
    this.#place.hidden = waiting.length === 0;
    this.#list.replaceChildren(...waiting.map((each) => this.#section(each)));
  }

  /** Take what was shown out of the page. */
  forget() {
    this.#list.replaceChildren();
    this.#place.hidden = true;
  }

  /** @param {Recovery} recovery */
  #section({ rid, group, people, folders, signed, needed, mine, may }) {
    const section = /** @type {HTMLElement} */ (row('recovery').firstElementChild);
    const isStrange = group === null || people.some(({ title }) => title === null);
    fill(section, { group: group ? named(group) : rid.slice(0, 8), count: figure(folders.length) });
    fill(section, { signed: figure(signed), needed: figure(needed), folders: folders.join(', ') });
    showWhen(section, { strange: isStrange, mine, 'may-not': !may, sign: may && !mine && !isStrange });
    part('recovery-people', section).append(...people.map(personRow));
    this.#arm(section, rid);
    return section;
  }

  /** Signing waits for the box to be ticked, and happens once. @param {HTMLElement} section @param {string} rid */
  #arm(section, rid) {
    const known = /** @type {HTMLInputElement} */ (part('known', section));
    const button = /** @type {HTMLButtonElement} */ (part('sign-recovery', section));
    known.id = `known-${rid.slice(0, 8)}`;
    part('known-label', section).setAttribute('for', known.id);
    known.addEventListener('change', () => {
      button.disabled = !known.checked;
    });
    button.addEventListener('click', () => {
      button.disabled = true;
      this.sign(rid);
    });
  }
}

/** @param {{ title: any, count: number }} person */
function personRow({ title, count }) {
  const item = row('recovery-person');
  fill(item, { title: title ? named(title) : '', count: figure(count) });
  choose(part('choices="known"', item), title ? 'known' : 'unknown');
  return item;
}
