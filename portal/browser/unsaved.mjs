/**
 * Reload or close asks first, once something was typed or chosen; Exit this page never does.
 * @module
 */
import { beforeLeaving } from './exit.mjs';

/** @param {BeforeUnloadEvent} event */
const ask = (event) => event.preventDefault();

/** From the first change on, ask before the page goes. */
export function askBeforeLeaving() {
  addEventListener('input', () => addEventListener('beforeunload', ask));
  beforeLeaving(stopAsking);
}

/** What was typed is safe elsewhere now. */
export const stopAsking = () => removeEventListener('beforeunload', ask);
