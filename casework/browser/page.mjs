/**
 * The page as the templates wrote it: screens, places to fill, rows to copy. No sentence stands in a script;
 * what comes from a report goes into `textContent` and nowhere else.
 * @module
 */

/** @typedef {Document | DocumentFragment | HTMLElement} Root */

/**
 * The element with this hook; a template without it is a mistake of ours.
 * @param {string} hook such as `screen="inbox"`, without `data-`
 * @param {Root} [root]
 * @returns {HTMLElement}
 */
export function part(hook, root = document) {
  const found = root.querySelector(`[data-${hook}]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no [data-${hook}]`);
  return found;
}

/** @param {string} hook @param {Root} [root] @returns {HTMLElement[]} */
export const parts = (hook, root = document) =>
  /** @type {any} */ ([...root.querySelectorAll(`[data-${hook}]`)]);

/** Put the words of `values` into their places under `root`. @param {Root} root @param {Record<string, string | number>} values */
export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const place of parts(`fill="${name}"`, root)) place.textContent = String(value);
  }
}

/** Of the texts under `root`, show the one with this code. @param {HTMLElement} root @param {string | null} code */
export function choose(root, code) {
  for (const choice of parts('choice', root)) choice.hidden = choice.dataset.choice !== code;
}

/** Show or hide the parts that depend on a condition. @param {Root} root @param {Record<string, boolean>} conditions */
export function showWhen(root, conditions) {
  for (const [name, shown] of Object.entries(conditions)) {
    for (const element of parts(`shown-when="${name}"`, root)) element.hidden = !shown;
  }
}

/** A fresh copy of a row of the templates. @param {string} name @returns {DocumentFragment} */
export function row(name) {
  const template = part(`row="${name}"`);
  return /** @type {DocumentFragment} */ (
    /** @type {HTMLTemplateElement} */ (template).content.cloneNode(true)
  );
}

/** The template's sentence for a code; an unknown code has a sentence of its own. @param {string} code @returns {string} */
export function sentence(code) {
  const all = /** @type {HTMLTemplateElement} */ (part('messages')).content;
  const found =
    all.querySelector(`[data-message="${code}"]`) ?? all.querySelector('[data-message="unknown"]');
  return found?.textContent ?? '';
}

/** List what is wrong, in the template's sentences; none hides the list. @param {HTMLElement} screen @param {string[]} codes */
export function showProblems(screen, codes) {
  const place = part('problems', screen);
  place.hidden = codes.length === 0;
  const lines = [...new Set(codes)].map((code) => {
    const line = document.createElement('li');
    line.textContent = sentence(code);
    return line;
  });
  part('list', place).replaceChildren(...lines);
}

/** Show one screen, hide the others, and move focus to its heading. @param {string} name @returns {HTMLElement} */
export function showScreen(name) {
  for (const screen of parts('screen')) screen.hidden = screen.dataset.screen !== name;
  const screen = part(`screen="${name}"`);
  window.scrollTo(0, 0);
  part('heading', screen).focus({ preventScroll: true });
  return screen;
}

/** Back to the heading, if what had the focus has gone; whoever moved on while the screen loaded is left alone. @param {HTMLElement} screen */
export function keepFocus(screen) {
  if (document.activeElement === document.body) part('heading', screen).focus({ preventScroll: true });
}

/** The screen that is shown. @returns {string | undefined} */
export const shownScreen = () => parts('screen').find((screen) => !screen.hidden)?.dataset.screen;

const language = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });

/** @param {string} iso "YYYY-MM-DD" @returns {string} as people write it */
export const day = (iso) => days.format(new Date(`${iso}T00:00:00Z`));

/** Today's date here, as documents carry it. @returns {string} */
export const today = () => new Date().toISOString().slice(0, 10);

/** @param {number} number @returns {string} */
export const figure = (number) => new Intl.NumberFormat(language).format(number);

const UNITS = /** @type {const} */ (['byte', 'kilobyte', 'megabyte', 'gigabyte']);

/** @param {number} bytes @returns {string} in a unit that people read */
export function size(bytes) {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const unitDisplay = step === 0 ? 'long' : 'short';
  const style = { style: 'unit', unit: UNITS[step], unitDisplay, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, /** @type {any} */ (style)).format(bytes / 1000 ** step);
}

/** A title in the page's language. @param {string | { en: string, cy: string }} title @returns {string} */
export function named(title) {
  if (typeof title === 'string') return title;
  return (document.documentElement.lang === 'cy' && title.cy) || title.en;
}

/** Call `act` for every press of a button that does `name`. @param {string} name @param {() => unknown} act */
export function when(name, act) {
  for (const button of parts(`does="${name}"`)) button.addEventListener('click', () => act());
}
