/**
 * Everybody who can or could open a folder, as its verified ledger tells: since when, until when, why.
 * @module
 */
import { trusted } from './account.mjs';

/** @typedef {import('../../../crypto/browser/chain.mjs').Ledger} Ledger */
/** @typedef {import('../../../crypto/browser/ledger.mjs').Event} Event */
/**
 * `until`: the last day allowed, `left`: the day on which it ended sooner, each or null; `why`: codes of purposes;
 * `opened`: when first.
 * @typedef {{ id: string, since: string, until: string | null, left: string | null, why: string | null,
 *   whyLeft: string | null, opened: string | null }} Member
 */

export const today = () => new Date().toISOString().slice(0, 10);

/** Every membership, in the order in which they began. @param {Ledger} ledger @returns {Member[]} */
export function membersOf({ events }) {
  /** @type {Member[]} */
  const members = [];
  for (const event of events) EFFECTS[event.act]?.(members, event);
  return members;
}

/** @param {Member[]} members @param {string} id */
const current = (members, id) => members.find((each) => each.id === id && each.left === null);

/** @typedef {(members: Member[], event: Event) => void} Effect */

/** @type {Effect} */
function enter(members, { to, on, until, purpose }) {
  for (const id of to) {
    const known = current(members, id);
    if (known) Object.assign(known, { until, why: purpose });
    else members.push({ id, since: on, until, left: null, why: purpose, whyLeft: null, opened: null });
  }
}

/** @param {Member[]} members @param {(member: Member) => boolean} isGone @param {Event} event */
function leave(members, isGone, { on, purpose }) {
  for (const member of members) {
    if (member.left === null && isGone(member)) Object.assign(member, { left: on, whyLeft: purpose });
  }
}

/** @type {Partial<Record<Event['act'], Effect>>} */
const EFFECTS = {
  received: enter,
  open: enter,
  grant: enter,
  recover: enter,
  revoke: (members, event) => leave(members, ({ id }) => event.to.includes(id), event),
  bar: (members, event) => leave(members, ({ id }) => isOneOf(id, event.barred), event),
  roll: (members, event) => {
    for (const each of members) {
      if (each.left === null && !event.to.includes(each.id)) each.left = each.until ?? event.on;
    }
  },
  read: (members, { by, on }) => {
    const reader = current(members, by);
    if (reader) reader.opened ??= on;
  },
};

/** The people behind a kid or rid. @param {string} id @returns {string[]} oids */
export function personsOf(id) {
  for (const { officers, ended, recovery } of trusted().trust.keyrings) {
    const person = [...officers, ...ended].find(({ kid }) => kid === id);
    if (person) return [person.oid];
    const group = recovery.find(({ rid }) => rid === id);
    if (group) return group.holders;
  }
  return [];
}

/** @param {string} id @param {string[]} oids */
const isOneOf = (id, oids) => personsOf(id).some((oid) => oids.includes(oid));

/** Members of today whose keys are live on the newest keyring. @param {Ledger} ledger @returns {string[]} ascending */
export function staying(ledger) {
  const { officers, recovery } = trusted().trust.newest;
  const live = new Set([...officers.map(({ kid }) => kid), ...recovery.map(({ rid }) => rid)]);
  return [...ledger.members.keys()].filter((id) => live.has(id) && ledger.mayOpen(id, today())).sort();
}

/** Whether somebody has left since the folder got its key: then it needs the next. @param {Ledger} ledger */
export function isRollDue(ledger) {
  const since = ledger.events.findLastIndex(({ act }) => act === 'roll') + 1;
  const left = ledger.events.slice(since).some(({ act }) => act === 'revoke' || act === 'bar');
  return left || staying(ledger).length !== ledger.members.size;
}

/** Persons who were members once and are none now. @param {Ledger} ledger @returns {string[]} oids */
export function gone(ledger) {
  const here = new Set(staying(ledger).flatMap(personsOf));
  const once = ledger.events.flatMap(({ act, to }) => (act === 'revoke' || act === 'roll' ? [] : to));
  return [...new Set(once.flatMap(personsOf))].filter((oid) => !here.has(oid));
}
