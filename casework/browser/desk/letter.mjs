/**
 * For the chief executive's office: a letter is entered for the officers, and can be read here no more.
 * @module
 */
import { clearMistakes, mistakeOf, onSubmit } from '../form.mjs';
import { part, parts, showWhen } from '../page.mjs';
import { readAnswer, unanswered } from './asking.mjs';
import { boxOf } from './by_hand.mjs';
import { questionsOf } from './task.mjs';

/** @param {import('../client.mjs').Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function letterPart(keeper, leaveFor) {
  const place = part('letter-entry');
  const asked = part('letter-asked', place);
  const readers = part('letter-readers', place);
  const chosen = () =>
    /** @type {HTMLInputElement[]} */ (parts('other', readers))
      .filter(({ checked }) => checked)
      .map(({ value }) => value);

  function clear() {
    asked.replaceChildren(questionsOf('letter').cloneNode(true));
    for (const box of /** @type {HTMLInputElement[]} */ (parts('other', readers))) box.checked = true;
  }

  onSubmit('letter', {
    check: () => [
      ...unanswered(asked),
      ...(chosen().length ? [] : [{ field: 'letter-readers', code: 'letter-for-nobody' }]),
    ],
    async send() {
      const { codes, words } = readAnswer(asked);
      try {
        await keeper.ask('enter-letter', { to: chosen(), codes, words });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      clear();
      showWhen(place, { entered: true });
      part('letter-done', place).focus();
    },
  });

  return {
    async show() {
      place.hidden = true;
      const { enters, others } = await keeper.ask('letter-readers');
      if (!enters) return;
      clearMistakes(place);
      showWhen(place, { entered: false });
      readers.replaceChildren(
        ...others.map((/** @type {any} */ each, /** @type {number} */ i) => boxOf(each, i, 'reader')),
      );
      clear();
      place.hidden = false;
    },
    /** Take every word out of the page. */
    hide() {
      asked.replaceChildren();
      place.hidden = true;
    },
  };
}
