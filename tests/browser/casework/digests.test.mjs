/** A list of what is served, as a custodian's browser reads it before signing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readList } from '../../../casework/browser/keeper/digests.mjs';
import { Trouble } from '../../../casework/browser/keeper/trouble.mjs';
import { utf8 } from '../../../crypto/browser/bytes.mjs';

const DIGEST = '0f'.repeat(32);
const HEAD = `candour digests 1\ninstance ${'a1'.repeat(16)}\n`;
const DESK = `${DIGEST} casework /static/desk-1A2B3C4D.mjs\n`;
const REPORT = `${DIGEST} portal /report\n`;
const RIGHTS = `${DIGEST} portal /rights\n`;
const SIGNED = `signed ${'07'.repeat(16)} ${'b2'.repeat(64)}\n`;
const LIST = HEAD + DESK + REPORT + RIGHTS;

test('a list is read, and signatures that it bears are not signed again', () => {
  const read = { iid: 'a1'.repeat(16), signed: LIST, portal: 2, casework: 1 };
  assert.deepEqual(readList(utf8(LIST)), read);
  assert.deepEqual(readList(utf8(LIST + SIGNED + SIGNED)), read);
});

const hostile = {
  'nothing at all': '',
  'another version': LIST.replace('digests 1', 'digests 2'),
  'no line': HEAD,
  'a last line cut off': LIST.slice(0, -1),
  'an empty line': `${LIST}\n`,
  'lines out of order': HEAD + REPORT + DESK + RIGHTS,
  'a line twice': HEAD + DESK + REPORT + REPORT,
  'an unknown program': LIST.replace('portal /report', 'postbox /report'),
  'a short digest': LIST.replace('0f', ''),
  'a line after a signature': HEAD + DESK + REPORT + SIGNED + RIGHTS,
  'half a signature': LIST + SIGNED.replace('b2', ''),
  'other line endings': LIST.replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${LIST}`,
};

for (const [name, text] of Object.entries(hostile)) {
  test(`a list with ${name} is refused`, () => {
    assert.throws(
      () => readList(utf8(text)),
      (error) => error instanceof Trouble && error.code === 'list-bad',
    );
  });
}
