import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TooLarge } from '../../../crypto/browser/errors.mjs';
import { FLOOR_ITEM, FLOOR_REPORT, FLOOR_SMALL, pad, roomAt } from '../../../crypto/browser/padding.mjs';

for (const [floor, most] of [
  [FLOOR_SMALL, 760],
  [FLOOR_ITEM, 12_280],
  [FLOOR_REPORT, 24_568],
]) {
  test(`${most} bytes fit at a floor of ${floor}, and one byte more does not`, () => {
    assert.equal(roomAt(floor), most);
    assert.equal(pad(new Uint8Array(most), floor, { only: true }).length, floor);
    assert.throws(() => pad(new Uint8Array(most + 1), floor, { only: true }), TooLarge);
  });
}
