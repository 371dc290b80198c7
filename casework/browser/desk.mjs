/**
 * The officer's desk: one document, from sign-in to reply. Its address never changes, so that neither history
 * nor logs tell which report was read.
 * @module
 */
import { Keeper } from './client.mjs';
import { accountScreens } from './desk/account.mjs';
import { auditScreen } from './desk/audit.mjs';
import { byHandScreen } from './desk/by_hand.mjs';
import { caseScreen } from './desk/case.mjs';
import { dutyPart } from './desk/duty.mjs';
import { declareScreen } from './desk/declare.mjs';
import { heldPart } from './desk/held.mjs';
import { handoverList } from './desk/handovers.mjs';
import { inboxScreen } from './desk/inbox.mjs';
import { letterPart } from './desk/letter.mjs';
import { linkScreen } from './desk/linking.mjs';
import { opinionScreen } from './desk/opinion.mjs';
import { packScreen } from './desk/pack.mjs';
import { queuePart } from './desk/queue.mjs';
import { reportScreen } from './desk/report.mjs';
import { watchIdle } from './desk/watch.mjs';
import { yourScreen } from './desk/yours.mjs';
import { revealOnRequest } from './form.mjs';
import { part, showScreen, showWhen, when } from './page.mjs';

const keeper = new Keeper();
const account = accountScreens(keeper, enter);
const report = reportScreen(keeper, leaveFor, openCase, (folder) => linking.show(folder), noteBadly);
const matter = caseScreen(keeper, leaveFor, openReport, openPack, showInbox);
const byHand = byHandScreen(keeper, begun, leaveFor);
const linking = linkScreen(keeper, openCase, leaveFor);
const opinion = opinionScreen(keeper, leaveFor, showInbox);
const pack = packScreen(keeper, leaveFor);
const queue = queuePart(keeper, openCase, openAsked, leaveFor);
const held = heldPart(keeper, openPack, openAsked, leaveFor);
const duty = dutyPart(keeper, leaveFor);
const handovers = handoverList(keeper, openCase, leaveFor);
const audit = auditScreen(keeper, leaveFor);
const letter = letterPart(keeper, leaveFor);
const yours = yourScreen(keeper, leaveFor);
const declare = declareScreen(keeper, readOn);
const inbox = inboxScreen(keeper, openListed, leaveFor);
/** What was chosen in the list last. @type {import('./desk/inbox.mjs').Listed | null} */
let chosen = null;

/** @typedef {import('./desk/account.mjs').Officer} Officer */

/** After sign-in or unlocking: back to the report that was open, or to the reports. @param {Officer} officer */
async function enter(officer) {
  account.greet(officer);
  duty.of(officer);
  showWhen(document, { desk: true });
  if (report.folder() || matter.folder() || pack.folder()) return readOn();
  history.replaceState(null, '');
  await showInbox();
}

/** @param {string} folder hex */
async function openReport(folder) {
  if (history.state !== 'report') history.pushState('report', '');
  await report.show(folder);
}

/** @param {string} folder hex */
async function openCase(folder) {
  if (history.state !== 'case') history.pushState('case', '');
  report.close();
  await matter.show(folder);
}

/** From a message that tells of bad treatment to the case's record of it. @param {string} folder hex @param {import('./desk/task.mjs').Told} told */
async function noteBadly(folder, told) {
  await openCase(folder);
  matter.noteBadly(told);
}

/** @param {import('./desk/inbox.mjs').Listed} listed */
async function openListed(listed) {
  chosen = listed;
  if (listed.kind === 'report') return openReport(listed.folder);
  if (listed.kind === 'case') return openCase(listed.folder);
  report.close();
  matter.close();
  declare.ask(listed.folder, { received: listed.received_on });
}

/** After unlocking, or a declaration: back to what was open or asked for it. */
async function readOn() {
  const [folder, led, other] = [report.folder(), matter.folder(), pack.folder()];
  if (other) return openPack(other);
  if (folder) return openReport(folder);
  return led ? openCase(led) : showInbox();
}

