/**
 * What the worker does for /report.
 * @module
 */
import { receivers } from '../../../crypto/browser/keyring.mjs';
import { Dispatch } from './dispatch.mjs';
import { establish, selfTest } from './trust.mjs';

/** @typedef {{ oid: string, title: string }} Reader */
/** @typedef {{ rid: string, title: string, holders: string[] }} Group */

/** @type {import('./trust.mjs').Trust | undefined} */
let trust;
/** @type {Dispatch | undefined} */
let dispatch;

/**
 * Test the browser, fetch and verify the keyring: who can be left ticked, by title.
 * @param {import('./trust.mjs').Page & { language: 'en' | 'cy' }} page
 * @returns {Promise<{ readers: Reader[], groups: Group[] }>}
 */
export async function prepare({ language, ...page }) {
  if (!trust) await selfTest();
  trust = await establish(page);
  const { keyring } = trust;
  return {
    readers: receivers(keyring).map(({ oid, title }) => ({ oid, title: title[language] || title.en })),
    groups: keyring.recovery.map(({ rid, title, holders }) => ({
      rid,
      holders,
      title: title[language] || title.en,
    })),
  };
}

/**
 * Seal these words afresh and send them; the words of the code come back when all is certain.
 * @param {import('./dispatch.mjs').Words} words
 * @param {import('./transfer.mjs').Tell} progress
 */
export async function send(words, progress) {
  if (!trust) throw new Error('prepare first');
  dispatch = new Dispatch(trust, words);
  return carryOn(undefined, progress);
}

/**
 * Go on with the report that is on its way: the same bytes again.
 * @param {unknown} _ nothing
 * @param {import('./transfer.mjs').Tell} progress
 */
export async function carryOn(_, progress) {
  if (!dispatch) throw new Error('nothing is on its way');
  try {
    return await dispatch.run(progress);
  } catch (error) {
    throw Object.assign(/** @type {Error} */ (error), { certain: dispatch.certain });
  }
}
