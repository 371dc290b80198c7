import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  CHUNK,
  openBody,
  openStream,
  piecesOf,
  sealBody,
  sealedLength,
} from '../../../crypto/browser/body.mjs';
import { concat, random } from '../../../crypto/browser/bytes.mjs';
import { CodeMistake, CannotOpen, Malformed } from '../../../crypto/browser/errors.mjs';
import { newCode, parseCode, words } from '../../../crypto/browser/code.mjs';
import { Instance } from '../../../crypto/browser/context.mjs';
import { decode, encode, orNull, text } from '../../../crypto/browser/document.mjs';
import { FileStream, openFile } from '../../../crypto/browser/files.mjs';
import { pack, PART, unpack } from '../../../crypto/browser/frame.mjs';
import {
  FLOOR_ITEM,
  FLOOR_REPORT,
  FLOOR_SMALL,
  pad,
  paddedLength,
  unpad,
} from '../../../crypto/browser/padding.mjs';
import { tree, TreeHasher } from '../../../crypto/browser/tree.mjs';

const instance = new Instance(new Uint8Array(16).fill(7));
const context = new Uint8Array([1, 2, 3]);
/** Lengths about the edges of chunks. */
const edges = fc.oneof(
  fc.integer({ min: 0, max: 3 * CHUNK }),
  fc.constantFrom(0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1),
);

/** @param {AsyncIterable<Uint8Array>} source */
async function joined(source) {
  const all = [];
  for await (const piece of source) all.push(piece.slice());
  return concat(...all);
}

describe('what goes in comes out', () => {
  test('of a body of any length, in pieces of any size', async () => {
    const cases = fc.tuple(edges, fc.integer({ min: 1, max: 40_000 }));
    await fc.assert(
      fc.asyncProperty(cases, async ([length, size]) => {
        const [key, plain] = [random(32), random(length)];
        const sealed = await sealBody(key, context, plain);
        assert.equal(sealed.length, sealedLength(length));
        const pieces = Array.from({ length: Math.ceil(sealed.length / size) }, (_, i) =>
          sealed.subarray(i * size, (i + 1) * size),
        );
        assert.deepEqual(await joined(openStream(key, context, pieces)), plain);
      }),
      { numRuns: 25 },
    );
  });

  test('of padding, which shows its bucket only', () => {
    const floors = fc.constantFrom(FLOOR_SMALL, FLOOR_ITEM, FLOOR_REPORT);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000 }), floors, (length, floor) => {
        const padded = pad(random(length), floor);
        assert.equal(padded.length, paddedLength(length, floor));
        assert.ok(padded.length <= Math.max(floor, 1.5 * (length + 8)));
        assert.equal(unpad(padded, floor).length, length);
      }),
      { numRuns: 80 },
    );
  });

  test('of documents, whatever the text', () => {
    const shape = { a: text, b: orNull(text) };
    const unit = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(unit, fc.option(unit), (a, b) => {
        assert.deepEqual(decode(encode('test', { a, b }, shape), 'test', shape), {
          a,
          b,
          kind: 'test',
          v: 1,
        });
      }),
    );
  });

  test('of frames, and no other bytes are one', () => {
    const bytes = (/** @type {number} */ length) => fc.uint8Array({ minLength: length, maxLength: length });
    const ticket = fc.uint8Array({ maxLength: 2048 });
    fc.assert(
      fc.property(
        bytes(16),
        ticket,
        bytes(4),
        fc.uint8Array({ minLength: 1, maxLength: 99 }),
        (...fields) => {
          const frame = pack('put', ...fields);
          assert.deepEqual(
            unpack('put', frame).map((each) => each.slice()),
            fields,
          );
          assert.throws(() => unpack('put', frame.subarray(0, -1)), Malformed);
          assert.throws(() => unpack('put', concat(frame, new Uint8Array(1))), Malformed);
        },
      ),
    );
    fc.assert(fc.property(fc.uint8Array(), (noise) => assert.throws(() => unpack('put', noise), Malformed)));
  });

  test('of follow-up codes, however they are typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(' ', '-', '\n', ', '), fc.boolean(), async (between, short) => {
        const entropy = newCode();
        const spelt = await words(instance, entropy);
        const typed = spelt.map((word) => (short ? word.slice(0, 4).toUpperCase() : word)).join(between);
        assert.deepEqual(await parseCode(instance, typed), entropy);
        const wrong = [...spelt.slice(1), spelt[0]].join(' ');
        if (new Set(spelt).size === 10) {
          await parseCode(instance, wrong).catch((error) => assert.ok(error instanceof CodeMistake));
        }
      }),
    );
  });

  test('of trees, in pieces of any size', async () => {
    const content = random(2 * PART + 5);
    const whole = await tree(instance, content);
    for (const size of [1000, PART - 1, PART, PART + 1]) {
      const hasher = new TreeHasher(instance);
      for await (const piece of piecesOf([content], size)) await hasher.update(piece);
      assert.deepEqual(await hasher.digest(), whole);
    }
  });
});

