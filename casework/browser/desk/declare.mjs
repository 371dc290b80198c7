/**
 * Declaring a conflict of interest: before the first word is fetched, or when one is found while reading.
 * @module
 */
import { clearMistakes, onSubmit } from '../form.mjs';
import { choose, day, fill, part, parts, showScreen, showWhen } from '../page.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {'none' | 'possible' | 'yes'} Answer */

/** @param {Keeper} keeper @param {() => Promise<void>} readOn after saying that there is none */
export function declareScreen(keeper, readOn) {
  const screen = part('screen="declare"');
  const form = part('form="declare"', screen);
  const kinds = part('kinds', form);
  const boxes = /** @type {HTMLInputElement[]} */ (parts('kind', kinds));
  const radios = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('[name=conflict]')]);
  let folder = '';

  const answer = () => /** @type {Answer | undefined} */ (radios.find(({ checked }) => checked)?.value);
  const ticked = () => boxes.filter(({ checked }) => checked).map(({ value }) => value);

  for (const radio of radios)
    radio.addEventListener('change', () => {
      kinds.hidden = answer() === 'none';
    });

  onSubmit('declare', {
    check() {
      if (!answer()) return [{ field: 'conflict', code: 'conflict-missing' }];
      const isBare = answer() !== 'none' && !ticked().length;
      return isBare ? [{ field: 'conflict-kinds', code: 'kinds-missing' }] : [];
    },
    async send() {
      const said = /** @type {Answer} */ (answer());
      await keeper.ask('declare', { folder, answer: said, kinds: said === 'none' ? [] : ticked() });
      if (said === 'none') return readOn();
      tell(said);
    },
  });

  /** @param {'possible' | 'yes'} said */
  function tell(said) {
    form.hidden = true;
    part('told', screen).hidden = false;
    showWhen(screen, { possible: said === 'possible', yes: said === 'yes' });
    choose(part('heading', screen), said);
    showScreen('declare');
  }

  return {
    /** @param {string} asked the folder @param {{ received?: string, found?: boolean }} [known] */
    ask(asked, { received = '', found = false } = {}) {
      folder = asked;
      for (const box of [...radios, ...boxes]) box.checked = false;
      clearMistakes(screen);
      kinds.hidden = true;
      form.hidden = false;
      part('told', screen).hidden = true;
      part('answer', form).hidden = found; // the first: that there is none
      choose(part('heading', screen), found ? 'found' : 'before');
      showWhen(form, { dated: received !== '' && !found });
      fill(form, { received: received && day(received) });
      showScreen('declare');
    },
    /** A colleague has not decided yet. */
    wait: () => tell('possible'),
  };
}
