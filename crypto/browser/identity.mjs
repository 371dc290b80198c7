/**
 * A name given in confidence: a body under two half-keys, one for each of two groups (protocol §6).
 * @module
 */
import { openBody, sealBody } from './body.mjs';
import { random, u8, unhex, xor } from './bytes.mjs';
import { decode, encode, list, text } from './document.mjs';
import { CannotOpen, Refused } from './errors.mjs';
import { identityHolders, offersIdentity } from './keyring.mjs';
import { FLOOR_SMALL, pad, unpad } from './padding.mjs';
import { blank, seal, unseal } from './wrap.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** A name, how to reach its holder, and the titles it may be shared with. @typedef {{ name: string, contact: string, share_with: string[] }} Identity */

const SHAPE = { name: text, contact: text, share_with: list(text) };

/** @param {Instance} instance @param {Uint8Array} folder @param {Uint8Array} item @param {string} kid hex @param {number} group */
const shareInfo = (instance, folder, item, kid, group) =>
  instance.context('identity-share', folder, item, unhex(kid), u8(group));

/**
 * A name, or what looks exactly like one: a body of 1,095 bytes, and a slot for each identity holder in order.
 * @param {Instance} instance
 * @param {import('./keyring.mjs').Keyring} keyring
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {Identity | null} identity
 * @param {ReadonlySet<string>} leftOut oids
 * @returns {Promise<{ body: Uint8Array, slots: Uint8Array[] }>}
 * @throws {Refused} if a group has no member left to hold its half
 * @throws {import('./errors.mjs').TooLarge}
 */
export async function sealIdentity(instance, keyring, folder, item, identity, leftOut) {
  const holders = identityHolders(keyring);
  if (!identity) {
    const slots = await Promise.all(holders.map(() => blank()));
    return { body: await sealBody(random(32), new Uint8Array(0), new Uint8Array(FLOOR_SMALL)), slots };
  }
  if (!offersIdentity(keyring, leftOut)) throw new Refused('a name needs a member of each of the two groups');
  const padded = pad(encode('identity', identity, SHAPE), FLOOR_SMALL, { only: true });
  const shares = [random(32), random(32)];
  const slots = holders.map(({ kid, oid, xpk, identity: group }) =>
    leftOut.has(oid)
      ? blank()
      : seal(unhex(xpk), shareInfo(instance, folder, item, kid, group), shares[group - 1]),
  );
  const context = instance.context('identity', folder, item);
  return {
    body: await sealBody(xor(shares[0], shares[1]), context, padded),
    slots: await Promise.all(slots),
  };
}

/**
 * One officer's half-key, 32 bytes, from their identity slot.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {{ kid: string, group: number, xseed: Uint8Array }} officer
 * @param {Uint8Array} slot
 * @throws {CannotOpen} if blank or another's
 */
export const openShare = (instance, folder, item, { kid, group, xseed }, slot) =>
  unseal(xseed, shareInfo(instance, folder, item, kid, group), slot);

/**
 * Seal a half-key to the colleague whose `unmask` event asked for it: 1,168 bytes.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {Uint8Array} askingEvent H(event)
 * @param {Uint8Array} xpk
 * @param {Uint8Array} share
 */
export const releaseShare = (instance, folder, item, askingEvent, xpk, share) =>
  seal(xpk, instance.context('identity-release', folder, item, askingEvent), share);

/**
 * The half-key that a colleague released to one's own asking event.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {Uint8Array} askingEvent
 * @param {Uint8Array} xseed
 * @param {Uint8Array} released
 */
export const openReleasedShare = (instance, folder, item, askingEvent, xseed, released) =>
  unseal(xseed, instance.context('identity-release', folder, item, askingEvent), released);

/**
 * The name, from the half-keys of groups 1 and 2.
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {Uint8Array} item
 * @param {readonly (Uint8Array | undefined)[]} shares of group 1, of group 2
 * @param {Uint8Array} sealed
 * @returns {Promise<Identity>}
 * @throws {CannotOpen} with one of them wrong or missing
 */
export async function openIdentity(instance, folder, item, [first, second], sealed) {
  if (first?.length !== 32 || second?.length !== 32) {
    throw new CannotOpen('a name opens only to one person of each group together');
  }
  const padded = await openBody(xor(first, second), instance.context('identity', folder, item), sealed);
  const { name, contact, share_with } = decode(unpad(padded, FLOOR_SMALL), 'identity', SHAPE);
  return { name, contact, share_with };
}
