/**
 * Deciding about a colleague to whom the reporter objects: a reason, from which the decision follows, and the words
 * that tell the reporter.
 * @module
 */
import { part, parts, showWhen } from '../page.mjs';

/** @typedef {import('../keeper/conflicts.mjs').Declared} Declared */
/** @typedef {(each: Declared, reason: string, text: string) => Promise<void>} Rule */

/** @param {HTMLElement} item its row @param {Declared} each @param {boolean} mayDecide @param {Rule} rule */
export function objectionForm(item, each, mayDecide, rule) {
  const reasons = /** @type {HTMLSelectElement} */ (part('objection-reason', item));
  const words = /** @type {HTMLTextAreaElement} */ (part('objection-words', item));
  const button = part('objection-decide', item);
  showWhen(item, { 'to-rule': mayDecide && each.decision === null });
  for (const [control, label] of [
    [reasons, 'objection-reason-label'],
    [words, 'objection-words-label'],
  ]) {
    const { id } = Object.assign(control, { id: `${label}-${each.declaration}` });
    /** @type {HTMLLabelElement} */ (part(String(label), item)).htmlFor = id;
  }
  reasons.addEventListener('change', () => {
    const follows = reasons.selectedOptions[0]?.dataset.follows ?? '';
    words.value = follows && readyText(follows);
    button.hidden = !follows;
  });
  button.addEventListener('click', () => words.value.trim() && rule(each, reasons.value, words.value));
}

/** @param {string} follows what is decided */
const readyText = (follows) =>
  /** @type {HTMLTemplateElement | undefined} */ (
    parts('objection-says').find((each) => each.dataset.objectionSays === follows)
  )?.content.textContent?.trim() ?? '';
