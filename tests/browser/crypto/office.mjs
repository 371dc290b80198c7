/** A small council's office for tests: custodians, a root, a keyring, and everybody's seeds. */
import { hex } from '../../../crypto/browser/bytes.mjs';
import { deriveKeys, newCode } from '../../../crypto/browser/code.mjs';
import { Instance } from '../../../crypto/browser/context.mjs';
import { kidOf, ridOf } from '../../../crypto/browser/keyring.mjs';
import { newKeyring, signKeyring, verifyKeyring } from '../../../crypto/browser/publish.mjs';
import { newRoot, signRoot, verifyRoots } from '../../../crypto/browser/root.mjs';
import { exchangePublic, newId, newSeed, verificationKey } from '../../../crypto/browser/seeds.mjs';

export const TODAY = '2026-03-02';

/** @typedef {{ oid: string, kid: string, xpk: string, vk: string, xseed: Uint8Array, sseed: Uint8Array }} Person */

/** @param {Instance} instance @returns {Promise<Person>} */
export async function newPerson(instance) {
  const [xseed, sseed] = [newSeed(), newSeed()];
  const [xpk, vk] = await Promise.all([exchangePublic(xseed), verificationKey(sseed)]);
  const kid = await kidOf(instance, xpk, vk);
  return { oid: hex(newId()), kid, xpk: hex(xpk), vk: hex(vk), xseed, sseed };
}

/** @param {Person} person @param {string} title @param {Partial<import('../../../crypto/browser/keyring.mjs').Officer>} [rights] */
export const listed = ({ kid, oid, xpk, vk }, title, rights = {}) => ({
  ...{ kid, oid, xpk, vk, role: 'officer', title: { en: title, cy: title } },
  ...{ receives: true, replies: true, identity: /** @type {0} */ (0), ...rights },
});

/** @param {number} [more] officers besides the five that the tests know */
export async function newOffice(more = 0) {
  const custodians = [newSeed(), newSeed(), newSeed()];
  const vks = await Promise.all(custodians.map(verificationKey));
  let root = await newRoot({ notAfter: '2027-03-02', threshold: 2, custodians: vks });
  for (const seed of custodians) root = await signRoot(root, seed);
  const rootFrame = root.pack();
  const roots = await verifyRoots([rootFrame], null, TODAY);
  const instance = await Instance.of(roots[0].document);
  const people = await Promise.all(Array.from({ length: 6 + more }, () => newPerson(instance)));
  const [monitoring, deputy, reviewer, finance, chief, collector, ...others] = people;
  const groupSeed = newSeed();
  const groupPk = await exchangePublic(groupSeed);
  const fields = {
    number: 1,
    root: roots[0],
    not_before: '2026-03-01',
    not_after: '2026-04-10',
    collector: { kid: collector.kid, xpk: collector.xpk, vk: collector.vk },
    officers: [
      listed(monitoring, 'Monitoring Officer', { identity: 1 }),
      listed(deputy, 'Deputy Monitoring Officer', { identity: 2 }),
      listed(reviewer, 'Independent Reviewer', { identity: 2 }),
      listed(finance, 'Finance', { replies: false }),
      listed(chief, 'Chief Executive'),
      ...others.map((person, i) => listed(person, `Officer ${i + 6}`)),
    ],
    ended: [],
    recovery: [
      {
        rid: await ridOf(instance, groupPk),
        xpk: hex(groupPk),
        title: { en: 'Recovery', cy: 'Adfer' },
        holders: [finance.oid, chief.oid],
        threshold: 2,
      },
    ],
  };
  let signed = await newKeyring(instance, fields);
  for (const seed of custodians.slice(0, 2)) signed = await signKeyring(instance, signed, seed);
  const keyringFrame = signed.pack();
  const keyring = await verifyKeyring(keyringFrame, roots, instance, TODAY);
  return {
    ...{ custodians, rootFrame, roots, instance, fields, keyringFrame, keyring, groupSeed },
    ...{ monitoring, deputy, reviewer, finance, chief, collector, others },
  };
}

/** @typedef {Awaited<ReturnType<typeof newOffice>>} Office */

/** A fresh code and its keys. @param {Office} office */
export const newCodeKeys = ({ instance }) => deriveKeys(instance, newCode());
