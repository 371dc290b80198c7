/**
 * Exit this page: the red button, the hidden link, and Shift three times within five seconds.
 *
 * Leaving wipes what was typed first, in every tab of this service, never asks, and takes the place of this page in
 * the history. What a page holds beside its fields it wipes itself: `beforeLeaving(wipe)`.
 * @module
 */

const AWAY = '/leave';
const SECONDS_5 = 5000;

/** @type {(() => void)[]} */
const wipes = [];

/** Have `wipe` called before the page is left, and when it comes back from the browser's memory. @param {() => void} wipe */
export const beforeLeaving = (wipe) => {
  wipes.push(wipe);
};

/** Forget every field of the page and whatever its modules keep. */
export function wipePage() {
  for (const wipe of wipes) wipe();
  for (const field of document.querySelectorAll('input, textarea')) {
    /** @type {HTMLInputElement} */ (field).value = '';
  }
}

/** @type {BroadcastChannel | undefined} */
let otherTabs;

/** Leave at once, without a trace of what was typed. @param {boolean} [first] false when another tab said so */
export function leave(first = true) {
  wipePage();
  document.body.replaceChildren();
  if (first) otherTabs?.postMessage('leave');
  location.replace(AWAY);
}

/** @param {HTMLElement} root the element with `data-exit` */
function shiftCounter(root) {
  const status = /** @type {HTMLElement} */ (root.querySelector('[data-exit-status]'));
  const lights = /** @type {HTMLElement} */ (root.querySelector('[data-exit-lights]'));
  let presses = 0;
  let modified = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late;

  /** @param {number} count @param {string} [said] */
  const show = (count, said = '') => {
    presses = count;
    status.textContent = said;
    lights.classList.toggle('govuk-exit-this-page__indicator--visible', count > 0);
    Array.from(lights.children).forEach((light, i) => {
      light.classList.toggle('govuk-exit-this-page__indicator-light--on', i < count);
    });
  };

  return (/** @type {KeyboardEvent} */ event) => {
    const counts = event.key === 'Shift' && !modified;
    modified = event.shiftKey;
    if (event.key === 'Shift' && !counts) return;
    clearTimeout(late);
    if (!counts) return show(0);
    if (presses === 2) return leave();
    show(presses + 1, presses === 0 ? root.dataset.exitTwo : root.dataset.exitOne);
    late = setTimeout(() => show(0, root.dataset.exitLate), SECONDS_5);
  };
}

/** Make the page's exit button work, if it has one, and wipe the page whenever it is hidden or restored. */
export function watchExit() {
  addEventListener('pagehide', wipePage);
  addEventListener('pageshow', (event) => {
    if (/** @type {PageTransitionEvent} */ (event).persisted) location.reload();
  });
  otherTabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('candour-exit') : undefined;
  otherTabs?.addEventListener('message', () => leave(false));
  const root = /** @type {HTMLElement | null} */ (document.querySelector('[data-exit]'));
  if (!root) return;
  for (const link of document.querySelectorAll('[data-exit-button], [data-exit-link]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      leave();
    });
  }
  document.addEventListener('keyup', shiftCounter(root), true);
}
