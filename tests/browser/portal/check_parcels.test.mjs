import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeMessage } from '../../../crypto/browser/letter.mjs';
import { FLOOR_ITEM, pad } from '../../../crypto/browser/padding.mjs';
import { parcelsOf } from '../../../portal/browser/check/parcels.mjs';
import { wellFormed } from '../../../portal/browser/wellformed.mjs';

const HASH = 'ab'.repeat(32);
const SIGNATURE = new Uint8Array(64);
/** Every code that the page for bad treatment knows, ticked: more than anybody can. */
const PAGE = readFileSync(new URL('../../../templates/portal/check/badly.html', import.meta.url), 'utf8');
const LONGEST_TOPIC = `detriment ${[...PAGE.matchAll(/^ {2}'([a-z_]+)':/gm)].map(([, code]) => code).join(' ')}`;

/** The file's entry at its longest: every number as large as it gets. @param {any} file */
const entry = ({ name, type, removed }) => ({
  file: 'ab'.repeat(16),
  key: HASH,
  start: 600_000_000,
  length: 56 + 61_000 * 16_400 + 100,
  tree: HASH,
  name,
  type,
  removed,
});

/** What a parcel becomes, as the worker seals it; throws when it leaves the smallest size. @param {any} parcel */
function padded({ text, files }) {
  const ack = { seq: 4_294_967_295, hash: HASH };
  const fields = { topic: LONGEST_TOPIC, text, prev: HASH, ack, files: files.map(entry), identity: false };
  const document = encodeMessage(fields);
  return pad(new Uint8Array([...SIGNATURE, ...document]), FLOOR_ITEM, { only: true });
}

const someText = fc.string({ unit: 'grapheme', maxLength: 12 });
const long = fc.tuple(fc.array(someText, { maxLength: 12 }), fc.integer({ min: 1, max: 900 }));
const file = fc.record({
  name: fc
    .string({ unit: 'grapheme-composite', maxLength: 120 })
    .map((name) => [...name].slice(0, 255).join('')),
  type: fc.constantFrom(
    'image/jpeg',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ),
  removed: fc.array(fc.constantFrom('place', 'camera', 'editing'), { maxLength: 3 }),
  blob: fc.constant(new Blob([])),
});

test('a short message is one message, and so is none', () => {
  assert.deepEqual(parcelsOf('It was paid twice.', []), [{ text: 'It was paid twice.', files: [] }]);
  assert.deepEqual(parcelsOf('', []), [{ text: '', files: [] }]);
});

test('the longest topic is long', () => {
  assert.ok(LONGEST_TOPIC.length > 250, LONGEST_TOPIC);
});

test('nothing is cut, nothing is doubled, and every piece keeps to the one size', () => {
  fc.assert(
    fc.property(long, fc.array(file, { maxLength: 25 }), ([pieces, times], files) => {
      const text = wellFormed(pieces.join(' ').repeat(times));
      const parcels = parcelsOf(text, files);
      assert.equal(parcels.map((parcel) => parcel.text).join(''), text);
      assert.deepEqual(
        parcels.flatMap((parcel) => parcel.files),
        files,
      );
      for (const parcel of parcels) assert.equal(padded(parcel).length, FLOOR_ITEM);
    }),
    { numRuns: 60 },
  );
});

test('twenty files with long names travel in several messages', () => {
  const name = '🗂'.repeat(255);
  const files = Array.from({ length: 20 }, () => ({ name, type: 'a/b', removed: [], blob: new Blob([]) }));
  const parcels = parcelsOf('Look at these.', files);

  assert.ok(parcels.length > 1);
  assert.equal(parcels[0].text, 'Look at these.');
  for (const parcel of parcels) padded(parcel);
});

test('a long text ends its pieces where a reader would pause', () => {
  const paragraph = `${'One sentence stands here. '.repeat(40)}\n\n`;
  const [first, second] = parcelsOf(paragraph.repeat(30), []);

  assert.ok(first.text.endsWith('\n\n'));
  assert.ok(second.text.startsWith('One sentence'));
});

test('a text without any pause is divided between characters, never inside one', () => {
  const parcels = parcelsOf('😀'.repeat(20_000), []);

  for (const { text } of parcels) assert.equal(text, wellFormed(text));
  assert.equal(parcels.map(({ text }) => text).join(''), '😀'.repeat(20_000));
});
