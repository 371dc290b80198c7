/**
 * One thing at a time in one document: the elements with `data-screen`, shown one by one.
 *
 * The heading of what is shown takes the focus, and the step ("Question 2 of 8", `data-step`) is announced. Each
 * forward step adds a history entry that holds a number and nothing else, so that the browser's Back goes back one
 * screen; while `locked`, Back stays where it is.
 * @module
 */

/** @typedef {{ screen: string, focus?: string }} Stop one screen of the way here */

export class Screens {
  /** @type {Stop[]} */
  #trail = [];
  #locked = false;
  /** @type {Map<string, HTMLElement>} */
  #screens;
  /** @type {Map<string, () => void>} */
  #arrivals = new Map();

  /** Shows the first screen without moving the focus. */
  constructor() {
    const found = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-screen]'));
    this.#screens = new Map(Array.from(found, (screen) => [String(screen.dataset.screen), screen]));
    history.scrollRestoration = 'manual';
    history.replaceState(0, '');
    addEventListener('popstate', () => this.#travel(Number(history.state)));
    for (const link of document.querySelectorAll('[data-back]')) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        history.back();
      });
    }
    this.#trail = [{ screen: [...this.#screens.keys()][0] }];
    this.#show(false);
  }

  /** The name of the screen that is shown. */
  get current() {
    return this.#trail[this.#trail.length - 1].screen;
  }

  /** The element of a screen. @param {string} screen @returns {HTMLElement} */
  element(screen) {
    const element = this.#screens.get(screen);
    if (!element) throw new RangeError(`no screen ${screen}`);
    return element;
  }

  /** Call `arrive` each time before `screen` is shown. @param {string} screen @param {() => void} arrive */
  onArrival(screen, arrive) {
    this.#arrivals.set(screen, arrive);
  }

  /** Go on to `screen`. @param {string} screen @param {string} [focus] a selector in it, instead of its heading */
  go(screen, focus) {
    this.#trail.push({ screen, focus });
    history.pushState(this.#trail.length - 1, '');
    this.#show(true);
  }

  /** Show `screen` in the place of the one shown now, which Back no longer reaches. @param {string} screen */
  replace(screen) {
    this.#trail[this.#trail.length - 1] = { screen };
    this.#show(true);
  }

  /** One screen back. */
  back() {
    history.back();
  }

  /** While locked neither Back leads away. @param {boolean} locked */
  set locked(locked) {
    this.#locked = locked;
    this.#hideBack();
  }

  /** @param {number} depth */
  #travel(depth) {
    if (this.#locked) {
      history.pushState(this.#trail.length - 1, '');
      return;
    }
    this.#trail.length = Math.min(this.#trail.length, Math.max(depth, 0) + 1);
    this.#show(true);
  }

  /** @param {boolean} focus */
  #show(focus) {
    const { screen, focus: selector } = this.#trail[this.#trail.length - 1];
    this.#arrivals.get(screen)?.();
    for (const [name, element] of this.#screens) element.hidden = name !== screen;
    this.#hideBack();
    if (!focus) return;
    scrollTo(0, 0);
    focusOn(/** @type {HTMLElement} */ (this.element(screen).querySelector(selector ?? 'h1')));
    announce(this.element(screen).querySelector('[data-step]')?.textContent ?? '');
  }

  #hideBack() {
    const hidden = this.#locked || this.#trail.length === 1;
    for (const link of document.querySelectorAll('[data-back]')) {
      /** @type {HTMLElement} */ (link).hidden = hidden;
    }
  }
}

/** Focus an element, also one that the Tab key passes over. @param {HTMLElement} element */
export function focusOn(element) {
  if (!element.matches('a[href], button, input, textarea, select')) element.tabIndex = -1;
  element.focus();
}

/** Say `text` to a screen reader, by the page's element with `data-announce`. @param {string} text */
export function announce(text) {
  const live = document.querySelector('[data-announce]');
  if (live) live.textContent = text.trim();
}
