/**
 * Your passkeys: add one, call it something else, remove it.
 * @module
 */
import { empty, onSubmit, typed } from '../form.mjs';
import { day, fill, part, row, showProblems, showWhen } from '../page.mjs';
import { canUsePasskeys, makePasskey } from '../passkey.mjs';
import { offerPasskeys } from './account.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {{ credential: string, name: string, made_on: string, used_on: string | null }} Passkey */

const ENOUGH = 2;

/** @param {Keeper} keeper @param {HTMLElement} screen @param {(error: unknown) => void} failed */
export function passkeyPart(keeper, screen, failed) {
  const place = part('passkeys', screen);

  async function load() {
    /** @type {Passkey[]} */
    const found = await keeper.ask('passkeys');
    part('list', place).replaceChildren(...found.map(line));
    const able = canUsePasskeys();
    const count = found.length;
    showWhen(place, { none: count === 0, one: count === 1, enough: count >= ENOUGH, able, unable: !able });
    offerPasskeys(count);
  }

  /** @param {Passkey} passkey */
  function line({ credential, name, made_on, used_on }) {
    const item = row('passkey');
    fill(item, { name, made: day(made_on), used: used_on ? day(used_on) : '' });
    showWhen(item, { used: used_on !== null });
    const renaming = part('renaming', item);
    const field = /** @type {HTMLInputElement} */ (part('new-name', item));
    part('rename', item).addEventListener('click', () => {
      field.value = name;
      renaming.hidden = false;
      field.focus();
    });
    renaming.addEventListener('submit', (event) => {
      event.preventDefault();
      if (field.value.trim()) change('rename-passkey', { credential, name: field.value });
    });
    const removing = part('removing', item);
    part('remove', item).addEventListener('click', () => {
      removing.hidden = false;
      part('remove-now', removing).focus();
    });
    part('remove-now', item).addEventListener('click', () => change('remove-passkey', { credential }));
    part('keep', item).addEventListener('click', () => {
      removing.hidden = true;
    });
    return item;
  }

  /** @param {string} verb @param {Record<string, string>} values */
  async function change(verb, values) {
    showProblems(screen, []);
    try {
      await keeper.ask(verb, values);
      await load();
      part('passkeys-heading', place).focus();
    } catch (error) {
      failed(error);
    }
  }

  onSubmit('passkey', {
    check: () =>
      typed('passkey-name').trim() ? [] : [{ field: 'passkey-name', code: 'passkey-name-missing' }],
    async send() {
      part('passkey-added', place).hidden = true;
      await makePasskey(keeper, 'add', typed('passkey-name'));
      empty('passkey-name');
      await load();
      part('passkey-added', place).hidden = false;
      part('passkey-added', place).focus();
    },
  });

  return {
    load,
    hide() {
      part('list', place).replaceChildren();
      part('passkey-added', place).hidden = true;
    },
  };
}
