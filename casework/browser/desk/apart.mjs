/**
 * One text for each reporter of a case, where one for all would tell one of them about another or fit nobody.
 * @module
 */
import { day, fill, part, row } from '../page.mjs';
import { wrongText } from './gaps.mjs';

/** @typedef {import('../form.mjs').Mistake} Mistake */
/** @typedef {import('./case.mjs').Seen['reports']} Reports */

/** @param {HTMLElement} place where it is said what the reporters hear @param {HTMLTextAreaElement} common the one text for all */
export function apartTexts(place, common) {
  const offer = part('apart', place);
  const box = /** @type {HTMLInputElement} */ (part('apart-switch', offer));
  const list = part('apart-list', offer);
  const field = /** @type {HTMLElement} */ (common.closest('[data-field]'));
  /** @type {Map<string, HTMLTextAreaElement>} by report */
  const boxes = new Map();
  box.addEventListener('change', choose);

  /** One text for all, or one each, which begin as the text for all. */
  function choose() {
    field.hidden = box.checked;
    list.hidden = !box.checked;
    if (box.checked) for (const each of boxes.values()) each.value ||= common.value;
  }

  /** @param {Reports[number]} report @param {number} at */
  function rowFor({ report, received_on }, at) {
    const item = row('apart');
    const group = part('field', item);
    group.dataset.field = `apart-${at}`;
    const text = /** @type {HTMLTextAreaElement} */ (group.querySelector('textarea'));
    const label = /** @type {HTMLLabelElement} */ (group.querySelector('label'));
    const error = part('field-error', group);
    text.id = label.htmlFor = `apart-${at}`;
    error.id = `apart-${at}-error`;
    text.setAttribute('aria-describedby', error.id);
    fill(group, { number: at + 1, received: day(received_on) });
    boxes.set(report, text);
    return item;
  }

  return {
    /** @param {Reports} reports */
    show(reports) {
      boxes.clear();
      list.replaceChildren(...reports.map(rowFor));
      offer.hidden = reports.length < 2;
      box.checked = false;
      choose();
    },
    get isOn() {
      return box.checked && !offer.hidden;
    },
    /** @returns {Mistake[]} */
    check: () => [...boxes.values()].flatMap(({ id, value }) => wrongText(id, value)),
    /** @returns {Record<string, string>} by report */
    read: () => Object.fromEntries([...boxes].map(([report, { value }]) => [report, value])),
    /** All that was typed. */
    typed: () => [...boxes.values()].map(({ value }) => value).join('\n\n'),
    empty() {
      boxes.clear();
      list.replaceChildren();
    },
  };
}