describe('a changed body', () => {
  test('does not open: a flipped bit anywhere, a cut anywhere, another key or context', async () => {
    const key = random(32);
    const sealed = await sealBody(key, context, random(CHUNK + 100));
    const places = fc.integer({ min: 0, max: sealed.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const flipped = sealed.slice();
        flipped[at] ^= 1 << bit;
        await assert.rejects(openBody(key, context, flipped), CannotOpen);
        await assert.rejects(openBody(key, context, sealed.subarray(0, at)), CannotOpen);
      }),
      { numRuns: 25 },
    );
    await assert.rejects(openBody(random(32), context, sealed), CannotOpen);
    await assert.rejects(openBody(key, new Uint8Array([1, 2]), sealed), CannotOpen);
  });
});

describe('a stream of files', () => {
  const folder = random(16);
  const blob = (/** @type {number} */ size) => ({
    name: `${size}`,
    type: 'text/plain',
    blob: new Blob([random(size)]),
  });

  /** @param {ReturnType<typeof blob>[]} attachments */
  async function sealed(attachments) {
    const stream = new FileStream(instance, folder, attachments);
    const parts = [];
    for await (const part of stream.seal()) parts.push(part.slice());
    const { files, tree: root, parts: number } = await stream.finish();
    assert.deepEqual([number, stream.parts], [parts.length, parts.length]);
    return { parts, files, root };
  }

  test('opens each file from its parts, and hides their number and sizes', async () => {
    const attachments = [blob(0), blob(5), blob(CHUNK), blob(PART), blob(PART + 100)];
    const { parts, files, root } = await sealed(attachments);
    assert.deepEqual(root, await tree(instance, concat(...parts)));
    for (const [i, file] of files.entries()) {
      const opened = await joined(openFile(instance, folder, file, async (number) => parts[number]));
      assert.deepEqual(opened, new Uint8Array(await attachments[i].blob.arrayBuffer()));
    }
    const one = await sealed([blob(5)]);
    const two = await sealed([blob(5), blob(70_000)]);
    assert.deepEqual([one.parts.length, one.parts[0].length], [1, PART]);
    assert.deepEqual([two.parts.length, two.parts[0].length], [1, PART]);
  });

  test('is refused when a part was changed, and is never sealed twice', async () => {
    const { parts, files } = await sealed([blob(100)]);
    parts[0][60] ^= 1;
    await assert.rejects(joined(openFile(instance, folder, files[0], async () => parts[0])), CannotOpen);
    const stream = new FileStream(instance, folder, [blob(1)]);
    for await (const _ of stream.seal());
    await assert.rejects(joined(stream.seal()), Malformed);
    assert.equal((await sealed([])).parts.length, 0);
  });
});
