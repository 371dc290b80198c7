/**
 * A small council with fixed keys, the same as in crypto/vectors/cast.py: for vectors only.
 * @module
 */
import { hex, sha256, utf8 } from './bytes.mjs';
import { Instance } from './context.mjs';
import { kidOf, ridOf } from './keyring.mjs';
import { newKeyring, readKeyring, signKeyring } from './publish.mjs';
import { newRoot, readRoot, signRoot } from './root.mjs';
import { exchangePublic, verificationKey } from './seeds.mjs';

export const TODAY = '2026-03-02';

/** @typedef {{ name: string, oid: string, kid: string, xpk: string, vk: string, xseed: Uint8Array, sseed: Uint8Array }} Person */

/** The seed that this label always gives. @param {string} label */
export const seed = (label) => sha256(utf8(`candour vectors: ${label}`));

/** The 16-byte id that this label always gives. @param {string} label */
export const short = async (label) => (await seed(label)).slice(0, 16);

/** @param {Instance} instance @param {string} name @returns {Promise<Person>} */
async function person(instance, name) {
  const [oid, xseed, sseed] = [await short(`oid ${name}`), await seed(`x ${name}`), await seed(`s ${name}`)];
  const [xpk, vk] = [await exchangePublic(xseed), await verificationKey(sseed)];
  return {
    name,
    oid: hex(oid),
    kid: await kidOf(instance, xpk, vk),
    xpk: hex(xpk),
    vk: hex(vk),
    xseed,
    sseed,
  };
}

/** @param {Person} who */
const titleOf = ({ name }) => ({ en: name, cy: `${name} (cy)` });

/** @param {Person} who @param {0 | 1 | 2} identity @param {boolean} [works] */
const officer = (who, identity, works = true) => ({
  ...{ kid: who.kid, oid: who.oid, xpk: who.xpk, vk: who.vk, role: 'officer', title: titleOf(who) },
  ...{ receives: works, replies: works, identity },
});

/** @param {Instance} instance */
async function group(instance) {
  const xpk = await exchangePublic(await seed('x recovery group'));
  const holders = await Promise.all(
    ['Monitoring Officer', 'Chair', 'Auditor'].map((name) => short(`oid ${name}`)),
  );
  const title = { en: 'Recovery group', cy: 'Grŵp adfer' };
  return { rid: await ridOf(instance, xpk), xpk: hex(xpk), title, holders: holders.map(hex), threshold: 2 };
}

/** The founding root, signed by all three custodians. @param {Uint8Array[]} custodians */
async function foundingRoot(custodians) {
  const keys = await Promise.all(custodians.map(verificationKey));
  let root = await newRoot({ notAfter: '2028-01-01', threshold: 2, custodians: keys });
  for (const custodian of custodians) root = await signRoot(root, custodian);
  return root;
}

/** Everybody, with root and keyring as frames and as read. */
export async function newCast() {
  const custodians = await Promise.all([1, 2, 3].map((number) => seed(`custodian ${number}`)));
  const rootSigned = await foundingRoot(custodians);
  const root = await readRoot(rootSigned.document);
  const instance = await Instance.of(root.document);
  const as = (/** @type {string} */ name) => person(instance, name);
  const [monitoring, deputy, reviewer] = [
    ...[
      await as('Monitoring Officer'),
      await as('Deputy Monitoring Officer'),
      await as('Independent Reviewer'),
    ],
  ];
  const [clerk, former, collector] = [await as('Clerk'), await as('Former Officer'), await as('Collector')];
  const gone = { kid: former.kid, oid: former.oid, vk: former.vk, title: titleOf(former), replies: true };
  let keyringSigned = await newKeyring(instance, {
    ...{ number: 1, root, not_before: '2026-03-01', not_after: '2026-04-10' },
    collector: { kid: collector.kid, xpk: collector.xpk, vk: collector.vk },
    officers: [officer(monitoring, 1), officer(deputy, 1), officer(reviewer, 2), officer(clerk, 0, false)],
    ended: [{ ...gone, on: '2026-02-01' }],
    recovery: [await group(instance)],
  });
  for (const custodian of custodians.slice(0, 2)) {
    keyringSigned = await signKeyring(instance, keyringSigned, custodian);
  }
  const keyring = await readKeyring(keyringSigned.document);
  const people = { monitoring, deputy, reviewer, clerk, former, collector };
  return { ...{ custodians, rootSigned, root, instance, keyringSigned, keyring }, ...people };
}
