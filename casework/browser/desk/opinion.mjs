/**
 * Asking an independent person, and answering as one. Who is asked sees a pack and never the letter.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { day, fill, named, part, showScreen } from '../page.mjs';
import { readAnswer, unanswered } from './asking.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */

const INDEPENDENT = 'independent_person';

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor @param {() => void} back to the case */
export function askScreen(keeper, leaveFor, back) {
  const screen = part('screen="ask"');
  /** @type {Seen | null} */
  let of = null;
  const words = ['ask-summary', 'ask-question'];
  /** @type {string[] | null} */
  let kept = null;

  onSubmit('ask', {
    check: () => unanswered(screen),
    async send() {
      const { folder, reports } = /** @type {Seen} */ (of);
      const listed = reports.map(({ report }) => report);
      const [summary, question] = words.map(typed);
      try {
        await keeper.ask('ask-opinion', { folder, of: typed('ask-of'), summary, question, reports: listed });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      empty(...words);
      back();
    },
  });

  return {
    /** @param {Seen} seen */
    show(seen) {
      of = seen;
      clearMistakes(screen);
      const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input('ask-of')));
      while (list.options.length > 1) list.remove(1);
      const people = seen.people.filter(({ role }) => role === INDEPENDENT);
      list.append(...people.map(({ oid, title }) => new Option(named(title), oid)));
      if (people.length === 1) list.selectedIndex = 1;
      words.forEach((id, i) => {
        input(id).value = kept?.[i] ?? '';
      });
      kept = null;
      showScreen('ask');
    },
    hide() {
      if (words.some((id) => typed(id))) kept = words.map(typed);
      empty(...words);
    },
    forget() {
      kept = null;
      empty(...words);
    },
  };
}

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor @param {() => Promise<void>} done */
export function opinionScreen(keeper, leaveFor, done) {
  const screen = part('screen="opinion"');
  const form = part('form="opinion"', screen);
  let current = '';

  onSubmit('opinion', {
    check: () => unanswered(form),
    async send() {
      const { codes, words } = readAnswer(form);
      try {
        await keeper.ask('give-opinion', { pack: current, view: codes[0], text: words });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      hide();
      await done();
    },
  });

  /** Take every word out of the page. */
  function hide() {
    fill(screen, { 'pack-summary': '', 'pack-question': '' });
    empty('opinion-text');
    for (const box of form.querySelectorAll('input')) box.checked = false;
  }

  return {
    /** @param {string} pack hex */
    async show(pack) {
      current = pack;
      clearMistakes(screen);
      const { asked_on, due, words, view } = await keeper.ask('pack', { pack });
      fill(screen, {
        'asked-on': day(asked_on),
        'opinion-due': day(due),
        'pack-summary': words.summary?.value ?? '',
        'pack-question': words.question?.value ?? '',
      });
      form.hidden = view !== null;
      part('opinion-done', screen).hidden = view === null;
      showScreen('opinion');
    },
    hide,
  };
}
