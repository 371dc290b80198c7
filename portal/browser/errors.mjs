/**
 * GOV.UK errors: a summary above the heading and a message at the field; what was typed stays.
 *
 * The messages stand hidden in the template, `<p data-error="field:reason" hidden>`, inside the field's
 * `govuk-form-group`; `data-error-field` names the control that the summary links to.
 * @module
 */
import { focusOn } from './screens.mjs';

/** @param {HTMLElement} message @param {boolean} on */
function mark(message, on) {
  message.hidden = !on;
  const group = message.closest('.govuk-form-group');
  group?.classList.toggle('govuk-form-group--error', on);
  const control = group?.querySelector(`[id="${message.dataset.errorField}"]`);
  control?.classList.toggle('govuk-textarea--error', on && control.matches('textarea'));
  control?.classList.toggle('govuk-input--error', on && control.matches('input.govuk-input'));
  const described = group?.querySelector('fieldset, textarea, input');
  const ids = (described?.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id && id !== message.id);
  if (on) ids.push(message.id);
  if (ids.length) described?.setAttribute('aria-describedby', ids.join(' '));
  else described?.removeAttribute('aria-describedby');
}

/** @param {HTMLElement} screen */
export function clearErrors(screen) {
  screen.querySelector('.govuk-error-summary')?.remove();
  for (const message of screen.querySelectorAll('[data-error]')) {
    if (!(/** @type {HTMLElement} */ (message).hidden)) mark(/** @type {HTMLElement} */ (message), false);
  }
}

/**
 * Show these errors, and only these. Without any, does nothing but clear.
 * @param {HTMLElement} screen
 * @param {string[]} errors values of `data-error`
 * @returns {boolean} whether there were any
 */
export function showErrors(screen, errors) {
  clearErrors(screen);
  if (errors.length === 0) return false;
  const template = /** @type {HTMLTemplateElement} */ (
    document.querySelector('template[data-error-summary]')
  );
  const summary = /** @type {HTMLElement} */ (
    /** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true)
  );
  const list = /** @type {HTMLElement} */ (summary.querySelector('ul'));
  for (const error of errors) {
    const message = /** @type {HTMLElement} */ (screen.querySelector(`[data-error="${error}"]`));
    mark(message, true);
    list.append(summaryLine(screen, message));
  }
  screen.prepend(summary);
  scrollTo(0, 0);
  focusOn(summary);
  return true;
}

/** @param {HTMLElement} screen @param {HTMLElement} message */
function summaryLine(screen, message) {
  const link = document.createElement('a');
  link.href = `#${message.dataset.errorField}`;
  link.textContent = message.querySelector('[data-error-text]')?.textContent ?? message.textContent;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const field = screen.querySelector(`[id="${message.dataset.errorField}"]`);
    if (field) focusOn(/** @type {HTMLElement} */ (field));
  });
  const line = document.createElement('li');
  line.append(link);
  return line;
}
