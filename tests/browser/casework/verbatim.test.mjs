/** A pack for somebody else repeats nothing of how the reporter writes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharesRun } from '../../../casework/browser/keeper/verbatim.mjs';

const LETTER = 'On Tuesday my manager told me that nobody checks the references of new staff, ever.';

test('six words in a row are found, whatever their case, marks and lines', () => {
  assert.ok(sharesRun(LETTER, 'They say NOBODY checks – the\nreferences of "new" staff.'));
  assert.ok(sharesRun(LETTER, LETTER));
});

test('five words in a row, other words and short texts are nobody’s', () => {
  assert.ok(!sharesRun(LETTER, 'nobody checks the references of anybody'));
  assert.ok(!sharesRun(LETTER, 'References of new members of staff are said not to be checked.'));
  assert.ok(!sharesRun(LETTER, ''));
  assert.ok(!sharesRun('', ''));
});
