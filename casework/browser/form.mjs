/**
 * Forms that never leave by themselves: values are read, mistakes are shown beside their fields, and what was
 * typed stays typed.
 * @module
 */
import { Problem } from './client.mjs';
import { fill, part, parts, sentence } from './page.mjs';

/** @typedef {{ field: string | null, code: string }} Mistake */

/** The text of a field. @param {string} id @returns {string} */
export const typed = (id) => input(id).value;

/** @param {string} id @returns {HTMLInputElement} */
export const input = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** Empty these fields. @param {...string} ids */
export function empty(...ids) {
  for (const id of ids) input(id).value = '';
}

/** Take all mistakes off a screen. @param {HTMLElement} screen */
export function clearMistakes(screen) {
  part('error-summary', screen).hidden = true;
  for (const field of parts('field', screen)) mark(field, false);
}

/** @param {HTMLElement} field @param {boolean} wrong @param {string} [words] */
function mark(field, wrong, words = '') {
  field.classList.toggle('govuk-form-group--error', wrong);
  const error = part('field-error', field);
  error.hidden = !wrong;
  fill(error, { error: words });
  for (const control of field.querySelectorAll('input, textarea, select')) {
    control.classList.toggle(`govuk-${control.tagName.toLowerCase()}--error`, wrong);
    if (wrong) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }
}

/** List mistakes at the top, each beside its field too, and move focus there. @param {HTMLElement} screen @param {Mistake[]} mistakes */
export function showMistakes(screen, mistakes) {
  clearMistakes(screen);
  const summary = part('error-summary', screen);
  part('error-list', summary).replaceChildren(...mistakes.map((mistake) => lineOf(screen, mistake)));
  summary.hidden = false;
  summary.focus();
}

/** Sentences that several fields of a form may share: at the top, each stands after its field's name. */
const VAGUE = new Set(['choice-missing', 'words-missing']);
/** @param {HTMLElement} group */
const nameOf = (group) => group.querySelector('legend, label')?.textContent?.trim() ?? '';

/** @param {HTMLElement} screen @param {Mistake} mistake */
function lineOf(screen, { field, code }) {
  const line = document.createElement('li');
  const words = sentence(code);
  if (field === null) {
    line.textContent = words;
    return line;
  }
  const group = part(`field="${field}"`, screen);
  mark(group, true, words);
  const target = /** @type {HTMLElement} */ (group.querySelector('input, textarea, select'));
  const link = document.createElement('a');
  link.href = `#${target.id}`;
  link.textContent = VAGUE.has(code) ? `${nameOf(group)}: ${words}` : words;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    target.focus();
  });
  line.append(link);
  return line;
}

/** The mistake that a failed request amounts to. @param {unknown} error @param {string | null} [field] @returns {Mistake} */
export const mistakeOf = (error, field = null) => ({
  field,
  code: error instanceof Problem ? error.code : 'unknown',
});

/**
 * Run `send` when the form is sent, once at a time; a refusal is shown and nothing is emptied.
 * @param {string} name
 * @param {{ check: () => Mistake[], send: (progress: (share: number) => void) => Promise<void>, blame?: (code: string) => string | null }} steps
 */
export function onSubmit(name, { check, send, blame = () => null }) {
  const form = part(`form="${name}"`);
  const screen = /** @type {HTMLElement} */ (
    form.closest('[data-own-mistakes], [data-screen], [data-reply]')
  );
  let busy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    clearMistakes(screen);
    const mistakes = check();
    if (mistakes.length) return showMistakes(screen, mistakes);
    busy = true;
    setBusy(form, true);
    try {
      await send((share) => showProgress(form, share));
    } catch (error) {
      showMistakes(screen, [mistakeOf(error, blame(mistakeOf(error).code))]);
    } finally {
      busy = false;
      setBusy(form, false);
    }
  });
}

/** @param {HTMLElement} form @param {boolean} busy */
function setBusy(form, busy) {
  form.setAttribute('aria-busy', String(busy));
  for (const button of form.querySelectorAll('[type=submit]'))
    button.setAttribute('aria-disabled', String(busy));
  for (const place of [...parts('progress', form), ...parts('sending', form)]) place.hidden = !busy;
  if (busy) showProgress(form, 0);
}

/** @param {HTMLElement} form @param {number} share from 0 to 1 */
function showProgress(form, share) {
  const bar = form.querySelector('progress');
  if (bar) bar.value = 100 * share;
}

/** Let long secrets be read while they are typed. */
export function revealOnRequest() {
  for (const group of parts('reveal')) {
    const secret = /** @type {HTMLInputElement} */ (group.querySelector('.candour-passphrase'));
    const box = /** @type {HTMLInputElement} */ (part('reveal-switch', group));
    box.addEventListener('change', () => {
      secret.type = box.checked ? 'text' : 'password';
    });
  }
}
