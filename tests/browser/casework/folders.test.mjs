/** What an officer's browser makes of a folder, and what it refuses when the server lies about one. */
import assert from 'node:assert/strict';
import { before, beforeEach, mock, test } from 'node:test';
import { access, letIn, takeOut } from '../../../casework/browser/keeper/access.mjs';
import { newFolder, readFolder } from '../../../casework/browser/keeper/folders.mjs';
import { addItem, itemsOf } from '../../../casework/browser/keeper/items.mjs';
import { fromBase64, toBase64 } from '../../../casework/browser/keeper/server.mjs';
import { shutOut } from '../../../casework/browser/keeper/upkeep.mjs';
import { hex, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import { parseItemFrame } from '../../../crypto/browser/deposit.mjs';
import { newEvent, signEvent } from '../../../crypto/browser/ledger.mjs';
import { sealNote } from '../../../crypto/browser/note.mjs';
import { newSeed } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { chainSeed } from '../../../crypto/browser/wrap.mjs';
import { newOffice, newPerson, TODAY } from '../crypto/office.mjs';
import { eventOf, FolderServer } from './folder_server.mjs';

/** @typedef {import('../crypto/office.mjs').Person} Person */

/** @type {import('../crypto/office.mjs').Office} */
let office;
/** @type {FolderServer} */
let server;

before(async () => {
  mock.timers.enable({ apis: ['Date'], now: new Date(`${TODAY}T12:00:00Z`) });
  office = await newOffice();
});

beforeEach(async () => {
  server = new FolderServer(office);
  await server.signIn(office.monitoring);
});

/** @param {string} name */
const kept = (name) => /** @type {import('./folder_server.mjs').Kept} */ (server.folders.get(name));

/** @param {string[]} [barred] */
const newCase = (barred = []) => newFolder({ kind: 'case', to: [], barred });

/** @param {string} folder @param {string} value */
const note = (folder, value) => addItem({ folder, kind: 'note', name: '', value });

/** @param {string} name */
const valuesIn = async (name) =>
  (await itemsOf(await readFolder(name))).written.map(({ value }) => value).sort();

/** @param {string} code @param {Promise<unknown>} work */
const refusedAs = (code, work) =>
  assert.rejects(work, (/** @type {any} */ error) => {
    assert.equal(error.code, code);
    return true;
  });

/** The server adds an event of its own making. @param {string} name @param {Person} signer @param {any} said */
async function forge(name, signer, said) {
  const { events } = kept(name);
  const last = events[events.length - 1];
  const place = { folder: name, seq: events.length, by: signer.kid, on: TODAY };
  const prev = hex(await Signed.unpack(fromBase64(last)).hash());
  const event = newEvent({ ...place, prev, ...said });
  events.push(toBase64(await signEvent(office.instance, event, signer.sseed)));
}

/** @param {string | { en: string }} title */
const titled = (title) => (typeof title === 'string' ? title : title.en);

/** @param {string} name */
const first = (name) => {
  const { epoch, pk } = eventOf(kept(name).events[0]);
  return { epoch, pk };
};

const grant = /** @type {const} */ ({ purpose: 'investigate', until: null });

test('somebody let in reads what was there; taken out, what comes is sealed to a key they never had', async () => {
  const name = await newCase();
  await note(name, 'Before');
  await letIn({ folder: name, kid: office.deputy.kid, ...grant });
  await server.signIn(office.deputy);
  assert.deepEqual(await valuesIn(name), ['Before']);
  const held = (await readFolder(name)).seeds;

  await server.signIn(office.monitoring);
  await takeOut({ folder: name, id: office.deputy.kid, purpose: 'work-done' });
  assert.deepEqual(server.sent.slice(-2), ['revocations', 'rolls']);
  await note(name, 'After');
  assert.deepEqual(await valuesIn(name), ['After', 'Before']);
  const { seeds, ledger } = await readFolder(name);
  assert.equal(ledger.epoch, 2);
  assert.ok(!held.some((seed) => hex(seed) === hex(seeds[0])));
});

test('everybody who can open it is listed, with why and until when', async () => {
  const name = await newCase();
  await letIn({ folder: name, kid: office.deputy.kid, purpose: 'cover', until: '2026-03-05' });
  await takeOut({ folder: name, id: office.deputy.kid, purpose: 'mistake' });
  const { people, offered } = await access({ folder: name });
  const told = people.map(({ title, isIn, why, whyLeft, left }) => [titled(title), isIn, why, whyLeft, left]);
  assert.deepEqual(told, [
    ['Monitoring Officer', true, null, null, null],
    ['Deputy Monitoring Officer', false, 'cover', 'mistake', TODAY],
  ]);
  assert.ok(offered.some((/** @type {any} */ { kid }) => kid === office.deputy.kid));
});

test('a visit by a member gives the next key to a folder that somebody has left', async () => {
  const name = await newFolder({ kind: 'case', to: [office.deputy.kid, office.reviewer.kid] });
  await forge(name, office.monitoring, { act: 'revoke', to: [office.reviewer.kid], purpose: 'left-office' });
  await server.signIn(office.deputy);
  const { ledger } = await readFolder(name);
  assert.equal(ledger.epoch, 2);
  assert.deepEqual([...ledger.members.keys()].sort(), [office.monitoring.kid, office.deputy.kid].sort());
});

test('who declared a conflict is entered in the record by the next visitor, and the key changes', async () => {
  const name = await newFolder({ kind: 'case', to: [office.deputy.kid] });
  kept(name).excluded.push(office.deputy.oid);
  await readFolder(name);
  assert.deepEqual(server.sent, ['bars', 'rolls']);
  const { ledger } = await readFolder(name);
  assert.deepEqual([[...ledger.barred], ledger.epoch], [[office.deputy.oid], 2]);
});

test('nobody barred is let in, nor a group with somebody barred in it, and nothing is sent', async () => {
  const name = await newCase([office.chief.oid]);
  const [group] = office.fields.recovery;
  await refusedAs('holder-barred', letIn({ folder: name, kid: office.chief.kid, ...grant }));
  await refusedAs('holder-barred', letIn({ folder: name, kid: group.rid, ...grant }));
  await refusedAs('holder-gone', letIn({ folder: name, kid: 'ab'.repeat(16), ...grant }));
  assert.deepEqual(server.sent, []);
});

test('a grant to somebody barred, which another browser sent, is refused', async () => {
  const name = await newCase();
  await shutOut({ folder: name, oids: [office.deputy.oid] });
  const { ledger } = await readFolder(name);
  const pk = ledger.pkHashes.get(ledger.epoch);
  await forge(name, office.monitoring, { act: 'grant', to: [office.deputy.kid], epoch: ledger.epoch, pk });
  await refusedAs('folder-broken', readFolder(name));
});

test('a grant forged by the server is refused', async () => {
  for (const forger of [office.collector, office.deputy]) {
    const name = await newCase();
    await forge(name, forger, { act: 'grant', to: [office.deputy.kid], ...first(name) });
    await refusedAs('folder-broken', readFolder(name));
  }
});

test('a grant in a member’s name but without their signature is refused', async () => {
  const name = await newCase();
  const impostor = { ...office.monitoring, sseed: newSeed() };
  await forge(name, impostor, { act: 'grant', to: [office.deputy.kid], ...first(name) });
  await refusedAs('folder-broken', readFolder(name));
});

test('a ghost officer, whom the custodians never signed, is refused', async () => {
  const ghost = await newPerson(office.instance);
  const name = await newCase();
  await forge(name, office.monitoring, { act: 'grant', to: [ghost.kid], ...first(name) });
  await refusedAs('folder-broken', readFolder(name));
});

test('a wrap moved from another case does not open this one', async () => {
  const [one, two] = [await newCase(), await newCase()];
  kept(one).wraps = kept(two).wraps;
  await refusedAs('folder-unwrapped', readFolder(one));
});

test('a whole case shown under another’s name is refused', async () => {
  const [one, two] = [await newCase(), await newCase()];
  server.folders.set(one, kept(two));
  await refusedAs('folder-broken', readFolder(one));
});

test('a case without its beginning is refused', async () => {
  const name = await newCase();
  kept(name).events.shift();
  await refusedAs('folder-broken', readFolder(name));
});

test('a roll whose seed chain does not open to the key before is void, and nothing is sealed to it', async () => {
  const name = await newFolder({ kind: 'case', to: [office.deputy.kid] });
  await takeOut({ folder: name, id: office.deputy.kid, purpose: 'mistake' });
  const [chain] = kept(name).chains;
  const { instance } = office;
  const { seeds } = await readFolder(name);
  chain.sealed = toBase64(await chainSeed(instance, unhex(name), 2, newSeed(), seeds[0]));
  await refusedAs('roll-void', readFolder(name));
  await refusedAs('roll-void', note(name, 'Not to be sealed'));
  kept(name).chains = [];
  await refusedAs('roll-void', readFolder(name));
});

test('an item that the server sealed, moved or dropped is named and never shown', async () => {
  const name = await newCase();
  const words = { by: office.monitoring.kid, on: TODAY, name: 'decision', value: 'Dismiss', files: [] };
  const { pk, id } = await readFolder(name);
  const item = { kind: /** @type {const} */ ('field'), seq: 1, note: words, sseed: newSeed() };
  const planted = await sealNote(office.instance, id, item, pk);
  const noted = { item: hex(parseItemFrame(planted).id), hash: hex(await sha256(planted)) };
  const stored = {
    kind: 'field',
    name: 'decision',
    seq: 1,
    by: words.by,
    on: TODAY,
    item: toBase64(planted),
  };
  kept(name).items.push(stored);
  assert.deepEqual((await itemsOf(await readFolder(name))).refused, [
    { name: 'decision', reason: 'item-unrecorded' },
  ]);
  await forge(name, office.monitoring, { act: 'add', ...noted });
  assert.deepEqual((await itemsOf(await readFolder(name))).refused, [{ name: 'decision', reason: 'forged' }]);
  kept(name).items = [];
  assert.deepEqual((await itemsOf(await readFolder(name))).refused, [{ name: null, reason: 'item-dropped' }]);

  await addItem({ folder: name, kind: 'field', name: 'summary', value: 'Invoices', seq: 1 });
  kept(name).items[0].name = 'decision';
  const { written, refused } = await itemsOf(await readFolder(name));
  assert.deepEqual([written, refused[0]], [[], { name: 'decision', reason: 'forged' }]);
});
