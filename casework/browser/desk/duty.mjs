/**
 * What waits for a custodian, on their desk: a draft, changed keys, a keyring that ends.
 * @module
 */
import { mistakeOf } from '../form.mjs';
import { day, figure, fill, part, showWhen, today } from '../page.mjs';

const DAY_MS = 86_400_000;

/** @param {import('../client.mjs').Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function dutyPart(keeper, leaveFor) {
  const place = part('duty');
  let custodian = false;

  async function show() {
    place.hidden = true;
    if (!custodian) return;
    try {
      const { to_sign, changed, remind, until } = await keeper.ask('custody-duty');
      const ended = until !== null && until < today();
      const soon = remind && until !== null && !ended;
      showWhen(place, { 'to-sign': to_sign > 0, changed, ended, soon });
      const left = until === null ? 0 : Math.max(0, (Date.parse(until) - Date.parse(today())) / DAY_MS);
      fill(place, { until: until === null ? '' : day(until), left: figure(left) });
      place.hidden = !(to_sign > 0 || changed || ended || soon);
    } catch (error) {
      leaveFor(mistakeOf(error).code);
    }
  }

  return {
    show,
    /** @param {{ custodian: boolean }} officer */
    of(officer) {
      custodian = officer.custodian;
    },
  };
}
