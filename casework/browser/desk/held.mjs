/**
 * On the desk's first screen: what colleagues have opened to this officer, besides reports.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { choose, day, fill, part, row, showProblems, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../keeper/held.mjs').Held} Held */

/**
 * @param {Keeper} keeper
 * @param {(folder: string) => Promise<void>} open
 * @param {(pack: string) => Promise<void>} openAsked a pack that asks for an opinion
 * @param {(code: string) => boolean} leaveFor
 */
export function heldPart(keeper, open, openAsked, leaveFor) {
  const place = part('held');
  let shown = 0;

  /** @param {Held} line */
  function lineOf({ folder, kind, made_on, standing, until, asked, title }) {
    const item = row('held-line');
    fill(item, { title, made: day(made_on), until: until ? day(until) : '' });
    choose(part('choices="folder-kind"', item), kind);
    choose(part('choices="held-standing"', item), standing === 'open' ? null : standing);
    showWhen(item, { titled: title !== '', until: until !== null });
    part('open', item).addEventListener('click', () => (asked ? openAsked(folder) : open(folder)));
    return item;
  }

  return {
    async show() {
      const mine = ++shown;
      try {
        const { reads, held } = await keeper.ask('held');
        if (mine !== shown) return;
        part('list', place).replaceChildren(...held.map(lineOf));
        showWhen(place, { 'held-none': held.length === 0, 'held-some': held.length > 0 });
        place.hidden = !reads;
      } catch (error) {
        const { code } = mistakeOf(error);
        if (!leaveFor(code)) showProblems(part('screen="inbox"'), [code]);
      }
    },
    /** Take every word out of the page. */
    hide() {
      shown += 1;
      part('list', place).replaceChildren();
      place.hidden = true;
    },
  };
}
