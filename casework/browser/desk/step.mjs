/**
 * A step of the procedure: what must be recorded first, and the message that goes to the reporter with it.
 * @module
 */
import { clearMistakes, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, part, showScreen, today } from '../page.mjs';
import { dayOf, isDay, writeDay } from './asking.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../form.mjs').Mistake} Mistake */
/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {Seen['steps'][number]} Step */

/**
 * @param {Keeper} keeper
 * @param {(code: string) => boolean} leaveFor
 * @param {() => void} back to the case
 */
export function stepScreen(keeper, leaveFor, back) {
  const screen = part('screen="step"');
  const form = part('step-form', screen);
  const next = part('ask', part('step-next', screen));
  /** @type {Seen | null} */
  let of = null;
  /** @type {Step | null} */
  let step = null;
  /** What was typed for which step, while casework was locked. @type {{ step: string, text: string } | null} */
  let kept = null;

  /** @param {Seen} seen @param {Step} chosen */
  function show(seen, chosen) {
    [of, step] = [seen, chosen];
    clearMistakes(screen);
    part('meanwhile', screen).hidden = true;
    choose(part('choices="step"', screen), chosen.step);
    choose(part('choices="reads"', screen), chosen.reads);
    showGaps(chosen.gaps);
    form.hidden = chosen.gaps.length > 0;
    part('telling', screen).hidden = chosen.tells !== 'message';
    input('step-text').value = kept?.step === chosen.step ? kept.text : readyText(chosen.step);
    kept = null;
    writeDay(next, chosen.reads === 'closed' ? null : seen.next_update);
    offerSilences(chosen.silences);
    showScreen('step');
  }

  /** @param {string[]} gaps */
  function showGaps(gaps) {
    const place = part('gaps', screen);
    place.hidden = gaps.length === 0;
    part('list', place).replaceChildren(...gaps.map(gapLine));
  }

  /** @param {string[]} silences */
  function offerSilences(silences) {
    const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input('step-silence')));
    list.value = '';
    for (const option of list.options)
      option.hidden = option.disabled = option.value !== '' && !silences.includes(option.value);
  }

  /** @returns {Mistake[]} */
  function check() {
    if (step?.tells !== 'message' || typed('step-silence')) return [];
    const until = dayOf(next);
    const text = { field: 'step-text', code: 'text-missing' };
    const wrong = { field: 'step-next', code: until ? 'day-wrong' : 'day-missing' };
    const isWrong = step.reads === 'closed' && until === null ? false : !isDay(until);
    const past = { field: 'step-next', code: 'day-past' };
    return [
      ...(typed('step-text').trim() ? [] : [text]),
      ...(isWrong ? [wrong] : until && until <= today() ? [past] : []),
    ];
  }

  onSubmit('step', {
    check,
    async send() {
      const { folder, number, reports } = /** @type {Seen} */ (of);
      const { step: code, tells, reads } = /** @type {Step} */ (step);
      const silence = tells === 'message' ? typed('step-silence') || null : null;
      const text = tells === 'message' && !silence ? typed('step-text') : '';
      const told = { text, status: reads ?? '', next: dayOf(next) };
      const listed = reports.map(({ report }) => report);
      try {
        await keeper.ask('move-case', { folder, step: code, number, reports: listed, silence, ...told });
      } catch (error) {
        const mistake = mistakeOf(error);
        if (leaveFor(mistake.code)) return;
        if (mistake.code === 'case-moved' || mistake.code === 'reply-taken')
          part('meanwhile', screen).hidden = false;
        throw error;
      }
      input('step-text').value = '';
      back();
    },
  });

  return {
    show,
    hide() {
      if (step && typed('step-text')) kept = { step: step.step, text: typed('step-text') };
      input('step-text').value = '';
    },
    forget() {
      kept = null;
      input('step-text').value = '';
    },
  };
}

/** @param {string} code @returns {HTMLElement} */
function gapLine(code) {
  const words = /** @type {HTMLTemplateElement} */ (part('evidence')).content;
  const line = document.createElement('li');
  line.textContent = words.querySelector(`[data-evidence-words="${code}"]`)?.textContent ?? code;
  return line;
}

/** @param {string} step */
const readyText = (step) =>
  /** @type {HTMLTemplateElement | null} */ (document.querySelector(`[data-says="${step}"]`))?.content
    .textContent ?? '';
