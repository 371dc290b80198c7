/**
 * Joining by a one-time link: keys, passphrase, second factor, and eight words to read out.
 * @module
 */
import { Keeper, Problem } from './client.mjs';
import { empty, onSubmit, typed } from './form.mjs';
import { fill, named, part, row, showScreen, when } from './page.mjs';

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

/** @param {string[]} words */
function showJoined(words) {
  empty('typed', 'code');
  const spoken = words.map((word) => {
    const item = row('spoken');
    fill(item, { word });
    return item;
  });
  part('words').replaceChildren(...spoken);
  showScreen('joined');
}

when('make', showPassphrase);
when('again', showPassphrase);
when('written', askBack);
onSubmit('prove', {
  check: () =>
    ['typed', 'code'].filter((id) => !typed(id).trim()).map((id) => ({ field: id, code: `${id}-missing` })),
  blame: (code) => ({ 'passphrase-differs': 'typed', 'code-wrong': 'code' })[code] ?? null,
  async send(progress) {
    const { words } = await keeper.ask('join', { typed: typed('typed'), code: typed('code') }, progress);
    showJoined(words);
  },
});
begin();
