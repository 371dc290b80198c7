/**
 * A case's promises changed: its clocks put on hold, let run again, given more time. The reason is sealed.
 * @module
 */
import { sealedWords } from './cases.mjs';
import { send } from './server.mjs';
import { sealedTelling } from './telling.mjs';

/** @typedef {import('./telling.mjs').Telling} Telling */
/** @typedef {Telling & { folder: string, words: string }} Change */

const REFUSALS = { 409: 'promise-taken', 400: 'promise-refused', 403: 'move-not-yours' };

/** @param {Change} change @param {string} field */
const sealed = async (change, field) => ({
  words: await sealedWords(change.folder, field, change.words),
  ...(await sealedTelling(change)),
});

/** Let the clocks stand still. @param {Change & { reason: string }} change */
export async function hold({ reason, ...change }) {
  const body = { reason, ...(await sealed(change, 'hold_reason')) };
  await send(`/api/cases/${change.folder}/holds`, body, REFUSALS);
}

/** Let them run again. @param {Change} change */
export async function goOn(change) {
  await send(`/api/cases/${change.folder}/holds/end`, await sealed(change, 'hold_reason'), REFUSALS);
}

/** Give one promise a later last day. @param {Change & { clock: string, until: string }} change */
export async function extend({ clock, until, ...change }) {
  const body = { clock, until, ...(await sealed(change, `extension_${clock.toLowerCase()}`)) };
  const refusals = { ...REFUSALS, 400: 'more-time-refused' };
  await send(`/api/cases/${change.folder}/extensions`, body, refusals);
}
