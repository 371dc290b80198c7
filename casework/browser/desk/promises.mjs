/**
 * A case's promises: how each stands, and the three forms that change one: on hold, running again, more time.
 * @module
 */
import { clearMistakes, mistakeOf, onSubmit } from '../form.mjs';
import { choose, day, fill, part, row, showScreen, showWhen, when } from '../page.mjs';
import { readAnswer, unanswered } from './asking.mjs';
import { keptForm } from './kept.mjs';
import { readyText, tellingPart } from './telling.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {Seen['clocks'][number]} Clock */

/** What the one choice of each form is called, as the keeper's verb wants it. */
const CHOICE = { hold: 'reason', 'go-on': '', extend: 'until' };

/** @typedef {(screen: string, again: (seen: Seen) => unknown) => void} Opened tells that a form was opened */

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor @param {() => unknown} back to the case @param {Opened} opened */
export function promiseScreens(keeper, leaveFor, back, opened) {
  const screens = {
    hold: changeScreen(keeper, leaveFor, back, opened, 'hold'),
    'go-on': changeScreen(keeper, leaveFor, back, opened, 'go-on'),
    extend: changeScreen(keeper, leaveFor, back, opened, 'extend'),
  };
  const all = Object.values(screens);
  /** @type {Seen | null} */
  let seen = null;
  when('hold', () => seen && screens.hold.show(seen));
  when('go-on', () => seen && screens['go-on'].show(seen));

  return {
    /** On the page of the case. @param {HTMLElement} screen @param {Seen} found */
    list(screen, found) {
      seen = found;
      const { clocks, hold, may_change, broken } = found;
      const rows = clocks.map((clock) => promiseRow(found, clock, () => screens.extend.show(found, clock)));
      part('promises', screen).replaceChildren(...rows);
      fill(screen, { broken, 'held-since': hold ? day(hold.since) : '' });
      choose(part('choices="held-for"', screen), hold?.reason ?? null);
      const [held, run] = [hold !== null, hold === null];
      showWhen(screen, {
        broken: broken > 0,
        held,
        'may-go-on': may_change && held,
        'may-hold': may_change && run,
      });
    },
    hide() {
      seen = null;
      for (const each of all) each.hide();
    },
    forget() {
      for (const each of all) each.forget();
    },
  };
}

/** @param {Seen} seen @param {Clock} promise @param {() => void} extend */
function promiseRow({ more_time, words }, { clock, due, standing, extends: mayExtend }, extend) {
  const item = row('promise');
  choose(part('choices="clock"', item), clock);
  choose(part('choices="standing"', item), standing);
  const given = more_time.find((each) => each.clock === clock);
  const why = words[`extension_${clock.toLowerCase()}`]?.value ?? '';
  fill(item, { due: due ? day(due) : '', why, given: given ? day(given.on) : '' });
  showWhen(item, { given: given !== undefined });
  part('more-time', item).hidden = !mayExtend;
  part('more-time', item).addEventListener('click', extend);
  return item;
}

/**
 * @param {Keeper} keeper
 * @param {(code: string) => boolean} leaveFor
 * @param {() => unknown} back
 * @param {Opened} opened
 * @param {keyof typeof CHOICE} verb
 */
function changeScreen(keeper, leaveFor, back, opened, verb) {
  const screen = part(`screen="${verb}"`);
  const kept = keptForm(part(`form="${verb}"`, screen));
  const asked = part('asked', screen);
  const telling = tellingPart(verb);
  /** @type {Seen | null} */
  let of = null;
  let clock = '';

  onSubmit(verb, {
    check: () => [...unanswered(asked), ...telling.check()],
    async send() {
      const seen = /** @type {Seen} */ (of);
      const { codes, words } = readAnswer(asked);
      const choice = codes.length ? { [CHOICE[verb]]: codes[0] } : {};
      const what = verb === 'extend' ? { clock, ...choice } : choice;
      try {
        await keeper.ask(verb, { folder: seen.folder, words, ...what, ...telling.read(seen) });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      kept.forget();
      of = null;
      back();
    },
  });

  /** @param {Seen} seen @param {Clock | null} [promise] */
  function show(seen, promise = null) {
    opened(verb, (found) => show(found, promise));
    of = seen;
    clock = promise?.clock ?? '';
    clearMistakes(screen);
    kept.clear();
    const { reads, next_update: next } = seen;
    telling.show({ reads, words: readyText(verb), next, silences: seen.silences[verb] });
    kept.restore(`${seen.folder} ${clock}`);
    if (promise) choose(part('choices="clock"', screen), clock);
    fill(screen, { 'due-now': promise?.due ? day(promise.due) : '' });
    showScreen(verb);
  }

  return {
    show,
    hide() {
      kept.keep(of && !screen.hidden ? `${of.folder} ${clock}` : '');
      of = null;
    },
    forget: () => kept.forget(),
  };
}
