/**
 * The follow-up document: code in, where things are, messages both ways.
 * @module
 */
import { dayInWords, today, workingDaysLater } from './calendar.mjs';
import { clearErrors, showErrors } from './errors.mjs';
import { all, fill, one, showOnly, textOf, titleText } from './check/fill.mjs';
import { showStanding } from './check/standing.mjs';
import { topicOf } from './check/topic.mjs';
import { Writing } from './check/writing.mjs';
import { beforeLeaving, watchExit, wipePage } from './exit.mjs';
import { reasonOf } from './report/sending.mjs';
import { focusOn, Screens } from './screens.mjs';
import { askBeforeLeaving, stopAsking } from './unsaved.mjs';
import { Sealer } from './worker.mjs';

/** @typedef {import('./sealing/visit.mjs').View} View */
/** @typedef {import('./worker.mjs').Trouble} Trouble */

const { rootHash = '', leastThreshold } = document.documentElement.dataset;
const page = { rootHash, leastThreshold: Number(leastThreshold) };
const sealer = new Sealer();
const screens = new Screens();
const standing = screens.element('standing');
const detrimentDays = Number(standing.dataset.detrimentDays);
const entry = screens.element('code');
const box = /** @type {HTMLTextAreaElement} */ (one(entry, '#code'));
const button = /** @type {HTMLButtonElement} */ (one(entry, '[data-enter]'));
/** @type {import('./check/letters.mjs').Own[]} */
let own = [];
/** The topic of what was just sent, in codes; null when nothing was. @type {string | null} */
let justSent = null;

/** @param {View} view */
const show = (view) => showStanding(standing, view, own, object);

/** Write about somebody who can open the report. @param {import('./check/standing.mjs').Person} person */
function object({ title, oid }) {
  const screen = screens.element('write');
  fill(screen, { objected: titleText(title) });
  showOnly(screen, 'objection', oid ? 'named' : 'unnamed');
  writing.open('objection', oid ? [oid] : []);
}

const writing = new Writing(sealer, screens, (view, { text, files, topic }, last) => {
  const after = view.replies[0]?.seq ?? 0;
  own.push({ seq: view.sent, text, files: files.map(({ name }) => name), after, topic });
  show(view);
  if (last) justSent = own.findLast((each) => each.topic !== 'more')?.topic ?? 'more';
});

/** Failures at the code box, by the error's class. @type {Record<string, string>} */
const FAILURES = {
  UnknownCode: 'unknown',
  Unanswered: 'unanswered',
  Broken: 'full',
  Full: 'full',
  NothingPublished: 'full',
  TicketUnsolved: 'unsolved',
};

/** @param {Trouble} trouble */
function tell(trouble) {
  if (trouble.name === 'CodeMistake') {
    const { word, count } = trouble;
    fill(entry, { word: word ?? '', count: count ?? '' });
    return showErrors(entry, [`code:${word ? 'word' : count === 10 ? 'check' : 'count'}`]);
  }
  const reason = reasonOf(trouble);
  if (!reason.startsWith('keys-')) return showErrors(entry, [`code:${FAILURES[trouble.name] ?? 'failed'}`]);
  showOnly(screens.element('stopped'), 'reason', reason);
  screens.replace('stopped');
}

async function enter() {
  if (button.disabled) return;
  if (!box.value.trim()) return void showErrors(entry, ['code:empty']);
  clearErrors(entry);
  button.disabled = true;
  one(entry, '[data-looking-place]').textContent = textOf('[data-looking]');
  try {
    show(await sealer.call('enter', { code: box.value, ...page }));
    box.value = '';
    stopAsking();
    screens.replace('standing');
  } catch (error) {
    tell(/** @type {Trouble} */ (error));
  } finally {
    button.disabled = false;
    one(entry, '[data-looking-place]').textContent = '';
  }
}

async function older() {
  const status = one(standing, '[data-older-status]');
  const shown = all(standing, '[data-letters] h3').length;
  status.textContent = textOf('[data-older-looking]');
  try {
    show(await sealer.call('older'));
    status.textContent = '';
    focusOn(all(standing, '[data-letters] h3')[shown] ?? one(standing, '[data-letters-heading]'));
  } catch {
    status.textContent = textOf('[data-older-failed]');
  }
}

/** Nothing of the visit stays: neither in the worker nor on the page. */
function forget() {
  sealer.end();
  own = [];
  for (const place of ['[data-letters]', '[data-readers-list]', '[data-faults-list]']) {
    one(standing, place).replaceChildren();
  }
}

function end() {
  writing.clear();
  wipePage();
  screens.replace('ended');
}

function wire() {
  button.addEventListener('click', enter);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    enter();
  });
  for (const link of all(standing, '[data-write]')) {
    link.addEventListener('click', () => writing.open(String(link.dataset.write)));
  }
  one(standing, '[data-older]').addEventListener('click', older);
  one(standing, '[data-end]').addEventListener('click', end);
  one(document, '[data-stopped-back]').addEventListener('click', () => {
    if (writing.unsaved) screens.replace('write');
    else location.reload();
  });
  screens.onArrival('standing', () => {
    one(standing, '[data-sent-banner]').hidden = justSent === null;
    const said = justSent === 'objection' ? null : justSent; // that one names nobody
    showOnly(standing, 'sent-topic', said && topicOf(said));
    fill(standing, { acting: dayInWords(workingDaysLater(today(), detrimentDays)) });
    justSent = null;
  });
  screens.onArrival('stopped', () => {
    one(document, '[data-kept]').hidden = !writing.unsaved;
  });
}

async function getReady() {
  try {
    await sealer.call('test');
    button.hidden = false;
    one(entry, '[data-getting-ready]').hidden = true;
  } catch {
    one(entry, '[data-ready-words]').hidden = true;
    showOnly(entry, 'unready', 'old');
  }
}

watchExit();
beforeLeaving(forget);
askBeforeLeaving();
wire();
getReady();
