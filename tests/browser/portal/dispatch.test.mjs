import assert from 'node:assert/strict';
import { before, beforeEach, mock, test } from 'node:test';
import { Dispatch } from '../../../portal/browser/sealing/dispatch.mjs';
import { newOffice } from '../crypto/office.mjs';
import { Network } from './network.mjs';

/** @type {Network} */
let network;
/** @type {import('../crypto/office.mjs').Office} */
let office;

before(async () => {
  office = await newOffice();
  mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ act) => setImmediate(act));
});

beforeEach(() => {
  network = new Network();
  mock.method(globalThis, 'fetch', network.fetch);
});

const WORDS = { answers: { what: 'The bins' }, language: 'en', leftOut: [], groupsLeftOut: [], files: [] };
const ignored = () => {};

/** @param {number} bytes */
const file = (bytes) => ({ name: 'a.txt', type: 'text/plain', blob: new Blob([new Uint8Array(bytes)]) });

/** @param {object} [words] */
const dispatch = (words) => new Dispatch(office, { ...WORDS, ...words });

test('a report is one request after its ticket, and the code comes after the mailbox opens', async () => {
  const words = await dispatch().run(ignored);
  assert.equal(words.length, 10);
  assert.deepEqual(
    network.arrived.map((each) => each.split(' ')[0]),
    ['begin', 'send', 'begin', 'ask'],
  );
});

test('a lost answer is asked about, and the report arrives once', async () => {
  network.fault = (path, count) => (path === 'send' && count < 3 ? 'cut' : undefined);
  await dispatch().run(ignored);
  assert.equal(network.reports.size, 1);
});

test('while nobody answers, the words may not be edited; the same bytes go again later', async () => {
  const report = dispatch();
  network.fault = (path) => (path === 'send' ? 'cut' : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unanswered' });
  assert.equal(report.certain, false);
  network.fault = () => undefined;
  await report.run(ignored);
  assert.equal(network.reports.size, 1);
});

test('a gateway that fails leaves the outcome unknown', async () => {
  const report = dispatch();
  network.fault = (path) => (path === 'send' ? 502 : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unanswered' });
  assert.equal(report.certain, false);
});

test('without a ticket nothing was sent, and that is certain', async () => {
  const report = dispatch();
  network.fault = (path) => (path === 'begin' ? 'lost' : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unanswered' });
  assert.equal(report.certain, true);
});

for (const [status, name] of /** @type {const} */ ([
  [409, 'TurnedDown'],
  [413, 'TurnedDown'],
  [500, 'Broken'],
  [503, 'Full'],
])) {
  test(`a ${status} from the portal is certain once its mailbox is empty`, async () => {
    const report = dispatch();
    network.fault = (path) => (path === 'send' ? status : undefined);
    await assert.rejects(report.run(ignored), { name });
    assert.equal(report.certain, true);
    assert.equal(network.reports.size, 0);
  });
}

test('a failure after the report arrived is no failure', async () => {
  network.fault = (path, count) => (path === 'send' ? (count === 1 ? 'cut' : 409) : undefined);
  assert.equal((await dispatch().run(ignored)).length, 10);
});

test('a failure is not certain while the mailbox cannot be asked', async () => {
  const report = dispatch();
  network.fault = (path) => (path === 'send' ? 500 : path === 'ask' ? 'lost' : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unanswered' });
  assert.equal(report.certain, false);
});

test('no code is shown before the mailbox opens', async () => {
  const report = dispatch();
  network.fault = (path) => (path === 'ask' ? 'lost' : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unseen' });
  network.fault = () => undefined;
  assert.equal((await report.run(ignored)).length, 10);
  assert.equal(network.arrived.filter((each) => each.startsWith('send')).length, 1);
});

test('a refused ticket is replaced once', async () => {
  network.fault = (path, count) => (path === 'send' && count === 1 ? 400 : undefined);
  await dispatch().run(ignored);
  assert.equal(network.arrived.filter((each) => each.startsWith('begin')).length, 3);
});

test('an upload goes on where it stopped, part for part the same bytes', async () => {
  const report = dispatch({ files: [file(1_500_000), file(800_000)] });
  network.fault = (path, count) => (path === 'put' && count > 1 ? 'lost' : undefined);
  await assert.rejects(report.run(ignored), { name: 'Unanswered' });
  assert.equal(report.certain, true);
  network.fault = (path, count) => (path === 'put' && count % 2 ? 'cut' : undefined);
  await report.run(ignored);
  assert.equal(network.parts.size, 3);
  assert.equal(network.reports.size, 1);
});

test('without room for files the portal says so before the words are sent', async () => {
  const report = dispatch({ files: [file(10)] });
  network.fault = (path) => (path === 'put' ? 503 : undefined);
  await assert.rejects(report.run(ignored), { name: 'Full' });
  assert.equal(report.certain, true);
});

test('a file that cannot be read stops the report', async () => {
  const blob = new Blob([new Uint8Array(10)]);
  mock.method(blob, 'slice', () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }));
  const report = dispatch({ files: [{ ...file(1), blob }] });
  await assert.rejects(report.run(ignored), { name: 'FileChanged' });
  assert.equal(network.reports.size, 0);
});

test('progress tells every stage in order', async () => {
  /** @type {string[]} */
  const stages = [];
  await dispatch({ files: [file(10)] }).run(({ stage }) => stages.push(stage));
  assert.deepEqual(stages, ['seal', 'parts', 'work', 'send', 'ask']);
});
