/**
 * Signing in, and unlocking again after a reload or a pause.
 * @module
 */
import { clearMistakes, empty, onSubmit, showMistakes, typed } from '../form.mjs';
import { fill, named, part, showScreen, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ title: string | { en: string, cy: string }, custodian: boolean, late: boolean, warnings: string[] }} Officer */

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
  return { begin: () => begin(keeper), greet, showSignIn, showUnlock };
}

/** @param {string[]} ids */
const missing = (ids) =>
  ids.filter((id) => !typed(id).trim()).map((id) => ({ field: id, code: `${id}-missing` }));

/** A live session asks only for the passphrase; otherwise all three. @param {Keeper} keeper */
async function begin(keeper) {
  const session = await keeper.ask('session');
  if (!session) return showSignIn();
  fill(document, { title: named(session.title) });
  showUnlock({});
}

/** @param {Officer} officer */
function greet({ title, custodian, late }) {
  fill(document, { title: named(title) });
  part('signed-in').hidden = false;
  showWhen(document, { custodian, late });
}

/** @param {string} [why] a sentence's code */
function showSignIn(why) {
  part('signed-in').hidden = true;
  showWhen(document, { late: false });
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
