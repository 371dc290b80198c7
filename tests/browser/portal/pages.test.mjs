import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reasonOf, troubleScreen } from '../../../portal/browser/report/sending.mjs';

/** @param {string} folder @param {RegExp} name @returns {string[]} the texts of all such files */
const texts = (folder, name) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'));

const PAGES = [
  ...texts('templates/portal/report', /\.html$/),
  readFileSync('templates/portal/fields.html', 'utf8'),
];
const DOCUMENT = PAGES.join('\n').replaceAll(/\{#.*?#\}/gs, '');
const SCRIPTS = texts('portal/browser', /\.mjs$/);
const FAILURES = [
  { name: 'Unsupported' },
  { name: 'NothingPublished' },
  { name: 'Unanswered' },
  { name: 'Broken' },
  { name: 'Full' },
  { name: 'TurnedDown', status: 400 },
  { name: 'TurnedDown', status: 413 },
  { name: 'TooLarge' },
  { name: 'TicketUnsolved' },
  { name: 'BadSignature' },
  { name: 'Malformed' },
  { name: 'WorkerFailed' },
  { name: 'TypeError' },
  { name: 'Refused', reason: 'expired' },
  { name: 'Refused', reason: 'too early' },
  { name: 'Refused', reason: 'forged' },
  { name: 'Refused', reason: 'chain' },
  { name: 'Refused', reason: 'rolled back' },
  { name: 'Refused', reason: 'too few signers' },
  { name: 'Refused', reason: 'rule' },
];

test('every failure of sending has a screen of its own words', () => {
  for (const failure of FAILURES) {
    for (const certain of [true, false, undefined]) {
      const screen = troubleScreen(/** @type {any} */ ({ ...failure, certain }), true).replace(
        'trouble-',
        '',
      );
      assert.ok(DOCUMENT.includes(`trouble('${screen}'`), `${failure.name} ${screen}`);
    }
  }
});

test('every failure before the first question is explained', () => {
  const before = FAILURES.filter(
    ({ name }) => !['Full', 'TurnedDown', 'TooLarge', 'TicketUnsolved'].includes(name),
  );
  for (const failure of before) {
    assert.ok(DOCUMENT.includes(`('${reasonOf(/** @type {any} */ (failure))}'`), failure.name);
  }
});

test('an unknown outcome leaves no way to edit', () => {
  for (const name of ['unknown', 'unseen']) {
    const [, call] = DOCUMENT.split(`trouble('${name}'`);
    assert.match(call.slice(0, call.indexOf('}}')), /edit=false/);
  }
});

test('the sealing pages hold no form, and no field that a browser remembers', () => {
  assert.doesNotMatch(DOCUMENT, /<form/);
  for (const [field] of DOCUMENT.matchAll(/<(?:input|textarea)\b[^>]*>/gs)) {
    assert.match(field, /autocomplete="off"/, field);
  }
});

test('scripts hold no sentence and write no markup', () => {
  for (const script of SCRIPTS) {
    assert.doesNotMatch(script, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
    assert.doesNotMatch(script, /textContent \??\??= '[^']*[a-z] [a-z]/);
  }
});
