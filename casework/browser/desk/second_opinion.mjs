/**
 * What the case page shows of a second opinion: whether one is awaited, and what it said.
 * @module
 */
import { choose, day, fill, part, parts, showWhen } from '../page.mjs';

/** @param {HTMLElement} screen @param {import('./case.mjs').Seen} seen */
export function showSecondOpinion(screen, { opinion, said }) {
  const stands = opinion === null ? 'none' : opinion.view === null ? 'asked' : 'given';
  for (const place of parts('opinion', screen)) {
    const shows = String(place.dataset.opinion);
    place.hidden = shows !== stands && !(shows === 'none' && stands === 'given');
  }
  if (!opinion) return;
  choose(part('choices="view"', screen), opinion.view);
  showWhen(screen, { reminded: opinion.reminded.length > 0 });
  fill(screen, {
    'asked-on': day(opinion.asked_on),
    'opinion-due': day(opinion.due),
    reminded: opinion.reminded.map(day).join(', '),
    'replied-on': opinion.replied_on ? day(opinion.replied_on) : '',
    'opinion-words': said,
  });
}
