/**
 * Joining: an officer's browser makes keys and asks to be put on the keyring (protocol §3).
 * @module
 */
import { hex, unhex } from './bytes.mjs';
import { spell } from './code.mjs';
import { bytes, decode, encode } from './document.mjs';
import { Refused } from './errors.mjs';
import { kidOf } from './keyring.mjs';
import { checkExchangePublic, checkVerificationKey, exchangePublic, verificationKey } from './seeds.mjs';
import { Signed } from './signed.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */

const SPOKEN_WORDS = 8;
const SHAPE = { iid: bytes(16), oid: bytes(16), xpk: bytes(1216), vk: bytes(32) };

/**
 * The frame of a request to join, signed with the officer's new key.
 * @param {Instance} instance
 * @param {string} oid hex
 * @param {Uint8Array} xseed
 * @param {Uint8Array} sseed
 */
export async function enrol(instance, oid, xseed, sseed) {
  const [xpk, vk] = await Promise.all([exchangePublic(xseed), verificationKey(sseed)]);
  const fields = { iid: hex(instance.iid), oid, xpk: hex(xpk), vk: hex(vk) };
  const signed = new Signed(encode('enrol', fields, SHAPE));
  return (await signed.signedBy(await kidOf(instance, xpk, vk), sseed, instance, 'enrol')).pack();
}

/**
 * Read a request to join; the kid's words are yet to be read out.
 * @param {Uint8Array} frame
 * @param {Instance} instance
 * @returns {Promise<{ oid: string, kid: string, xpk: string, vk: string }>} hex
 * @throws {import('./errors.mjs').Malformed}
 * @throws {import('./errors.mjs').BadSignature}
 * @throws {Refused} another instance, or not signed
 */
export async function verifyEnrolment(frame, instance) {
  const signed = Signed.unpack(frame);
  const { iid, oid, xpk, vk } = decode(signed.document, 'enrol', SHAPE);
  if (iid !== hex(instance.iid)) throw new Refused('a request to join another instance', 'forged');
  checkExchangePublic(unhex(xpk));
  checkVerificationKey(unhex(vk));
  const kid = await kidOf(instance, unhex(xpk), unhex(vk));
  const signers = await signed.check(instance, 'enrol', new Map([[kid, unhex(vk)]]));
  if (!signers.has(kid)) throw new Refused('a request to join that its own key did not sign', 'forged');
  return { oid, kid, xpk, vk };
}

/** The first 88 bits of a kid as eight words, to be read to a custodian by voice. @param {string} kid hex */
export const kidWords = (kid) => spell(unhex(kid), SPOKEN_WORDS);
