/**
 * Which form of a case was open when casework locked: it is opened again after unlocking, with what was typed.
 * @module
 */
import { shownScreen } from '../page.mjs';

/** @typedef {import('./case.mjs').Seen} Seen */
/** @typedef {{ screen: string, again: (seen: Seen) => unknown }} Form */

export function resuming() {
  /** @type {Form | null} */
  let last = null;
  /** @type {Form | null} */
  let kept = null;
  return {
    /** A form was opened. @param {string} screen @param {(seen: Seen) => unknown} again opens it once more */
    opened(screen, again) {
      last = { screen, again };
    },
    /** The page is about to be covered. */
    keep() {
      if (last && shownScreen() === last.screen) kept = last;
    },
    /** The case is shown again. @param {Seen} seen as it stands now */
    resume(seen) {
      const form = kept;
      kept = null;
      form?.again(seen);
    },
    forget() {
      last = kept = null;
    },
  };
}
