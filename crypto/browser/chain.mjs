/**
 * Replaying a ledger: from signed events to who may open a folder now (protocol §8).
 * @module
 */
import { hex, u32, unhex } from './bytes.mjs';
import { Malformed, Refused } from './errors.mjs';
import { officerOf } from './keyring.mjs';
import { decodeEvent } from './ledger.mjs';
import { People } from './people.mjs';
import { custodianKeys } from './root.mjs';
import { verify } from './seeds.mjs';
import { Signed } from './signed.mjs';
import { NO_HASH } from './thread.mjs';

/** @typedef {import('./context.mjs').Instance} Instance */
/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./ledger.mjs').Event} Event */
/** @typedef {import('./root.mjs').Root} Root */

/** A verified chain. `members`: kid or rid to the last day, or null; `head`: H(last document). Ids are hex. */
export class Ledger {
  /** @type {Event[]} */
  events = [];
  head = NO_HASH;
  /** @type {Map<string, string | null>} */
  members = new Map();
  /** @type {Set<string>} */
  barred = new Set();
  epoch = 0;
  /** H(folder key) by epoch. @type {Map<number, string>} */
  pkHashes = new Map();
  /** H(item frame), or of a report's payload, by item. @type {Map<string, string>} */
  items = new Map();

  /** Whether this person or group is a member on that day. @param {string} holder @param {string} on */
  mayOpen(holder, on) {
    const until = this.members.get(holder);
    return until === null || (until !== undefined && on <= until);
  }
}

/**
 * Replay a folder's whole chain.
 * @param {readonly Uint8Array[]} frames
 * @param {Instance} instance
 * @param {Uint8Array} folder
 * @param {readonly Keyring[]} keyrings the verified chain, oldest first
 * @param {ReadonlySet<string>} [readers] for a report: its own `readers` and `recovery`; first members who are not
 *   among them are none
 * @param {readonly Root[]} [roots] the verified ones; without them no recovery counts
 * @returns {Promise<Ledger>}
 * @throws {Malformed}
 * @throws {import('./errors.mjs').BadSignature}
 * @throws {Refused} a gap, a fork, a signer who was no member, a barred person, an epoch that does not follow
 */
export async function verifyChain(frames, instance, folder, keyrings, readers, roots = []) {
  const people = new People(keyrings, roots);
  const ledger = new Ledger();
  for (const frame of frames) {
    const signed = Signed.unpack(frame);
    const event = decodeEvent(signed.document);
    checkPlace(ledger, event, hex(folder));
    await checkSignature(instance, signed, event, people);
    checkSigner(ledger, event, people);
    EFFECTS[event.act](ledger, event, people);
    if (isFirst(event) && readers) keepOnly(ledger, (holder) => readers.has(holder));
    ledger.events.push(event);
    ledger.head = hex(await signed.hash());
  }
  return ledger;
}

/** @param {Event} event */
const isFirst = ({ act }) => act === 'received' || act === 'open';

/** @param {Ledger} ledger @param {Event} event @param {string} folder */
function checkPlace({ events, head }, { folder: named, seq, prev, on }, folder) {
  if (named !== folder || seq !== events.length || prev !== head) {
    throw new Refused("a ledger's events do not follow one another", 'chain');
  }
  const last = events.at(-1);
  if (last && on < last.on) throw new Refused("a ledger's dates go back", 'chain');
}

/** @param {Instance} instance @param {Signed} signed @param {Event} event @param {People} people */
async function checkSignature(instance, signed, event, people) {
  const parts = [unhex(event.folder), u32(event.seq), await signed.hash()];
  if (event.act === 'recover') return checkCustodians(instance, signed, parts, people.custodians(event.on));
  const signature = signed.signatures.get(event.by);
  if (!signature || signed.signatures.size !== 1)
    throw new Malformed('an event is not signed by its signer alone');
  await verify(instance, people.key(event), signature, 'event', ...parts);
}

