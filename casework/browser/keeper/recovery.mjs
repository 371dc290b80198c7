/**
 * Recoveries: folders that a group gives to new keys. A custodian sees whom, how many and which, and signs all of
 * them. Nothing is signed but what was read here.
 * @module
 */
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { decodeEvent, signRecovery } from '../../../crypto/browser/ledger.mjs';
import { custodianId } from '../../../crypto/browser/root.mjs';
import { verificationKey } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { keys, trusted } from './account.mjs';
import { fromBase64, getJson, send, toBase64 } from './server.mjs';
import { or, Trouble } from './trouble.mjs';
import { titleOf } from './trust.mjs';

/** @typedef {import('../../../crypto/browser/ledger.mjs').Event} Event */
/** @typedef {{ event: Event, hash: string, signed: string[] }} Laid an unsigned event that the page shows */

const REFERENCE = 8;

/** As they were shown. @type {Laid[]} */
let shown = [];

/** What waits for this custodian, by recovery group; none before the first keyring. */
export async function recoveries() {
  shown = [];
  if (!keys().trust) return [];
  const { events } = await getJson('/api/custody/recoveries', { 403: 'not-custodian' });
  shown = await Promise.all(events.map(laidOf));
  const mine = await custodianId(await verificationKey(unhex(keys().vault.sseed)));
  const groups = [...new Set(shown.map(({ event }) => event.by))];
  return groups.map((rid) => summary(rid, mine));
}

/** @param {any} told @returns {Promise<Laid>} */
async function laidOf({ document, hash, signed }) {
  const bytes = fromBase64(document);
  const event = await or('draft-bad', async () => decodeEvent(bytes));
  if (event.act !== 'recover' || hex(await sha256(bytes)) !== hash) throw new Trouble('draft-bad');
  return { event, hash, signed };
}

/** @param {string} rid @param {string} mine */
function summary(rid, mine) {
  const { trust } = trusted();
  const laid = shown.filter(({ event }) => event.by === rid);
  const kids = [...new Set(laid.flatMap(({ event }) => event.to))];
  const root = trust.roots[trust.roots.length - 1];
  return {
    rid,
    group: trust.keyrings.flatMap(({ recovery }) => recovery).find((each) => each.rid === rid)?.title ?? null,
    people: kids.map((kid) => ({
      title: trust.newest.officers.some((officer) => officer.kid === kid) ? titleOf(trust, kid) : null,
      count: laid.filter(({ event }) => event.to.includes(kid)).length,
    })),
    folders: laid.map(({ event }) => event.folder.slice(0, REFERENCE)),
    signed: Math.min(...laid.map(({ signed }) => signed.length)),
    needed: root.threshold,
    mine: laid.every(({ signed }) => signed.includes(mine)),
    may: root.custodians.some(({ id }) => id === mine),
  };
}

/** Sign every event of a group that was shown and is not signed yet. @param {{ rid: string }} asked */
export async function signRecoveries({ rid }) {
  const { trust, vault } = trusted();
  const sseed = unhex(vault.sseed);
  const id = await custodianId(await verificationKey(sseed));
  const laid = shown.filter(({ event, signed }) => event.by === rid && !signed.includes(id));
  if (!laid.length) throw new Trouble('draft-changed');
  const signatures = [];
  for (const { event, hash } of laid) {
    const frame = Signed.unpack(await signRecovery(trust.instance, event, [sseed]));
    const signature = toBase64(/** @type {Uint8Array} */ (frame.signatures.get(id)));
    signatures.push({ hash, signature });
  }
  const refusals = { 400: 'draft-changed', 403: 'not-custodian', 404: 'draft-changed', 409: 'draft-changed' };
  return send('/api/custody/recoveries/signatures', { id, signatures }, refusals);
}
