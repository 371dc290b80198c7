/**
 * Where you are signed in, and signing out everywhere else.
 * @module
 */
import { choose, day, fill, part, row, showProblems, showWhen, when } from '../page.mjs';

/** @typedef {{ mine: boolean, how: string, opened_on: string, seen_on: string }} Session */

/** @param {import('../client.mjs').Keeper} keeper @param {HTMLElement} screen @param {(error: unknown) => void} failed */
export function sessionsPart(keeper, screen, failed) {
  const place = part('sessions', screen);

  async function load() {
    /** @type {Session[]} */
    const found = await keeper.ask('sessions');
    part('list', place).replaceChildren(...found.map(line));
    showWhen(place, { others: found.length > 1 });
  }

  /** @param {Session} session */
  function line({ mine, how, opened_on, seen_on }) {
    const item = row('session');
    fill(item, { opened: day(opened_on), seen: day(seen_on) });
    choose(part('choices="where"', item), mine ? 'here' : 'elsewhere');
    choose(part('choices="how"', item), how);
    showWhen(item, { seen: !mine });
    return item;
  }

  when('end-others', async () => {
    showProblems(screen, []);
    try {
      await keeper.ask('end-other-sessions');
      await load();
      part('ended', place).hidden = false;
      part('ended', place).focus();
    } catch (error) {
      failed(error);
    }
  });
  return {
    load,
    hide() {
      part('list', place).replaceChildren();
      part('ended', place).hidden = true;
    },
  };
}
