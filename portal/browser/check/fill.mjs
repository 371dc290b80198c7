/**
 * Putting text into the page's own sentences: holes are `data-fill`, alternatives share an attribute.
 * @module
 */

/** @typedef {{ en: string, cy: string }} Title */

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
export function one(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new RangeError(`nothing matches ${selector}`);
  return /** @type {HTMLElement} */ (found);
}

/** @param {ParentNode} root @param {string} selector */
export const all = (root, selector) =>
  /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(selector)));

/** Put each value into its holes. @param {ParentNode} root @param {Record<string, string | number>} values */
export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const hole of all(root, `[data-fill="${name}"]`)) hole.textContent = String(value);
  }
}

/**
 * Of the elements with `data-<attribute>`, show those whose value it is.
 * @param {ParentNode} root
 * @param {string} attribute
 * @param {string | null} value null hides all
 */
export function showOnly(root, attribute, value) {
  for (const each of all(root, `[data-${attribute}]`)) {
    each.hidden = each.getAttribute(`data-${attribute}`) !== value;
  }
}

/** A copy of what a template holds. @param {string} selector @returns {HTMLElement} */
export function copyOf(selector) {
  const template = /** @type {HTMLTemplateElement} */ (one(document, `template${selector}`));
  return /** @type {HTMLElement} */ (
    /** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true)
  );
}

/** The sentence that a template holds. @param {string} selector */
export const textOf = (selector) =>
  /** @type {HTMLTemplateElement} */ (one(document, `template${selector}`)).content.textContent ?? '';

/** A title in the page's language. @param {Title | null} title */
export const titleText = (title) =>
  (document.documentElement.lang === 'cy' && title?.cy) || title?.en || textOf('[data-unknown-title]');
