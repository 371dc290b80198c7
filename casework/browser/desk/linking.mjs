/**
 * Putting a report under a case that there is, and taking it out again, each with its reason sealed.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { part, showScreen } from '../page.mjs';
import { readAnswer, unanswered } from './asking.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */

/** @param {Keeper} keeper @param {(folder: string) => Promise<void>} done @param {(code: string) => boolean} leaveFor */
export function linkScreen(keeper, done, leaveFor) {
  const screen = part('screen="link"');
  const form = part('form="link"', screen);
  const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input('link-case')));
  let report = '';

  onSubmit('link', {
    check: () => unanswered(form),
    async send() {
      const [folder, strength] = readAnswer(form).codes;
      try {
        await keeper.ask('link-report', { folder, report, strength, why: typed('link-reason') });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      hide();
      await done(folder);
    },
  });

  /** Take every word out of the page. */
  function hide() {
    empty('link-reason');
    while (list.options.length > 1) list.remove(1);
  }

  return {
    /** @param {string} folder of the report, hex */
    async show(folder) {
      report = folder;
      hide();
      clearMistakes(screen);
      showScreen('link');
      const { cases } = await keeper.ask('search', { words: '' });
      list.append(
        ...cases.map((/** @type {import('../keeper/queue.mjs').Listed} */ { folder: place, ref, title }) => {
          return new Option(title ? `${ref} – ${title}` : ref, place);
        }),
      );
    },
    hide,
  };
}

/** @param {Keeper} keeper @param {() => void} back to the case @param {(code: string) => boolean} leaveFor */
export function unlinkScreen(keeper, back, leaveFor) {
  const screen = part('screen="unlink"');
  /** @type {{ folder: string, report: string } | null} */
  let what = null;

  onSubmit('unlink', {
    check: () => unanswered(screen),
    async send() {
      try {
        await keeper.ask('unlink-report', { ...what, why: typed('unlink-reason') });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      empty('unlink-reason');
      back();
    },
  });

  return {
    /** @param {string} folder @param {string} report */
    show(folder, report) {
      what = { folder, report };
      clearMistakes(screen);
      showScreen('unlink');
    },
    hide: () => empty('unlink-reason'),
  };
}
