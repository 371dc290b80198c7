/**
 * On the desk of whoever may hand cases over: those that nobody leads any more, until each is handed over.
 * @module
 */
import { Problem } from '../client.mjs';
import { mistakeOf } from '../form.mjs';
import { choose, fill, part, row } from '../page.mjs';

/** @param {import('../client.mjs').Keeper} keeper @param {(folder: string) => Promise<void>} openCase @param {(code: string) => boolean} leaveFor */
export function handoverList(keeper, openCase, leaveFor) {
  const place = part('handovers');

  /** @param {{ folder: string, ref: string, state: string }} orphan */
  function lineOf({ folder, ref, state }) {
    const item = row('handover');
    fill(item, { ref });
    choose(part('choices="state"', item), state);
    part('open', item).addEventListener('click', () => openCase(folder));
    return item;
  }

  return {
    async show() {
      place.hidden = true;
      try {
        const { cases } = await keeper.ask('handovers');
        part('list', place).replaceChildren(...cases.map(lineOf));
        place.hidden = cases.length === 0;
      } catch (error) {
        if (error instanceof Problem && error.code === 'not-yours') return; // of those who lead cases only
        leaveFor(mistakeOf(error).code);
      }
    },
    hide: () => part('list', place).replaceChildren(),
  };
}
