import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedOn, monthsLater } from '../../../portal/browser/check/check_in.mjs';

const MONTHS = [1, 3, 6, 12];
const TITLE = { en: 'Monitoring Officer', cy: '' };

/** @param {[string, string][]} replies status and day, newest first @param {{ older?: boolean, since?: string }} [more] */
function view(replies, { older = false, since = '2026-01-02' } = {}) {
  const shown = replies.map(([status, on]) => /** @type {any} */ ({ status, on }));
  const people = [{ title: TITLE, since, until: null, opened: null, oid: null }];
  return { replies: shown, older, readers: { told: since, people } };
}

test('a month later is the same day, or the last of a shorter month', () => {
  assert.equal(monthsLater('2026-01-15', 1), '2026-02-15');
  assert.equal(monthsLater('2026-01-31', 1), '2026-02-28');
  assert.equal(monthsLater('2027-11-30', 3), '2028-02-29');
  assert.equal(monthsLater('2026-12-31', 12), '2027-12-31');
});

test('nobody is asked before a month has gone by since our first reply', () => {
  const one = view([['opened', '2026-01-05']]);

  assert.equal(askedOn(view([]), MONTHS, '2030-01-01'), null);
  assert.equal(askedOn(one, MONTHS, '2026-02-04'), null);
  assert.equal(askedOn(one, MONTHS, '2026-02-05'), '2026-02-05');
  assert.equal(askedOn(one, MONTHS, '2026-06-30'), '2026-04-05');
});

test('after a decision they are asked again', () => {
  const decided = view([
    ['closed', '2026-03-20'],
    ['decided', '2026-03-10'],
    ['opened', '2026-01-05'],
  ]);

  assert.equal(askedOn(decided, MONTHS, '2026-04-12'), '2026-04-10');
});

test('while the first reply is not here, the day since when somebody can open the report counts', () => {
  const many = view([['investigating', '2026-05-01']], { older: true });

  assert.equal(askedOn(many, MONTHS, '2026-04-10'), '2026-04-02');
  assert.equal(askedOn({ ...many, older: false }, MONTHS, '2026-05-10'), null);
});
