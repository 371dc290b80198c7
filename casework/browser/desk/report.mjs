/**
 * One report: the words, the files, the thread, the checks. All of it was opened and checked by the keeper.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { day, fill, keepFocus, part, parts, showProblems, showScreen, when } from '../page.mjs';
import { accessSection } from './access.mjs';
import { showAnswers } from './answers.mjs';
import { showChecks } from './checks.mjs';
import { colleaguesPanel } from './colleagues.mjs';
import { fileRows } from './files.mjs';
import { namesSection } from './names.mjs';
import { replyForm } from './reply.mjs';
import { showThread } from './thread.mjs';
import { recordOf } from './topics.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/**
 * What the keeper tells of a report.
 * @typedef {{ received: string, problems: string[], content: Content | null }} Seen
 * @typedef {{ answers: [string, string[]][], files: import('./files.mjs').Listed[],
 *   thread: import('./thread.mjs').Entry[], checks: import('./checks.mjs').Checks, mayNot: string | null, room: number,
 *   caseFolder: string | null, mayLead: boolean, hasName: boolean }} Content
 */

/**
 * @param {Keeper} keeper
 * @param {(code: string) => boolean} leaveFor
 * @param {(folder: string) => Promise<void>} openCase
 * @param {(report: string) => Promise<void>} linkTo
 * @param {(folder: string, told: import('./task.mjs').Told) => Promise<void>} noteBadly in the case
 */
export function reportScreen(keeper, leaveFor, openCase, linkTo, noteBadly) {
  const screen = part('screen="report"');
  /** @type {string | null} */
  let current = null;
  /** @type {string | null} */
  let last = null;
  /** @type {string | null} */
  let caseOf = null;
  const names = namesSection(keeper, leaveFor);
  const access = accessSection(keeper, 'report', { changed: load, leaveFor });
  const reply = replyForm(keeper, () => current ?? '', load, leaveFor);
  const colleagues = colleaguesPanel(keeper, refuse, load);

  /** @param {string} code */
  function refuse(code) {
    if (!leaveFor(code)) showProblems(screen, [code]);
  }

  /** Fetch, open and check again; what is being written stays. */
  async function load() {
    const folder = /** @type {string} */ (current);
    const seen = /** @type {Seen} */ (await keeper.ask('open', { folder }));
    if (folder !== current) return;
    fill(screen, { received: day(seen.received) });
    showProblems(screen, seen.problems);
    part('content', screen).hidden = seen.content === null;
    if (seen.content) showContent(folder, seen.content);
    await colleagues.show(folder);
    if (!seen.content) return;
    if (seen.content.mayNot === 'record') return;
    await access.load(folder);
    if (seen.content.hasName) await names.load(folder);
  }

  /** @param {string} folder @param {Content} content */
  function showContent(folder, { answers, files, thread, checks, mayNot, room, caseFolder, mayLead }) {
    caseOf = caseFolder;
    const shows = caseFolder ? 'some' : mayLead ? 'none' : '';
    for (const strip of parts('case', screen)) strip.hidden = strip.dataset.case !== shows;
    showAnswers(part('answers', screen), answers);
    showChecks(part('checks', screen), checks);
    const told = tally(files.length, (standing) =>
      showChecks(part('checks', screen), { ...checks, files: standing }),
    );
    const rowsOf = (
      /** @type {import('./files.mjs').Listed[]} */ listed,
      /** @type {string | null} */ item,
    ) =>
      fileRows(keeper, { folder, item }, listed, (index, isWhole) =>
        told(item === null ? index : null, isWhole),
      );
    part('files', screen).hidden = files.length === 0;
    part('list', part('files', screen)).replaceChildren(...rowsOf(files, null));
    showThread(screen, thread, rowsOf, acts);
    reply.ready(mayNot, room);
  }

  /** Noting what a message says in the case of the report. @type {import('./topics.mjs').Acts} */
  const acts = {
    badly(message) {
      const told = { report: String(current), message: message.item, codes: recordOf(message) };
      noteBadly(String(caseOf), told);
    },
    async answer({ item, date, ticked: [answer] }) {
      try {
        await keeper.ask('note-answer', { folder: caseOf, report: current, message: item, on: date, answer });
        await load();
      } catch (error) {
        refuse(mistakeOf(error).code);
      }
    },
  };

  /** @param {string} folder hex */
  async function show(folder) {
    if (folder !== current) hide();
    if (folder !== last) reply.forget();
    current = last = folder;
    fill(screen, { received: '' });
    showProblems(screen, []);
    showScreen('report');
    part('loading', screen).hidden = false;
    try {
      await load();
    } catch (error) {
      refuse(mistakeOf(error).code);
    }
    part('loading', screen).hidden = true;
    keepFocus(screen);
  }

  /** Take every word of the report out of the page. What the officer was writing stays in memory. */
  function hide() {
    part('content', screen).hidden = true;
    reply.hide();
    colleagues.hide();
    access.hide();
    names.hide();
    for (const place of ['answers', 'thread', 'people']) part(place, screen).replaceChildren();
    part('list', part('files', screen)).replaceChildren();
    showProblems(screen, []);
  }

  when('open-case', () => caseOf && openCase(caseOf));
  when('link-report', () => current && linkTo(current));
  when('begin-case', async () => {
    try {
      const { folder } = await keeper.ask('begin-case', { report: current });
      await openCase(folder);
    } catch (error) {
      const { code } = mistakeOf(error);
      if (!leaveFor(code)) showProblems(screen, [code]);
    }
  });

  return {
    show,
    hide,
    folder: () => current,
    hasDraft: () => reply.hasDraft(),
    again: () => last && show(last),
    close() {
      hide();
      reply.forget();
      current = null;
    },
  };
}

/**
 * All files of the report whole, or one of any kind broken: either changes what the checks say.
 * @param {number} count of the report's files
 * @param {(standing: string) => void} say
 */
function tally(count, say) {
  const whole = new Set();
  let broken = false;
  return (/** @type {number | null} */ index, /** @type {boolean} */ isWhole) => {
    broken ||= !isWhole;
    if (index !== null) whole.add(index);
    if (broken) say('bad');
    else if (count && whole.size === count) say('good');
  };
}
