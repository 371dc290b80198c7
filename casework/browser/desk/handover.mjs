/**
 * Handing a case over: to whom, why, and what the reporter hears. Whoever had it can open it no longer.
 * @module
 */
import { clearMistakes, input, mistakeOf, onSubmit } from '../form.mjs';
import { fill, named, part, showScreen, showWhen, when } from '../page.mjs';
import { readAnswer, unanswered } from './asking.mjs';
import { keptForm } from './kept.mjs';
import { readyText, tellingPart } from './telling.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */

const TO = 'hand-over-to';

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor @param {() => unknown} back to the case @param {() => unknown} leave @param {import('./promises.mjs').Opened} opened */
export function handoverScreen(keeper, leaveFor, back, leave, opened) {
  const screen = part('screen="hand-over"');
  const kept = keptForm(part('form="hand-over"', screen));
  const asked = part('asked', screen);
  const telling = tellingPart('hand-over');
  /** @type {Seen | null} */
  let of = null;
  when('hand-over', () => of && show(of));

  /** @param {Seen} seen */
  async function show(seen) {
    opened('hand-over', show);
    clearMistakes(screen);
    kept.clear();
    const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(TO)));
    while (list.options.length > 1) list.remove(1);
    const people = await keeper.ask('successors', { handler: seen.handler });
    list.append(...people.map((/** @type {any} */ { oid, title }) => new Option(named(title), oid)));
    const { reads, next_update: next, silences } = seen;
    telling.show({ reads, words: readyText('hand-over'), next, silences: silences['hand-over'] });
    kept.restore(seen.folder);
    showScreen('hand-over');
  }

  onSubmit('hand-over', {
    check: () => [...unanswered(asked), ...telling.check()],
    async send() {
      const seen = /** @type {Seen} */ (of);
      const { folder, handler, number } = seen;
      const { codes, words } = readAnswer(asked);
      const [to, purpose] = codes;
      try {
        const what = { folder, handler, number, to, purpose, words };
        const { isOut } = await keeper.ask('hand-over', { ...what, ...telling.read(seen) });
        kept.forget();
        await (isOut ? leave() : back());
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
    },
  });

  return {
    /** On the page of the case. @param {HTMLElement} page @param {Seen} seen */
    tell(page, seen) {
      of = seen;
      const handler = seen.people.find(({ oid }) => oid === seen.handler);
      fill(page, { handler: handler ? named(handler.title) : '' });
      showWhen(page, {
        led: seen.led,
        unled: !seen.led,
        'led-before': handler !== undefined && !seen.led,
        'may-hand-over': seen.may_hand_over,
      });
    },
    hide() {
      kept.keep(of && !screen.hidden ? of.folder : '');
      of = null;
    },
    forget: () => kept.forget(),
  };
}
