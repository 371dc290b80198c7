/**
 * One task of a case's record: its questions, what was answered before, and what somebody else answered meanwhile.
 * @module
 */
import { clearMistakes, mistakeOf, onSubmit } from '../form.mjs';
import { day, fill, named, part, showScreen } from '../page.mjs';
import { labelsOf, readAnswer, severalWords, unanswered, writeAnswer } from './asking.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {import('./asking.mjs').Answer} Answer */

/** What a message told: of which report, and the answers that it gives. @typedef {{ report: string, message: string, codes: string[] }} Told */

/** The questions of a task; numbered tasks share theirs. @param {string} name */
export const questionsOf = (name) =>
  /** @type {HTMLTemplateElement} */ (part(`task="${name.replace(/_\d+$/, '')}"`)).content;

/** What was recorded of a task. @param {Seen} seen @param {string} name @returns {Answer & { number: number }} */
export function recordedOf({ answers, words }, name) {
  const answer = answers.find((each) => each.name === name);
  return { codes: answer?.codes ?? [], words: words[name]?.value ?? null, number: answer?.number ?? 0 };
}

/** @param {Seen} seen @param {string} name @returns {string} one line */
export function summaryOf(seen, name) {
  const { codes, words, number } = recordedOf(seen, name);
  if (number === 0) return '';
  const questions = questionsOf(name);
  const labels = labelsOf(questions, codes).map((label) =>
    /^\d{4}-\d\d-\d\d$/.test(label) ? day(label) : label,
  );
  if (labels.length > 3) return name === 'public_interest' ? (labels.at(-1) ?? '') : '';
  const first = words && !questions.querySelector('[data-words]:not([data-words=""])') ? words : '';
  return labels.length ? labels.join(' · ') : first.split('\n', 1)[0];
}

/**
 * @param {Keeper} keeper
 * @param {(code: string) => boolean} leaveFor
 * @param {() => Promise<Seen>} reload the case
 * @param {() => void} back to the case
 */
export function taskScreen(keeper, leaveFor, reload, back) {
  const screen = part('screen="task"');
  const place = part('asked', screen);
  let name = '';
  let number = 0;
  /** @type {Told | null} */
  let from = null;
  /** @type {Seen | null} */
  let of = null;
  /** What was typed when casework locked. @type {{ name: string, answer: Answer } | null} */
  let kept = null;

  /** @param {Seen} seen @param {string} task @param {string} title @param {Told | null} [told] */
  function show(seen, task, title, told = null) {
    [of, name, from] = [seen, task, told];
    const before = recordedOf(seen, task);
    number = before.number;
    place.replaceChildren(questionsOf(task).cloneNode(true));
    if (task.startsWith('assignee')) offerPeople(seen);
    writeAnswer(
      place,
      kept?.name === task ? kept.answer : told ? { codes: told.codes, words: null } : before,
    );
    kept = null;
    part('meanwhile', screen).hidden = true;
    clearMistakes(screen);
    fill(screen, { task: title });
    showScreen('task');
  }

  /** @param {Seen} seen */
  function offerPeople({ people }) {
    const list = /** @type {HTMLSelectElement} */ (place.querySelector('select'));
    list.append(...people.map(({ oid, title }) => new Option(named(title), oid)));
  }

  /** Somebody else was faster: show theirs beside what is typed here. */
  async function meet() {
    of = await reload();
    const theirs = recordedOf(of, name);
    const answer = of.answers.find((each) => each.name === name);
    const who = of.people.find(({ kid }) => kid === answer?.by);
    fill(screen, {
      'other-title': who ? named(who.title) : '',
      'other-date': answer ? day(answer.on) : '',
      'other-codes': labelsOf(place, theirs.codes).join(' · '),
      'other-words': Object.values(severalWords(theirs.words ?? '')).join('\n') || (theirs.words ?? ''),
    });
    number = theirs.number;
    part('meanwhile', screen).hidden = false;
  }

  onSubmit('task', {
    check: () => unanswered(place),
    async send() {
      const { folder } = /** @type {Seen} */ (of);
      const values = { folder, name, number: number + 1, ...readAnswer(place) };
      try {
        if (/^detriment_\d+$/.test(name)) {
          const { report, message } = from ?? { report: null, message: null };
          await keeper.ask('note-detriment', { ...values, report, message });
        } else await keeper.ask('answer-task', values);
      } catch (error) {
        const { code } = mistakeOf(error);
        if (leaveFor(code)) return;
        if (code === 'answer-taken') await meet();
        throw error;
      }
      place.replaceChildren();
      back();
    },
  });

  return {
    show,
    /** Take every word out of the page; what was typed waits in memory. */
    hide() {
      if (place.firstChild) kept = { name, answer: readAnswer(place) };
      place.replaceChildren();
      fill(screen, { 'other-codes': '', 'other-words': '' });
    },
    forget() {
      kept = null;
      place.replaceChildren();
    },
  };
}
