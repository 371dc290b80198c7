/**
 * A case: what can happen next, its record as a list of tasks, promises, reports, and what happened.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { choose, fill, keepFocus, part, parts, showProblems, showScreen, showWhen, when } from '../page.mjs';
import { accessSection } from './access.mjs';
import { showAside, showLetters } from './aside.mjs';
import { showCheckIns, showDetriments } from './detriments.mjs';
import { handoverScreen } from './handover.mjs';
import { unlinkScreen } from './linking.mjs';
import { askScreen } from './opinion.mjs';
import { promiseScreens } from './promises.mjs';
import { resuming } from './resume.mjs';
import { scansPart } from './scans.mjs';
import { showSecondOpinion } from './second_opinion.mjs';
import { packsPart } from './packs.mjs';
import { showAllegations, showGroups, showTasks } from './record.mjs';
import { stepScreen } from './step.mjs';
import { taskScreen } from './task.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/**
 * What the keeper tells of a case.
 * @typedef {import('../keeper/cases.mjs').CaseFacts & {
 *   words: Record<string, import('../keeper/cases.mjs').Words>, people: import('../keeper/cases.mjs').Person[],
 *   scans: import('../keeper/scans.mjs').Scan[], led: boolean, said: string, problems: string[],
 * }} Seen
 */

/**
 * @param {Keeper} keeper
 * @param {(code: string) => boolean} leaveFor
 * @param {(report: string) => Promise<void>} openReport
 * @param {(pack: string) => Promise<void>} openPack
 * @param {() => unknown} leave to the reports
 */
