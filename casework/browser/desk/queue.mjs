/**
 * The desk's first screen, above the reports: cases by what they wait for, and searching them.
 * @module
 */
import { mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, day, figure, fill, part, parts, row, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../keeper/queue.mjs').Listed} Listed */

/**
 * @param {Keeper} keeper
 * @param {(folder: string) => Promise<void>} openCase
 * @param {(pack: string) => Promise<void>} openPack
 * @param {(code: string) => boolean} leaveFor
 */
export function queuePart(keeper, openCase, openPack, leaveFor) {
  const place = part('queue');
  let shown = 0;

  async function show() {
    const mine = ++shown;
    try {
      const { asked, leads } = await keeper.ask('duties');
      if (mine !== shown) return;
      place.hidden = !leads && asked.length === 0;
      showWhen(place, { searching: leads });
      showAsked(asked);
      if (leads) await showBroken(mine);
      if (leads) await Promise.all(parts('queue-group', place).map((group) => turn(group, 0, mine)));
    } catch (error) {
      leaveFor(mistakeOf(error).code);
    }
  }

  /** @param {{ pack: string, asked_on: string }[]} asked */
  function showAsked(asked) {
    const group = part('queue-asked', place);
    group.hidden = asked.length === 0;
    part('list', group).replaceChildren(
      ...asked.map(({ pack, asked_on }) => {
        const item = row('asked');
        fill(item, { on: day(asked_on) });
        part('open', item).addEventListener('click', () => openPack(pack));
        return item;
      }),
    );
  }

  /** How many cases wait for which late promise. @param {number} mine */
  async function showBroken(mine) {
    const { broken } = await keeper.ask('broken');
    if (mine !== shown) return;
    const rows = broken.map((/** @type {{ clock: string, cases: number }} */ { clock, cases }) => {
      const item = row('broken');
      choose(part('choices="clock"', item), clock);
      fill(item, { cases: figure(cases) });
      return item;
    });
    part('broken', place).replaceChildren(...rows);
  }

  /** Show a page of a group. @param {HTMLElement} group @param {number} page @param {number} mine */
  async function turn(group, page, mine) {
    const { more, cases } = await keeper.ask('queue', { group: group.dataset.queueGroup, page });
    if (mine !== shown) return;
    group.hidden = cases.length === 0 && page === 0;
    part('list', group).replaceChildren(...cases.map(lineOf));
    const [earlier, later] = parts('turn', group);
    earlier.hidden = page === 0;
    later.hidden = !more;
    earlier.onclick = () => turn(group, page - 1, shown);
    later.onclick = () => turn(group, page + 1, shown);
  }

  /** @param {Listed} listed */
  function lineOf({ folder, ref, state, due, clock, waiting, title }) {
    const item = row('queue-line');
    fill(item, { ref, title, due: due ? day(due) : '' });
    choose(part('choices="state"', item), state);
    choose(part('choices="clock"', item), clock);
    showWhen(item, { waiting, due: due !== null, titled: title !== '' });
    part('open', item).addEventListener('click', () => openCase(folder));
    return item;
  }

  onSubmit('search', {
    check: () => [],
    async send(progress) {
      const group = part('found', place);
      const words = typed('search-words').trim();
      group.hidden = !words;
      if (!words) return;
      const { cases, more } = await keeper.ask('search', { words }, progress);
      part('list', group).replaceChildren(...cases.map(lineOf));
      showWhen(group, { none: cases.length === 0, more });
    },
  });

  return {
    show,
    /** Take every word out of the page. */
    hide() {
      shown += 1;
      for (const list of [...parts('list', place), part('broken', place)]) list.replaceChildren();
      for (const group of [...parts('queue-group', place), part('found', place)]) group.hidden = true;
    },
  };
}
