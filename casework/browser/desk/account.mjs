/**
 * Signing in, and unlocking again after a reload or a pause.
 * @module
 */
import { clearMistakes, empty, mistakeOf, onSubmit, showMistakes, typed } from '../form.mjs';
import { fill, named, part, showScreen, showWhen, when } from '../page.mjs';
import { canUsePasskeys, usePasskey } from '../passkey.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ title: string | { en: string, cy: string }, custodian: boolean, late: boolean, stuck: boolean, passphrase: boolean, passkeys: number, warnings: string[] }} Officer */

/** @param {Keeper} keeper @param {(officer: Officer) => Promise<void>} enter */
export function accountScreens(keeper, enter) {
  onSubmit('sign-in', {
    check: () => missing(['name', 'passphrase', 'code']),
    blame: () => null,
    async send(progress) {
      const values = { name: typed('name'), passphrase: typed('passphrase'), code: typed('code') };
      const officer = await keeper.ask('sign-in', values, progress);
      empty('passphrase', 'code');
      await enter(officer);
    },
  });
  onSubmit('unlock', {
    check: () =>
      typed('unlock-passphrase').trim() ? [] : [{ field: 'unlock-passphrase', code: 'passphrase-missing' }],
    blame: (code) => (code === 'passphrase-wrong' ? 'unlock-passphrase' : null),
    async send(progress) {
      const officer = await keeper.ask('unlock', { passphrase: typed('unlock-passphrase') }, progress);
      empty('unlock-passphrase');
      await enter(officer);
    },
  });
  when('sign-in-by-passkey', () => byPasskey(keeper, 'sign-in', enter));
  when('unlock-by-passkey', () => byPasskey(keeper, 'unlock', enter));
  return { begin: () => begin(keeper), greet, showSignIn, showUnlock };
}

let asking = false;

/** @param {Keeper} keeper @param {'sign-in' | 'unlock'} screen @param {(officer: Officer) => Promise<void>} enter */
async function byPasskey(keeper, screen, enter) {
  if (asking) return;
  asking = true;
  clearMistakes(part(`screen="${screen}"`));
  try {
    const officer = await usePasskey(keeper, screen);
    empty('passphrase', 'code', 'unlock-passphrase');
    await enter(officer);
  } catch (error) {
    showMistakes(part(`screen="${screen}"`), [mistakeOf(error)]);
  } finally {
    asking = false;
  }
}

/** @param {string[]} ids */
const missing = (ids) =>
  ids.filter((id) => !typed(id).trim()).map((id) => ({ field: id, code: `${id}-missing` }));

/** A live session asks only for the passphrase; otherwise all three. @param {Keeper} keeper */
async function begin(keeper) {
  showWhen(document, { 'can-passkey': canUsePasskeys() });
  const session = await keeper.ask('session');
  if (!session) return showSignIn();
  fill(document, { title: named(session.title) });
  offerPasskeys(session.passkeys);
  showWhen(document, { passphrase: session.passphrase });
  showUnlock({});
}

/** @param {Officer} officer */
function greet({ title, custodian, late, stuck, passphrase, passkeys }) {
  fill(document, { title: named(title) });
  part('signed-in').hidden = false;
  showWhen(document, { custodian, late, stuck, passphrase });
  offerPasskeys(passkeys);
}

/** Unlocking by passkey is offered to whoever has one. @param {number} count */
export const offerPasskeys = (count) => showWhen(document, { passkeys: count > 0 && canUsePasskeys() });

/** @param {string} [why] a sentence's code */
function showSignIn(why) {
  part('signed-in').hidden = true;
  showWhen(document, { late: false, stuck: false });
  const screen = showScreen('sign-in');
  clearMistakes(screen);
  empty('passphrase', 'code', 'unlock-passphrase');
  if (why) showMistakes(screen, [{ field: null, code: why }]);
}

/** @param {{ idle?: boolean, draft?: boolean }} why */
function showUnlock({ idle = false, draft = false }) {
  part('signed-in').hidden = true;
  const screen = showScreen('unlock');
  clearMistakes(screen);
  empty('unlock-passphrase');
  showWhen(screen, { idle, draft });
}
