/** What a custodian is told about a draft. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { keyringChanges, rootChanges } from '../../../casework/browser/keeper/changes.mjs';
import { readKeyring } from '../../../crypto/browser/publish.mjs';
import { newKeyring } from '../../../crypto/browser/publish.mjs';
import { listed, newOffice, newPerson } from '../crypto/office.mjs';

/** @type {import('../crypto/office.mjs').Office} */
let office;
/** @type {any[]} */
let people;

before(async () => {
  office = await newOffice();
  const named = [office.monitoring, office.deputy, office.reviewer, office.finance, office.chief];
  people = named.map(({ oid, kid, xpk, vk }, i) => ({
    ...{ oid, title: `person ${i}`, role: 'officer', custodian: false, broken: false },
    enrolled: { kid, xpk, vk, id: `id ${i}`, words: [`word ${i}`] },
  }));
});

/** The next keyring, with changes. @param {object} fields */
const next = async (fields) =>
  readKeyring((await newKeyring(office.instance, { ...office.fields, number: 2, ...fields })).document);

test('a first keyring adds everybody, each with their words', async () => {
  const changes = keyringChanges(office.keyring, null, people);
  assert.equal(changes.filter(({ what }) => what === 'officer-in').length, 5);
  assert.ok(changes.every(({ what, words }) => what !== 'officer-in' || words?.length));
  assert.ok(changes.some(({ what }) => what === 'collector-in'));
  assert.ok(changes.some(({ what }) => what === 'group-in'));
});

test('a keyring with new dates only changes nothing else', async () => {
  assert.deepEqual(keyringChanges(await next({}), office.keyring, people), []);
});

test('a key that its owner did not enrol is marked', async () => {
  const ghost = { ...(await newPerson(office.instance)), oid: office.deputy.oid };
  const officers = [
    office.fields.officers[0],
    listed(ghost, 'Deputy Monitoring Officer'),
    ...office.fields.officers.slice(2),
  ];
  const changes = keyringChanges(await next({ officers }), office.keyring, people);
  assert.deepEqual(
    changes.map(({ what, bad, words }) => [what, bad, words]),
    [['officer-new-key', true, null]],
  );
});

test('somebody nobody knows is marked', async () => {
  const officers = [...office.fields.officers, listed(await newPerson(office.instance), 'Ghost')];
  const [change] = keyringChanges(await next({ officers }), office.keyring, people);
  assert.deepEqual([change.what, change.bad], ['officer-in', true]);
});

test('somebody taken off, and somebody whose duties change, are told', async () => {
  const [first, second, third, ...rest] = office.fields.officers;
  const officers = [first, { ...second, replies: false }, ...rest];
  const changes = keyringChanges(await next({ officers }), office.keyring, people);
  assert.deepEqual(changes.map(({ what }) => what).sort(), ['officer-changed', 'officer-out']);
  assert.equal(
    /** @type {any} */ (changes.find(({ what }) => what === 'officer-out')).title.en,
    third.title.en,
  );
});

test('another key of the collecting program is told', async () => {
  const { kid, xpk, vk } = await newPerson(office.instance);
  const changes = keyringChanges(await next({ collector: { kid, xpk, vk } }), office.keyring, people);
  assert.deepEqual(
    changes.map(({ what }) => what),
    ['collector-new-key'],
  );
});

test('custodians who come and go are told, and one nobody knows is marked', () => {
  const [root] = office.roots;
  const [known, ...others] = root.custodians;
  const owner = { ...people[0], enrolled: { ...people[0].enrolled, id: known.id } };
  const first = rootChanges(root, null, [owner]);
  assert.deepEqual(
    first.map(({ what, bad }) => [what, bad]).sort(),
    [['custodian-in', false], ...others.map(() => ['custodian-in', true]), ['threshold-first', false]].sort(),
  );
  const fewer = { ...root, threshold: 1, custodians: [known] };
  assert.deepEqual(
    rootChanges(fewer, root, [owner]).map(({ what }) => what),
    ['custodian-out', 'custodian-out', 'threshold'],
  );
});

test('a recovery group that comes is told with its holders and how many of them must act', async () => {
  const [told] = keyringChanges(office.keyring, await next({ recovery: [] }), people);
  assert.deepEqual(
    [told.what, told.title.en, told.after, told.holders, told.bad],
    ['group-in', 'Recovery', '2', ['person 3', 'person 4'], false],
  );
});

test('a recovery group that goes is told', async () => {
  const changes = keyringChanges(await next({ recovery: [] }), office.keyring, people);
  assert.deepEqual(
    changes.map(({ what, title }) => [what, title.en]),
    [['group-out', 'Recovery']],
  );
});

test('a group with another threshold, holder or title is told, and a holder nobody knows is marked', async () => {
  const [group] = office.fields.recovery;
  const { oid } = await newPerson(office.instance);
  for (const [changed, bad] of /** @type {[object, boolean][]} */ ([
    [{ title: { en: 'Rescue', cy: 'Adfer' } }, false],
    [{ holders: [office.finance.oid, office.deputy.oid] }, false],
    [{ holders: [office.finance.oid, oid] }, true],
  ])) {
    const recovery = [{ ...group, ...changed }];
    const changes = keyringChanges(await next({ recovery }), office.keyring, people);
    assert.deepEqual(
      changes.map((told) => [told.what, told.bad]),
      [['group-changed', bad]],
    );
  }
});
