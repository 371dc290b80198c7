/**
 * The reports that this officer can open, newest first. First words are unlocked here, a few
 * reports at a time.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import {
  choose,
  day,
  fill,
  part,
  parts,
  row,
  sentence,
  showProblems,
  showScreen,
  showWhen,
  today,
  when,
} from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ folder: string, received_on: string, kind: string, standing: string, opened: boolean, replies: number, messages: number, waiting: boolean }} Listed */

/** How many reports are fetched and unlocked side by side. */
const AT_ONCE = 4;

/**
 * @param {Keeper} keeper
 * @param {(listed: Listed) => Promise<void>} open
 * @param {(code: string) => boolean} leaveFor
 */
export function inboxScreen(keeper, open, leaveFor) {
  const screen = part('screen="inbox"');
  let page = 0;
  let shown = 0;

  /** @param {number} [wanted] @param {boolean} [afresh] whether words that were unlocked before are fetched again */
  async function show(wanted = page, afresh = false) {
    const mine = ++shown;
    showScreen('inbox');
    part('loading', screen).hidden = false;
    showProblems(screen, []);
    try {
      const inbox = await keeper.ask('inbox', { page: wanted });
      if (mine !== shown) return;
      page = inbox.page;
      const { reads, receives, audits } = inbox;
      showWhen(screen, { reads, 'only-held': !reads, receives, audits });
      const rows = list(screen, inbox, open);
      showProblems(screen, inbox.warnings);
      part('loading', screen).hidden = true;
      const locked = rows.filter(({ listed }) => listed.standing === 'open');
      const unlocks = async () => {
        for (let next = locked.shift(); next && mine === shown; next = locked.shift())
          await glance(keeper, next.listed, next.item, afresh);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, unlocks));
    } catch (error) {
      const { code } = mistakeOf(error);
      part('loading', screen).hidden = true;
      if (!leaveFor(code)) showProblems(screen, [code]);
    }
  }

  when('refresh', () => show(0, true));
  when('newer', () => show(page - 1));
  when('older', () => show(page + 1));
  /** Take every word out of the page. */
  function hide() {
    shown += 1;
    for (const group of parts('group', screen)) part('list', group).replaceChildren();
  }

  return { show: () => show(), hide };
}

/**
 * @param {HTMLElement} screen
 * @param {{ page: number, more: boolean, reports: Listed[], reads: boolean }} inbox
 * @param {(listed: Listed) => Promise<void>} open
 */
function list(screen, { page, more, reports, reads }, open) {
  const rows = reports.map((listed) => ({ listed, item: rowOf(listed, open) }));
  for (const [group, opened] of /** @type {const} */ ([
    ['to-open', false],
    ['opened', true],
  ])) {
    const place = part(`group="${group}"`, screen);
    const items = rows.filter(({ listed }) => listed.opened === opened).map(({ item }) => item);
    part('list', place).replaceChildren(...items);
    place.hidden = items.length === 0;
  }
  part('empty', screen).hidden = reports.length > 0 || page > 0 || !reads;
  const pages = part('pages', screen);
  pages.hidden = page === 0 && !more;
  fill(pages, { page: page + 1 });
  part('does="newer"', pages).hidden = page === 0;
  part('does="older"', pages).hidden = !more;
  return rows;
}

/** @param {Listed} listed @param {(listed: Listed) => Promise<void>} open @returns {HTMLElement} */
function rowOf(listed, open) {
  const item = /** @type {HTMLElement} */ (row('report').firstElementChild);
  fill(item, { received: day(listed.received_on) });
  choose(part('choices="state"', item), stateOf(listed));
  choose(part('choices="standing"', item), standingOf(listed));
  showWhen(item, { next: false, locked: listed.standing === 'open' });
  part('open', item).addEventListener('click', () => open(listed));
  return item;
}

/** Why there is no word to show yet; none of these depends on any. @param {Listed} listed */
const standingOf = ({ standing, kind }) =>
  standing === 'declare' && kind !== 'report' ? 'declare-case' : standing;

/** @param {Listed} listed */
function stateOf({ standing, opened, replies, messages, waiting }) {
  if (standing === 'again' || standing === 'undecided') return standing;
  if (!opened) return 'new';
  if (waiting && messages > 0) return 'waiting';
  return replies > 0 ? 'answered' : 'opened';
}

/** Unlock the first words of one report. @param {Keeper} keeper @param {Listed} listed @param {HTMLElement} item @param {boolean} afresh */
async function glance(keeper, { folder, replies, messages }, item, afresh) {
  const seen = await keeper.ask('glance', { folder, written: `${replies} ${messages}`, afresh });
  showWhen(item, {
    locked: false,
    next: seen.next !== null,
    late: seen.next !== null && seen.next < today(),
  });
  fill(item, { words: seen.problem ? sentence(seen.problem) : seen.words });
  if (seen.next) fill(item, { next: day(seen.next) });
  if (seen.problem) choose(part('choices="state"', item), 'problem');
}