export function caseScreen(keeper, leaveFor, openReport, openPack, leave) {
  const screen = part('screen="case"');
  /** @type {string | null} */
  let current = null;
  /** @type {Seen | null} */
  let seen = null;
  const form = resuming();
  const again = () => {
    form.forget();
    return show(/** @type {string} */ (current));
  };
  const task = taskScreen(keeper, leaveFor, load, again);
  const step = stepScreen(keeper, leaveFor, again);
  const asking = askScreen(keeper, leaveFor, again);
  const unlinking = unlinkScreen(keeper, again, leaveFor);
  const packs = packsPart(keeper, openPack, leaveFor);
  const access = accessSection(keeper, 'case', { changed: () => access.load(String(current)), leaveFor });
  const promises = promiseScreens(keeper, leaveFor, again, form.opened);
  const scans = scansPart(keeper, leaveFor, again);
  const handover = handoverScreen(keeper, leaveFor, again, leave, form.opened);

  /** @returns {Promise<Seen>} */
  async function load() {
    seen = /** @type {Seen} */ (await keeper.ask('case', { folder: current }));
    return seen;
  }

  /** @param {string} folder hex */
  async function show(folder) {
    if (folder !== current) forget();
    current = folder;
    showProblems(screen, []);
    showScreen('case');
    part('content', screen).hidden = true; // what it showed before may be over
    part('loading', screen).hidden = false;
    try {
      const found = await load();
      if (current === folder) {
        showContent(found);
        form.resume(found);
        await Promise.all([access.load(folder), packs.load(found)]);
      }
    } catch (error) {
      const { code } = mistakeOf(error);
      if (!leaveFor(code)) showProblems(screen, [code]);
    }
    part('loading', screen).hidden = true;
    keepFocus(screen);
  }

  /** @param {Seen} found */
  function showContent(found) {
    showProblems(screen, found.problems);
    fill(screen, { ref: found.ref, 'case-title': found.words.title?.value ?? '' });
    showWhen(screen, { titled: 'title' in found.words });
    choose(part('choices="state"', screen), found.state);
    showSteps(screen, found);
    showAllegations(screen, found, openTask);
    showTasks(screen, found);
    showGroups(screen, found);
    showSecondOpinion(screen, found);
    showDetriments(screen, found, goOn);
    promises.list(screen, found);
    showCheckIns(screen, found);
    handover.tell(screen, found);
    scans.show(found);
    showAside(screen, found, openReport, (report) => unlinking.show(found.folder, report));
    showLetters(screen, found, openTask);
    part('content', screen).hidden = false;
  }

  /** @param {string} name @param {string} title @param {import('./task.mjs').Told | null} [told] */
  function openTask(name, title, told = null) {
    if (!seen) return;
    form.opened('task', (found) => task.show(found, name, title, told));
    task.show(seen, name, title, told);
  }

  for (const button of parts('open-task', screen))
    button.addEventListener('click', () =>
      openTask(String(button.dataset.openTask), button.textContent ?? ''),
    );
  for (const item of parts('step', screen)) {
    const open = (/** @type {Seen} */ found) => {
      const chosen = found.steps.find((each) => each.step === item.dataset.step);
      if (chosen) step.show(found, chosen);
    };
    when(`step-${item.dataset.step}`, () => {
      form.opened('step', open);
      if (seen) open(seen);
    });
  }
  when('add-allegation', () => {
    const used = seen?.answers.filter(({ name }) => name.startsWith('allegation_')).length ?? 0;
    openTask(`allegation_${used + 1}`, part('does="add-allegation"', screen).textContent ?? '');
  });
  when('add-letter', () => addLetter());

  /** The next letter, call or visit of the case that is shown. */
  function addLetter() {
    const used = seen?.answers.filter(({ name }) => name.startsWith('letter_')).length ?? 0;
    openTask(`letter_${used + 1}`, part('does="by-hand"').textContent ?? '');
  }

  /** @param {import('./task.mjs').Told | null} told by a message, or in another way */
  function noteBadly(told) {
    const name = `detriment_${(seen?.detriments.length ?? 0) + 1}`;
    openTask(name, part('does="add-detriment"', screen).textContent ?? '', told);
  }
  when('add-detriment', () => noteBadly(null));
  when('ask-opinion', () => {
    form.opened('ask', asking.show);
    if (seen) asking.show(seen);
  });
  when('remind', () => note('remind', {}));

  /** @param {number} number @param {string} progress */
  const goOn = (number, progress) => note('detriment-goes-on', { number, progress });

  /** Note something by one press, and look again. @param {string} verb @param {object} values */
  async function note(verb, values) {
    try {
      await keeper.ask(verb, { folder: current, ...values });
      await again();
    } catch (error) {
      const { code } = mistakeOf(error);
      if (!leaveFor(code)) showProblems(screen, [code]);
    }
  }

  when('back-to-case', again);

  /** Take every word out of the page; what the officer was writing waits in memory. */
  function hide() {
    form.keep();
    part('content', screen).hidden = true;
    fill(screen, { 'case-title': '', 'opinion-words': '', ref: '' });
    for (const place of parts('fill="value"', screen)) place.textContent = '';
    for (const place of ['promises', 'linked', 'letters', 'timeline', 'detriments', 'check-ins'])
      part(place, screen).replaceChildren();
    for (const item of parts('task-row="allegation"', screen)) item.remove();
    task.hide();
    step.hide();
    asking.hide();
    promises.hide();
    handover.hide();
    scans.hide();
    unlinking.hide();
    access.hide();
    packs.hide();
    seen = null;
  }

  function forget() {
    hide();
    form.forget();
    for (const each of [task, step, asking, promises, handover, packs]) each.forget();
    current = null;
  }

  /** A case that was begun by hand: what came is asked first. @param {string} folder */
  async function begun(folder) {
    await show(folder);
    addLetter();
  }

  return { show, begun, noteBadly, hide, close: forget, folder: () => current, again };
}

/** @param {HTMLElement} screen @param {Seen} seen */
function showSteps(screen, { steps }) {
  let shown = 0;
  for (const item of parts('step', screen)) {
    const step = steps.find((each) => each.step === item.dataset.step);
    item.hidden = !step;
    if (!step) continue;
    const isNext = !('anytime' in item.dataset);
    shown += isNext ? 1 : 0;
    fill(item, { gaps: step.gaps.length });
    showWhen(item, { gaps: step.gaps.length > 0, ready: step.gaps.length === 0 });
    part('does', item).classList.toggle('govuk-button--secondary', step.gaps.length > 0 || !isNext);
  }
  part('no-steps', screen).hidden = shown > 0;
}
