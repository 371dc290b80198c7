/**
 * Whom this page may trust: whether the browser can seal at all, the roots, and the keyring in force. In the worker.
 * @module
 */
import { equal, number, random, unhex } from '../../../crypto/browser/bytes.mjs';
import { Malformed } from '../../../crypto/browser/errors.mjs';
import { verifyKeyring } from '../../../crypto/browser/publish.mjs';
import { instanceOf, verifyRoots } from '../../../crypto/browser/root.mjs';
import { exchangePublic, newSeed, sign, verificationKey, verify } from '../../../crypto/browser/seeds.mjs';
import { UNROOTED } from '../../../crypto/browser/context.mjs';
import { seal, unseal } from '../../../crypto/browser/wrap.mjs';
import { published } from '../api.mjs';

/** The browser has not the cryptography that sealing needs. */
export class Unsupported extends Error {
  name = 'Unsupported';
}

/** The portal has no root or keyring to show yet. */
export class NothingPublished extends Error {
  name = 'NothingPublished';
}

/**
 * What a page needs to seal or to read: verified, and never of an older number than before.
 * @typedef {{
 *   instance: import('../../../crypto/browser/context.mjs').Instance,
 *   roots: import('../../../crypto/browser/root.mjs').Root[],
 *   keyring: import('../../../crypto/browser/keyring.mjs').Keyring,
 * }} Trust
 */
/** What the document says: the first root's hash in hex, and 1 as `leastThreshold` in a demonstration. @typedef {{ rootHash: string, leastThreshold: number }} Page */

/** Seal, open, sign and verify once with throw-away keys. @throws {Unsupported} */
export async function selfTest() {
  try {
    const [seed, secret] = [newSeed(), random(32)];
    const opened = await unseal(seed, secret, await seal(await exchangePublic(seed), secret, secret));
    await verify(
      UNROOTED,
      await verificationKey(seed),
      await sign(UNROOTED, seed, 'test', secret),
      'test',
      secret,
    );
    if (!equal(opened, secret)) throw new Unsupported();
  } catch (cause) {
    throw new Unsupported('this browser cannot seal', { cause });
  }
}

/** Frames, each behind its length in four bytes. @param {Uint8Array} bytes @throws {Malformed} */
function framesOf(bytes) {
  const frames = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + number(bytes.subarray(at, at + 4));
    if (end > bytes.length) throw new Malformed('roots are cut short');
    frames.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return frames;
}

const today = () => new Date().toISOString().slice(0, 10);

let newestNumber = 0;

/**
 * Fetch and verify roots and keyring.
 * @param {Page} page
 * @returns {Promise<Trust>}
 * @throws {NothingPublished}
 * @throws {import('../../../crypto/browser/errors.mjs').CandourError} when a check fails
 */
export async function establish({ rootHash, leastThreshold }) {
  if (!rootHash) throw new NothingPublished();
  const [rootFrames, keyringFrame] = await Promise.all([published('roots'), published('keyring')]);
  const roots = await verifyRoots(framesOf(rootFrames), unhex(rootHash), today(), { leastThreshold });
  const instance = await instanceOf(roots);
  const keyring = await verifyKeyring(keyringFrame, roots, instance, today(), newestNumber);
  newestNumber = keyring.number;
  return { instance, roots, keyring };
}