/** @param {Instance} instance @param {Signed} signed @param {Uint8Array[]} parts @param {Root} root @throws {Refused} */
async function checkCustodians(instance, { signatures }, parts, root) {
  const keys = custodianKeys(root);
  for (const [signer, signature] of signatures) {
    const vk = keys.get(signer);
    if (!vk) throw new Refused('a recovery is signed by somebody who is no custodian');
    await verify(instance, vk, signature, 'event', ...parts);
  }
  if (signatures.size < root.threshold) throw new Refused('a recovery is signed by too few custodians');
}

/** @param {Ledger} ledger @param {Event} event @param {People} people @throws {Refused} */
function checkSigner(ledger, event, people) {
  if (isFirst(event) !== (ledger.events.length === 0)) {
    throw new Refused('a ledger begins with received or open, once', 'chain');
  }
  const collector = people.collector(event.by, event.on) !== undefined;
  const member = ledger.mayOpen(event.by, event.on);
  /** @type {Partial<Record<import('./ledger.mjs').Act, boolean>>} */
  const special = {
    received: collector,
    open: !collector && event.to.includes(event.by),
    add: member || collector,
    unmask: member || Boolean(officerOf(people.newest, event.by)?.identity),
    recover: member && people.groups.has(event.by),
  };
  if (!(special[event.act] ?? member)) throw new Refused(`a ${event.act} event by somebody who may not`);
}

/** @typedef {(ledger: Ledger, event: Event, people: People) => void} Effect */

/** @type {Effect} */
function found(ledger, event, people) {
  for (const oid of event.barred) ledger.barred.add(oid);
  enterEpoch(ledger, event, 1);
  admit(ledger, event, people);
}

/** @type {Effect} */
function grant(ledger, event, people) {
  if (event.epoch !== ledger.epoch || event.pk !== ledger.pkHashes.get(ledger.epoch)) {
    throw new Refused("a grant of another key than the folder's");
  }
  admit(ledger, event, people);
}

/** @type {Effect} */
function revoke(ledger, event) {
  for (const holder of event.to) {
    if (!ledger.members.delete(holder)) throw new Refused('a revocation of somebody who is no member');
  }
}

/** @type {Effect} */
function roll(ledger, event, people) {
  if (!event.to.includes(event.by) || event.to.some((holder) => !ledger.members.has(holder))) {
    throw new Refused('a roll to somebody who is no member');
  }
  enterEpoch(ledger, event, ledger.epoch + 1);
  const kept = new Map(event.to.map((holder) => [holder, ledger.members.get(holder) ?? null]));
  admit(ledger, event, people);
  ledger.members = kept;
}

/** @type {Effect} */
function bar(ledger, event, people) {
  for (const oid of event.barred) ledger.barred.add(oid);
  keepOnly(ledger, (holder) => !people.persons(holder).some((oid) => ledger.barred.has(oid)));
}

/** @type {Effect} */
function add(ledger, { item, hash }) {
  if (item === null || hash === null || ledger.items.has(item)) throw new Refused('an item is added twice');
  ledger.items.set(item, hash);
}

/** Reading and unmasking change nobody's rights. @type {Effect} */
function note() {}

/** @type {Record<import('./ledger.mjs').Act, Effect>} */
const EFFECTS = {
  received: found,
  open: found,
  grant,
  revoke,
  roll,
  bar,
  add,
  read: note,
  unmask: note,
  recover: grant,
};

/** @param {Ledger} ledger @param {Event} event @param {number} epoch */
function enterEpoch(ledger, event, epoch) {
  if (event.epoch !== epoch || event.pk === null)
    throw new Refused("a folder's epochs do not follow one another");
  ledger.epoch = epoch;
  ledger.pkHashes.set(epoch, event.pk);
}

/** @param {Ledger} ledger @param {Event} event @param {People} people */
function admit(ledger, event, people) {
  for (const holder of event.to) {
    if (people.persons(holder).some((oid) => ledger.barred.has(oid))) {
      throw new Refused('an event lets in somebody who is barred');
    }
    ledger.members.set(holder, event.until);
  }
}

/** @param {Ledger} ledger @param {(holder: string) => boolean} wanted */
function keepOnly(ledger, wanted) {
  ledger.members = new Map([...ledger.members].filter(([holder]) => wanted(holder)));
}
