/**
 * The part of a form that says what the reporter hears: a message with the day of the next one, or why there is none.
 * @module
 */
import { empty, input, typed } from '../form.mjs';
import { choose, part, today } from '../page.mjs';
import { apartTexts } from './apart.mjs';
import { dayOf, isDay, writeDay } from './asking.mjs';
import { wrongText } from './gaps.mjs';

/** @typedef {import('../form.mjs').Mistake} Mistake */
/** @typedef {import('./case.mjs').Seen} Seen */
/** `texts`: by report, where they differ. @typedef {{ text: string, texts: Record<string, string> | null, status: string, next: string | null, silence: string | null, reports: string[] }} Told */

/** @param {string} prefix of its fields */
export function tellingPart(prefix) {
  const [text, day, silence] = ['text', 'next', 'silence'].map((name) => `${prefix}-${name}`);
  const place = part(`telling="${prefix}"`);
  const next = part('ask', part(day, place));
  const apart = apartTexts(place, /** @type {any} */ (input(text)));
  let reads = '';

  /** @param {string[]} silences */
  function offerSilences(silences) {
    const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input(silence)));
    list.value = '';
    for (const option of list.options)
      option.hidden = option.disabled = option.value !== '' && !silences.includes(option.value);
  }

  return {
    /** @param {{ reads: string, words: string, next: string | null, silences: string[], isShown?: boolean, reports?: Seen['reports'] }} what */
    show({ reads: status, words, next: until, silences, isShown = true, reports = [] }) {
      reads = status;
      place.hidden = !isShown;
      choose(part('choices="reads"', place), status);
      input(text).value = words;
      writeDay(next, status === 'closed' ? null : until);
      offerSilences(silences);
      apart.show(reports);
    },
    /** @returns {Mistake[]} */
    check() {
      if (place.hidden || typed(silence)) return [];
      const until = dayOf(next);
      const isRight = isDay(until) || (reads === 'closed' && until === null);
      const wrong = { field: day, code: until ? 'day-wrong' : 'day-missing' };
      return [
        ...(apart.isOn ? apart.check() : wrongText(text, typed(text))),
        ...(isRight ? [] : [wrong]),
        ...(isRight && until && until <= today() ? [{ field: day, code: 'day-past' }] : []),
      ];
    },
    /** @param {Seen} seen @returns {Told} */
    read({ reports }) {
      const quiet = place.hidden ? null : typed(silence) || null;
      const said = apart.isOn ? apart.typed() : typed(text);
      const told = place.hidden || quiet ? '' : said;
      const listed = reports.map(({ report }) => report);
      const texts = told && apart.isOn ? apart.read() : null;
      return { text: told, texts, status: reads, next: dayOf(next), silence: quiet, reports: listed };
    },
    typed: () => (apart.isOn ? apart.typed() : typed(text)),
    empty() {
      empty(text);
      apart.empty();
    },
  };
}

/** What the templates propose to say. @param {string} step */
export const readyText = (step) =>
  /** @type {HTMLTemplateElement | null} */ (document.querySelector(`[data-says="${step}"]`))?.content
    .textContent ?? '';
