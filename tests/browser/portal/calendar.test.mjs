import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bankHolidays, easter, workingDaysLater } from '../../../portal/browser/calendar.mjs';

/** @param {string} day */
const on = (day) => new Date(`${day}T00:00:00Z`);
/** @param {Date} day */
const name = (day) => day.toISOString().slice(0, 10);

/** From gov.uk/bank-holidays, England and Wales. @type {Record<number, string>} */
const KNOWN = {
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
};

for (const [year, days] of Object.entries(KNOWN)) {
  test(`bank holidays of ${year} are those that gov.uk lists`, () => {
    const expected = days.split(' ').map((day) => `${year}-${day}`);
    assert.deepEqual([...bankHolidays(Number(year))].sort(), expected);
  });
}

test('a Christmas Day on a Sunday moves behind Boxing Day', () => {
  const days = bankHolidays(2022);
  assert.ok(days.has('2022-12-26') && days.has('2022-12-27') && !days.has('2022-12-25'));
});

test('Easter falls where the church has it', () => {
  assert.deepEqual([2024, 2025, 2038].map(easter).map(name), ['2024-03-31', '2025-04-20', '2038-04-25']);
});

test('working days leave out weekends and bank holidays', () => {
  assert.equal(name(workingDaysLater(on('2026-11-20'), 5)), '2026-11-27');
  assert.equal(name(workingDaysLater(on('2026-11-21'), 5)), '2026-11-27');
  assert.equal(name(workingDaysLater(on('2026-12-24'), 1)), '2026-12-29');
  assert.equal(name(workingDaysLater(on('2026-12-31'), 1)), '2027-01-04');
});
