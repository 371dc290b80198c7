import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CandourError, CodeMistake } from '../../../crypto/browser/errors.mjs';
import { LETTERS } from './letter_ops.mjs';
import { COUNCIL, SIMPLE } from './simple_ops.mjs';
import { readVectors, vectorFiles } from './vector_files.mjs';

const OPS = { ...SIMPLE, ...COUNCIL, ...LETTERS };

/** @param {import('./vector_files.mjs').Case} given */
async function checkRefused(given) {
  await assert.rejects(
    async () => OPS[given.op](given),
    (/** @type {unknown} */ error) => {
      assert.ok(error instanceof CandourError, `not refused but broken: ${error}`);
      if (error instanceof CodeMistake) {
        assert.deepEqual([error.word, error.count], [given.word, given.count]);
      }
      return true;
    },
  );
}

/** @param {import('./vector_files.mjs').Case} given */
async function checkDone(given) {
  const found = /** @type {Record<string, unknown>} */ ((await OPS[given.op](given)) ?? {});
  for (const [name, value] of Object.entries(found)) {
    if (name in given) assert.deepEqual(value, given[name], name);
  }
}

for (const name of vectorFiles()) {
  describe(`vectors of ${name.replace('.json', '')}`, () => {
    for (const given of readVectors(name)) {
      test(`${given.op}: ${given.name} is ${given.expect === 'ok' ? 'right' : 'refused'}`, async () => {
        assert.ok(OPS[given.op], `no such operation here: ${given.op}`);
        await (given.expect === 'ok' ? checkDone(given) : checkRefused(given));
      });
    }
  });
}
