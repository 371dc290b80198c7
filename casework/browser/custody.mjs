/**
 * The custodians' page: who has joined, what a draft would change, and a signature under it.
 * @module
 */
import { Keeper } from './client.mjs';
import { showDraft } from './custody/draft.mjs';
import { ListPart } from './custody/list.mjs';
import { RecoveryPart } from './custody/recovery.mjs';
import { accountScreens } from './desk/account.mjs';
import { watchIdle } from './desk/watch.mjs';
import { mistakeOf, revealOnRequest } from './form.mjs';
import { choose, day, fill, named, part, row, showProblems, showScreen, showWhen, when } from './page.mjs';

const keeper = new Keeper();
const account = accountScreens(keeper, enter);
const screen = part('screen="custody"');
const list = new ListPart(keeper, failed);
const recovery = new RecoveryPart(keeper, signRecovery);

/** @param {import('./desk/account.mjs').Officer} officer */
async function enter(officer) {
  account.greet(officer);
  if (!officer.custodian) return void showScreen('not-custodian');
  showScreen('custody');
  await load();
}

/** Fetch and check everything again. @param {string[]} [also] sentence codes to show beside what is found */
async function load(also = []) {
  part('loading', screen).hidden = false;
  try {
    const told = await keeper.ask('custody');
    show(told);
    await recovery.load();
    showProblems(screen, [...told.warnings, ...also]);
  } catch (error) {
    part('content', screen).hidden = true;
    failed(error);
  }
  part('loading', screen).hidden = true;
}

/** @param {unknown} error */
function failed(error) {
  const { code } = mistakeOf(error);
  if (code === 'signed-out') account.showSignIn(code);
  else if (code === 'locked') account.showUnlock({});
  else showProblems(screen, [code]);
}

/** @param {any} told */
function show({ people, drafts, published, words }) {
  part('content', screen).hidden = false;
  showWhen(screen, { published: published !== null, words: words !== null });
  fill(screen, {
    words: words?.join(' ') ?? '',
    number: published?.number ?? '',
    until: published ? day(published.until) : '',
  });
  part('people', screen).replaceChildren(...people.map(personRow));
  part('nothing', screen).hidden = drafts.length > 0;
  part('drafts', screen).replaceChildren(...drafts.map((/** @type {any} */ draft) => showDraft(draft, sign)));
}

/** @param {{ title: any, custodian: boolean, words: string[] | null, broken: boolean }} person */
function personRow({ title, custodian, words, broken }) {
  const item = row('officer');
  fill(item, { title: named(title), words: words?.join(' ') ?? '' });
  showWhen(item, { custodian });
  choose(part('choices="standing"', item), broken ? 'broken' : words ? null : 'waiting');
  return item;
}

/** Sign, look again, and say what it came to. @param {string} verb @param {Record<string, unknown>} what @param {(answer: any) => string} said */
async function signWith(verb, what, said) {
  try {
    const answer = await keeper.ask(verb, what);
    await load();
    choose(part('choices="signed"', screen), said(answer));
    part('signed', screen).hidden = false;
    part('signed', screen).focus();
  } catch (error) {
    await load([mistakeOf(error).code]);
  }
}

/** @param {string} hash of the draft */
function sign(hash) {
  return signWith('sign-draft', { hash }, ({ published }) => (published ? 'published' : 'waiting'));
}

/** @param {string} rid of the group */
function signRecovery(rid) {
  return signWith('sign-recoveries', { rid }, () => 'recovery');
}

async function draft() {
  part('signed', screen).hidden = true;
  try {
    await keeper.ask('draft');
    await load();
  } catch (error) {
    failed(error);
  }
}

/** Take what was shown out of the page. */
function hide() {
  for (const place of ['people', 'drafts']) part(place, screen).replaceChildren();
  part('content', screen).hidden = true;
  part('signed', screen).hidden = true;
  list.forget();
  recovery.forget();
}

watchIdle(keeper, () => {
  hide();
  account.showUnlock({ idle: true });
});
when('draft', draft);
when('lock', async () => {
  await keeper.ask('lock');
  hide();
  account.showUnlock({});
});
when('sign-out', async () => {
  await keeper.ask('sign-out').catch(() => {});
  hide();
  account.showSignIn();
});
revealOnRequest();
account.begin().catch(() => showScreen('starting'));
