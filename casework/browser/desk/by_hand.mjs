/**
 * What comes without a code: a letter, a call, a visit starts a case of its own.
 * @module
 */
import { clearMistakes, mistakeOf, onSubmit } from '../form.mjs';
import { fill, named, part, parts, row, showScreen, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */

/** @param {Keeper} keeper @param {(folder: string) => Promise<void>} started @param {(code: string) => boolean} leaveFor */
export function byHandScreen(keeper, started, leaveFor) {
  const screen = part('screen="by-hand"');
  const place = part('others', screen);

  onSubmit('by-hand', {
    check: () => [],
    async send() {
      const boxes = /** @type {HTMLInputElement[]} */ (parts('other', place));
      const to = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      try {
        const { folder } = await keeper.ask('begin-by-hand', { to });
        await started(folder);
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
    },
  });

  return {
    async show() {
      clearMistakes(screen);
      const { others } = await keeper.ask('duties');
      showWhen(screen, { alone: others.length === 0 });
      place.replaceChildren(
        ...others.map((/** @type {any} */ each, /** @type {number} */ i) => boxOf(each, i)),
      );
      showScreen('by-hand');
    },
  };
}

/** @param {{ kid: string, title: any }} person @param {number} index @param {string} [prefix] of its id */
export function boxOf({ kid, title }, index, prefix = 'other') {
  const item = row('other');
  const box = /** @type {HTMLInputElement} */ (part('other', item));
  box.value = kid;
  box.id = `${prefix}-${index}`;
  fill(item, { title: named(title) });
  /** @type {HTMLLabelElement} */ (item.querySelector('label')).htmlFor = box.id;
  return item;
}
