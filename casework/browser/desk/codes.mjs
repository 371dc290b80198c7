/**
 * Your recovery codes: how many are left, and ten new ones, shown once.
 * @module
 */
import { choose, fill, part, row, showProblems, when } from '../page.mjs';

const GROUP = /(.{4})(?=.)/g;

/** Ten codes as people write them, with ways to keep them. @param {HTMLElement} place @param {string[]} codes */
export function showCodes(place, codes) {
  const written = codes.map((code) => code.replace(GROUP, '$1-'));
  const lines = written.map((code) => {
    const item = row('code');
    fill(item, { code });
    return item;
  });
  part('codes', place).replaceChildren(...lines);
  const copy = part('copy', place);
  copy.hidden = !navigator.clipboard;
  copy.onclick = async () => {
    await navigator.clipboard.writeText(written.join('\n'));
    part('copied', place).hidden = false;
  };
  part('copied', place).hidden = true;
  part('print', place).onclick = () => window.print();
}

/** @param {import('../client.mjs').Keeper} keeper @param {HTMLElement} screen @param {(error: unknown) => void} failed */
export function codesPart(keeper, screen, failed) {
  const place = part('recovery', screen);
  const shown = part('new-codes', place);

  async function load() {
    const { left } = await keeper.ask('recovery-codes');
    fill(place, { left });
    choose(part('choices="left"', place), left > 1 ? 'some' : left === 1 ? 'one' : 'none');
  }

  function hide() {
    part('codes', shown).replaceChildren();
    shown.hidden = true;
  }

  when('new-codes', async () => {
    showProblems(screen, []);
    try {
      showCodes(shown, await keeper.ask('new-codes'));
      await load();
      shown.hidden = false;
      part('codes-heading', shown).focus();
    } catch (error) {
      failed(error);
    }
  });
  when('codes-kept', hide);
  return { load, hide };
}
