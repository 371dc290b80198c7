/**
 * Your account: what unlocks it, and where it is signed in.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { part, showProblems, showScreen } from '../page.mjs';
import { addressPart } from './address.mjs';
import { codesPart } from './codes.mjs';
import { passkeyPart } from './passkeys.mjs';
import { sessionsPart } from './sessions.mjs';

/** @param {import('../client.mjs').Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function yourScreen(keeper, leaveFor) {
  const screen = part('screen="yours"');
  const pieces = [
    passkeyPart(keeper, screen, failed),
    codesPart(keeper, screen, failed),
    sessionsPart(keeper, screen, failed),
    addressPart(keeper, screen),
  ];

  /** @param {unknown} error */
  function failed(error) {
    const { code } = mistakeOf(error);
    if (!leaveFor(code)) showProblems(screen, [code]);
  }

  async function show() {
    showScreen('yours');
    showProblems(screen, []);
    part('loading', screen).hidden = false;
    try {
      await Promise.all(pieces.map((piece) => piece.load()));
      part('content', screen).hidden = false;
    } catch (error) {
      failed(error);
    }
    part('loading', screen).hidden = true;
  }

  return {
    show,
    hide() {
      part('content', screen).hidden = true;
      for (const piece of pieces) piece.hide();
    },
  };
}
