/**
 * Where your notices go, or that there are none.
 * @module
 */
import { empty, input, onSubmit, typed } from '../form.mjs';
import { choose, part } from '../page.mjs';

/** @param {import('../client.mjs').Keeper} keeper @param {HTMLElement} screen */
export function addressPart(keeper, screen) {
  const place = part('address', screen);
  const said = part('address-saved', place);

  onSubmit('address', {
    check: () => [],
    blame: (code) => (code === 'address-wrong' ? 'address' : null),
    async send() {
      said.hidden = true;
      const written = typed('address').trim();
      await keeper.ask('set-address', { address: written || null });
      choose(said, written ? 'on' : 'off');
      said.hidden = false;
      said.focus();
    },
  });

  return {
    async load() {
      const { address } = await keeper.ask('address');
      input('address').value = address ?? '';
    },
    hide() {
      empty('address');
      said.hidden = true;
    },
  };
}
