/**
 * Ten quiet minutes lock casework. The keeper keeps the time and wipes by itself; the page only tells it that
 * somebody is there, and passes on its warning.
 * @module
 */
import { part } from '../page.mjs';

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'];
const SPARING_MS = 5000;

/** @param {import('../client.mjs').Keeper} keeper @param {() => void} locked */
export function watchIdle(keeper, locked) {
  const warning = part('idle-warning');
  let told = 0;
  const tell = () => {
    if (warning.hidden && Date.now() - told < SPARING_MS) return;
    told = Date.now();
    warning.hidden = true;
    keeper.ask('touch').catch(() => {});
  };
  for (const sign of SIGNS) document.addEventListener(sign, tell, { passive: true });
  keeper.onEvent = (event) => {
    warning.hidden = event !== 'idle-soon';
    if (event === 'idle') locked();
  };
}
