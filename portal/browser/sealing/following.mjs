/**
 * What the worker does for /check.
 * @module
 */
import { Overtaken, Posting } from './posting.mjs';
import { establish, selfTest } from './trust.mjs';
import { Visit } from './visit.mjs';

/** @typedef {import('./visit.mjs').View} View */
/** @typedef {import('./transfer.mjs').Tell} Tell */

/** @typedef {import('./trust.mjs').Page} Page */

/** @type {Page} */
let page;
/** @type {Visit | undefined} */
let visit;
/** @type {Posting | undefined} */
let posting;

/** See that this browser can do the cryptography. @throws {import('./trust.mjs').Unsupported} */
export const test = () => selfTest();

/**
 * Verify the keyring, then open the mailbox of a code.
 * @param {Page & { code: string }} typed
 * @returns {Promise<View>}
 */
export async function enter({ code, ...document }) {
  page = document;
  visit = await Visit.begin(await establish(page), code);
  return visit.view();
}

/** Four older replies more. @returns {Promise<View>} */
export async function older() {
  await known().askOlder();
  return known().view();
}

/**
 * Seal one message to the keyring that is in force now and send it; the mailbox as it is then. A failure tells by
 * `certain` whether the message was not received.
 * @param {import('./posting.mjs').Words} words
 * @param {Tell} progress
 * @returns {Promise<View>}
 */
export async function write(words, progress) {
  posting = undefined;
  try {
    known().keyring = (await establish(page)).keyring;
    return await afresh(words, progress);
  } catch (error) {
    if (!(error instanceof Overtaken)) throw withCertainty(error);
  }
  return afresh(words, progress);
}

/** @param {import('./posting.mjs').Words} words @param {Tell} progress */
function afresh(words, progress) {
  posting = new Posting(known(), words);
  return writeOn(undefined, progress);
}

/**
 * Go on with the message that is on its way: the same bytes again.
 * @param {unknown} _ nothing
 * @param {Tell} progress
 * @returns {Promise<View>}
 */
export async function writeOn(_, progress) {
  if (!posting) throw new Error('nothing is on its way');
  try {
    await posting.run(progress);
    return known().view();
  } catch (error) {
    throw withCertainty(error);
  }
}

/** @param {unknown} error */
const withCertainty = (error) =>
  Object.assign(/** @type {Error} */ (error), { certain: posting?.certain ?? true });

function known() {
  if (!visit) throw new Error('enter first');
  return visit;
}
