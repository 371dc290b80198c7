/**
 * The part of a form that says what the reporter hears: a message with the day of the next one, or why there is none.
 * @module
 */
import { empty, input, typed } from '../form.mjs';
import { choose, part, today } from '../page.mjs';
import { dayOf, isDay, writeDay } from './asking.mjs';

/** @typedef {import('../form.mjs').Mistake} Mistake */
/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {{ text: string, status: string, next: string | null, silence: string | null, reports: string[] }} Told */

/** @param {string} prefix of its fields */
export function tellingPart(prefix) {
  const [text, day, silence] = ['text', 'next', 'silence'].map((name) => `${prefix}-${name}`);
  const place = part(`telling="${prefix}"`);
  const next = part('ask', part(day, place));
  let reads = '';

  /** @param {string[]} silences */
  function offerSilences(silences) {
    const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(silence)));
    list.value = '';
    for (const option of list.options)
      option.hidden = option.disabled = option.value !== '' && !silences.includes(option.value);
  }

  return {
    /** @param {{ reads: string, words: string, next: string | null, silences: string[], isShown?: boolean }} what */
    show({ reads: status, words, next: until, silences, isShown = true }) {
      reads = status;
      place.hidden = !isShown;
      choose(part('choices="reads"', place), status);
      input(text).value = words;
      writeDay(next, status === 'closed' ? null : until);
      offerSilences(silences);
    },
    /** @returns {Mistake[]} */
    check() {
      if (place.hidden || typed(silence)) return [];
      const until = dayOf(next);
      const isRight = isDay(until) || (reads === 'closed' && until === null);
      const wrong = { field: day, code: until ? 'day-wrong' : 'day-missing' };
      return [
        ...(typed(text).trim() ? [] : [{ field: text, code: 'text-missing' }]),
        ...(isRight ? [] : [wrong]),
        ...(isRight && until && until <= today() ? [{ field: day, code: 'day-past' }] : []),
      ];
    },
    /** @param {Seen} seen @returns {Told} */
    read({ reports }) {
      const quiet = place.hidden ? null : typed(silence) || null;
      const told = place.hidden || quiet ? '' : typed(text);
      const listed = reports.map(({ report }) => report);
      return { text: told, status: reads, next: dayOf(next), silence: quiet, reports: listed };
    },
    typed: () => typed(text),
    empty: () => empty(text),
  };
}

/** What the templates propose to say. @param {string} step */
export const readyText = (step) =>
  /** @type {HTMLTemplateElement | null} */ (document.querySelector(`[data-says="${step}"]`))?.content
    .textContent ?? '';
