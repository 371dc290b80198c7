/**
 * Bad treatment that was noted in a case, and what happened since.
 * @module
 */
import { choose, day, fill, part, parts, row } from '../page.mjs';
import { labelsOf } from './asking.mjs';
import { questionsOf } from './task.mjs';

/** @typedef {import('./case.mjs').Seen} Seen */

/** @param {HTMLElement} screen @param {Seen} seen @param {(number: number, progress: string) => void} goOn */
export function showDetriments(screen, { detriments, words }, goOn) {
  const rows = detriments.map(({ number, on, kinds, wish, contacted_on, ended_on }) => {
    const item = row('detriment');
    const [, ...labels] = labelsOf(questionsOf('detriment'), [on, wish, ...kinds]);
    fill(item, { on: day(on), kinds: labels.join(' · '), words: words[`detriment_${number}`]?.value ?? '' });
    choose(part('choices="standing"', item), ended_on ? 'ended' : contacted_on ? 'contacted' : 'raised');
    for (const button of parts('progress-to', item)) {
      const progress = String(button.dataset.progressTo);
      button.hidden = ended_on !== null || (progress === 'contacted' && contacted_on !== null);
      button.addEventListener('click', () => goOn(number, progress));
    }
    return item;
  });
  part('detriments', screen).replaceChildren(...rows);
}
