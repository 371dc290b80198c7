/**
 * The keyring: everyone who may hold a wrap, for at most 45 days at a time (protocol §3). Ids are hex, as in its
 * document.
 * @module
 */
import { hex, sha256 } from './bytes.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {{ en: string, cy: string }} Title */
/** @typedef {{ kid: string, xpk: string, vk: string }} Collector casework's worker */
/**
 * A live officer. `identity` is the group, 1 or 2, in which they hold half-keys of names; 0 for none.
 * @typedef {{
 *   kid: string, oid: string, xpk: string, vk: string, role: string, title: Title, receives: boolean,
 *   replies: boolean, identity: 0 | 1 | 2,
 * }} Officer
 */
/**
 * A key no longer in use: what it signed up to and on the day `on` still counts.
 * @typedef {{ kid: string, oid: string, vk: string, title: Title, replies: boolean, on: string }} EndedOfficer
 */
/**
 * People who can open together, `threshold` of `holders`.
 * @typedef {{ rid: string, xpk: string, title: Title, holders: string[], threshold: number }} RecoveryGroup
 */
/**
 * A keyring as its document says, with those bytes and their hash; `verifyKeyring` says whether to believe it.
 * @typedef {{
 *   iid: string, number: number, prev: string, root: string, not_before: string, not_after: string,
 *   collector: Collector, officers: Officer[], ended: EndedOfficer[], recovery: RecoveryGroup[],
 *   document: Uint8Array, hash: Uint8Array,
 * }} Keyring
 */
/**
 * Whom one slot of a report is for. `id` is a kid or rid; `oids` are the people; `group`: is it a recovery group's;
 * `share`: the half-key in an identity slot, 0 for a wrap.
 * @typedef {{ id: string, xpk: string, oids: string[], group: boolean, share: 0 | 1 | 2 }} Slot
 */

/** Officers to whom reports are sealed. @param {Keyring} keyring */
export const receivers = (keyring) => keyring.officers.filter((officer) => officer.receives);

/** Officers who hold half-keys of names. @param {Keyring} keyring */
export const identityHolders = (keyring) => keyring.officers.filter((officer) => officer.identity);

/** @param {Keyring} keyring @param {string} kid */
export const officerOf = (keyring, kid) => keyring.officers.find((officer) => officer.kid === kid);

/**
 * Whose key this is, if a signature dated `on` counts.
 * @param {Keyring} keyring
 * @param {string} kid
 * @param {string} on YYYY-MM-DD
 * @returns {Officer | EndedOfficer | undefined}
 */
export const signerOf = (keyring, kid, on) =>
  officerOf(keyring, kid) ?? keyring.ended.find((each) => each.kid === kid && on <= each.on);

/** @param {Keyring} keyring @returns {Slot[]} a message's slots: one for each holder of half-keys */
export const identitySlots = (keyring) =>
  identityHolders(keyring).map((officer) => ({ ...slotFor(officer), share: officer.identity }));

/** The slots of a report in their order: receivers, groups, identity holders (§6). @param {Keyring} keyring @returns {Slot[]} */
export const slots = (keyring) => [
  ...receivers(keyring).map(slotFor),
  ...keyring.recovery.map(({ rid, xpk, holders }) => slot(rid, xpk, holders, true)),
  ...identitySlots(keyring),
];

/** @param {string} id @param {string} xpk @param {string[]} oids @param {boolean} group @returns {Slot} */
const slot = (id, xpk, oids, group) => ({ id, xpk, oids, group, share: 0 });

/** @param {Officer} officer */
const slotFor = ({ kid, xpk, oid }) => slot(kid, xpk, [oid], false);

/** Whether a name may be given in confidence: both groups keep a member. @param {Keyring} keyring @param {Iterable<string>} leftOut oids */
export function offersIdentity(keyring, leftOut) {
  const gone = new Set(leftOut);
  const kept = new Set(
    identityHolders(keyring).flatMap(({ oid, identity }) => (gone.has(oid) ? [] : identity)),
  );
  return kept.size === 2;
}

/** The recovery groups that may be ticked: none of their holders is left out. @param {Keyring} keyring @param {Iterable<string>} leftOut oids */
export function openGroups(keyring, leftOut) {
  const gone = new Set(leftOut);
  return keyring.recovery.filter(({ holders }) => !holders.some((oid) => gone.has(oid)));
}

/** The id of a pair of public keys, hex. @param {Instance} instance @param {Uint8Array} xpk @param {Uint8Array} vk */
export const kidOf = async (instance, xpk, vk) =>
  hex((await sha256(instance.context('kid', xpk, vk))).subarray(0, 16));

/** The id of a recovery group's key, hex. @param {Instance} instance @param {Uint8Array} xpk */
export const ridOf = async (instance, xpk) =>
  hex((await sha256(instance.context('rid', xpk))).subarray(0, 16));
