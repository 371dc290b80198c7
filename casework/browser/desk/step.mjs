/**
 * A step of the procedure: what must be recorded first, and the message that goes to the reporter with it.
 * @module
 */
import { clearMistakes, mistakeOf, onSubmit } from '../form.mjs';
import { choose, part, showScreen } from '../page.mjs';
import { readyText, tellingPart } from './telling.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
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
  const telling = tellingPart('step');
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
    showGaps(chosen.gaps);
    form.hidden = chosen.gaps.length > 0;
    telling.show({
      reads: chosen.reads ?? seen.reads,
      words: kept?.step === chosen.step ? kept.text : readyText(chosen.step),
      next: seen.next_update,
      silences: chosen.silences,
      isShown: chosen.tells === 'message',
      reports: seen.reports,
    });
    kept = null;
    showScreen('step');
  }

  /** @param {string[]} gaps */
  function showGaps(gaps) {
    const place = part('gaps', screen);
    place.hidden = gaps.length === 0;
    part('list', place).replaceChildren(...gaps.map(gapLine));
  }

  onSubmit('step', {
    check: () => telling.check(),
    async send() {
      const seen = /** @type {Seen} */ (of);
      const { folder, number } = seen;
      const { step: code } = /** @type {Step} */ (step);
      try {
        await keeper.ask('move-case', { folder, step: code, number, ...telling.read(seen) });
      } catch (error) {
        const mistake = mistakeOf(error);
        if (leaveFor(mistake.code)) return;
        if (mistake.code === 'case-moved' || mistake.code === 'reply-taken')
          part('meanwhile', screen).hidden = false;
        throw error;
      }
      telling.empty();
      back();
    },
  });

  return {
    show,
    hide() {
      if (step && telling.typed()) kept = { step: step.step, text: telling.typed() };
      telling.empty();
    },
    forget() {
      kept = null;
      telling.empty();
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