/** Nothing is shown before a declaration. @param {string} code @returns {boolean} whether that is what is missing */
function declareFirst(code) {
  const { about } = keeper;
  if (!about || (code !== 'declare-first' && code !== 'undecided')) return false;
  cover();
  if (code === 'undecided') declare.wait();
  else declare.ask(about, { received: chosen?.folder === about ? chosen.received_on : '' });
  return true;
}

/** @param {string} folder hex */
async function begun(folder) {
  if (history.state !== 'case') history.pushState('case', '');
  await matter.begun(folder);
}

async function showInbox() {
  report.close();
  matter.close();
  pack.close();
  opinion.hide();
  await Promise.all([inbox.show(), queue.show(), held.show(), duty.show(), handovers.show(), letter.show()]);
}

/** A pack that asks for an opinion. @param {string} folder hex */
async function openAsked(folder) {
  if (history.state !== 'asked') history.pushState('asked', '');
  cover();
  await opinion.show(folder);
}

/** @param {string} folder hex */
async function openPack(folder) {
  if (history.state !== 'pack') history.pushState('pack', '');
  cover();
  await pack.show(folder);
}

/** To the case that the pack was opened from, or to the list. */
async function backFromPack() {
  pack.close();
  const led = matter.folder();
  return led ? openCase(led) : showInbox();
}

async function showAudit() {
  if (history.state !== 'audit') history.pushState('audit', '');
  cover();
  await audit.show();
}

async function showYours() {
  if (history.state !== 'yours') history.pushState('yours', '');
  cover();
  await yours.show();
}

/** Take every word out of the page; what the officer was writing waits in memory. */
function cover() {
  report.hide();
  matter.hide();
  inbox.hide();
  queue.hide();
  held.hide();
  pack.hide();
  handovers.hide();
  letter.hide();
  opinion.hide();
  linking.hide();
  audit.hide();
  yours.hide();
}

/** A refusal that means: sign in, unlock again, or declare. @param {string} code @returns {boolean} whether it was one */
function leaveFor(code) {
  if (code !== 'signed-out' && code !== 'locked') return declareFirst(code);
  cover();
  keeper.ask('lock');
  if (code === 'locked') account.showUnlock({ draft: report.hasDraft() });
  else account.showSignIn(code);
  return true;
}

async function lock() {
  await keeper.ask('lock');
  cover();
  account.showUnlock({ draft: report.hasDraft() });
}

async function signOut() {
  await keeper.ask('sign-out').catch(() => {});
  cover();
  report.close();
  matter.close();
  pack.close();
  account.showSignIn();
}

watchIdle(keeper, () => {
  cover();
  account.showUnlock({ idle: true, draft: report.hasDraft() });
});
when('by-hand', () => byHand.show());
when('back-to-report', () => report.again());
when('refresh', () => Promise.all([queue.show(), held.show(), handovers.show()]));
when('your-account', showYours);
when('audit', showAudit);
when('lock', lock);
when('found-conflict', () => {
  report.hide();
  declare.ask(report.folder() ?? '', { found: true });
});
when('pack-conflict', () => {
  pack.hide();
  declare.ask(pack.folder(), { found: true });
});
when('back-from-pack', backFromPack);
when('sign-out', signOut);
when('inbox', () => {
  history.replaceState(null, ''); // going back would end some time later, perhaps after another report was opened
  return showInbox();
});
window.addEventListener('popstate', () => {
  const locked = part('signed-in').hidden;
  if (locked) return;
  if (history.state === 'yours') return showYours();
  if (history.state === 'pack' && pack.folder()) return pack.again();
  if (history.state === 'case' && matter.folder()) return backFromPack();
  history.state === 'report' ? report.again() : showInbox();
});
revealOnRequest();

try {
  await account.begin();
} catch {
  showScreen('starting');
}
