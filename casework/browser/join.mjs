/**
 * Joining by a one-time link: keys, passphrase, second factor, and eight words to read out.
 * @module
 */
import { Keeper, Problem } from './client.mjs';
import { showCodes } from './desk/codes.mjs';
import { empty, onSubmit, typed } from './form.mjs';
import { fill, named, part, row, showScreen, showWhen, when } from './page.mjs';
import { canUsePasskeys, makePasskey } from './passkey.mjs';

const keeper = new Keeper();

/** The token is taken out of the address at once, so that neither history nor a glance keeps it. */
function takeToken() {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return token;
}

async function begin() {
  try {
    const { name, title, secret, uri } = await keeper.ask('invitation', { token: takeToken() });
    fill(document, { name, title: named(title), secret: secret.replace(/(.{4})(?=.)/g, '$1 ') });
    if (uri.startsWith('otpauth://')) part('uri').setAttribute('href', uri);
    showWhen(document, { 'can-passkey': canUsePasskeys() });
    showScreen('welcome');
  } catch (error) {
    showScreen(error instanceof Problem && error.code === 'link-gone' ? 'link-gone' : 'starting');
  }
}

async function showPassphrase() {
  fill(document, await keeper.ask('make-keys'));
  showScreen('passphrase');
}

/** The words must come from the paper, so they leave the page first. */
function askBack() {
  fill(document, { passphrase: '' });
  showScreen('prove');
}

/** @param {{ words: string[], codes: string[] }} kept codes: none for whoever joined by passkey */
function showJoined({ words, codes }) {
  empty('typed', 'code');
  const spoken = words.map((word) => {
    const item = row('spoken');
    fill(item, { word });
    return item;
  });
  part('words').replaceChildren(...spoken);
  const screen = showScreen('joined');
  const shown = part('new-codes', screen);
  if (codes.length) showCodes(shown, codes);
  shown.hidden = codes.length === 0;
  showWhen(screen, { passkey: codes.length === 0 });
}

when('make', showPassphrase);
when('again', showPassphrase);
when('written', askBack);
onSubmit('prove', {
  check: () =>
    ['typed', 'code'].filter((id) => !typed(id).trim()).map((id) => ({ field: id, code: `${id}-missing` })),
  blame: (code) => ({ 'passphrase-differs': 'typed', 'code-wrong': 'code' })[code] ?? null,
  async send(progress) {
    showJoined(await keeper.ask('join', { typed: typed('typed'), code: typed('code') }, progress));
  },
});
when('by-passkey', () => showScreen('passkey'));
when('by-words', () => showScreen('welcome'));
onSubmit('passkey', {
  check: () =>
    typed('passkey-name').trim() ? [] : [{ field: 'passkey-name', code: 'passkey-name-missing' }],
  async send() {
    showJoined(await makePasskey(keeper, 'join', typed('passkey-name')));
  },
});
begin();
