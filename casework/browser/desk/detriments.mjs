/**
 * Bad treatment that was noted in a case, and what happened since; how the reporter says that things have been.
 * @module
 */
import { choose, day, fill, part, parts, row, showWhen } from '../page.mjs';
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

/** @param {HTMLElement} screen @param {Seen} seen */
export function showCheckIns(screen, { check_ins, reports }) {
  const rows = check_ins.map(({ report, due, standing, answer, answered_on }) => {
    const item = row('check-in');
    const received = reports.find((each) => each.report === report)?.received_on ?? '';
    fill(item, {
      due: day(due),
      received: received && day(received),
      answered: answered_on ? day(answered_on) : '',
    });
    choose(part('choices="standing"', item), standing);
    choose(part('choices="answer"', item), answer);
    showWhen(item, { answered: answer !== null, several: reports.length > 1 });
    return item;
  });
  part('check-ins', screen).replaceChildren(...rows);
  part('check-ins-place', screen).hidden = rows.length === 0;
}
