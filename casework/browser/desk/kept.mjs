/**
 * What was typed into a form when casework locked: taken out of the page, kept in memory, written back after.
 * @module
 */

/** @param {HTMLElement} form */
export function keptForm(form) {
  /** @type {{ about: string, values: [string, boolean][] } | null} */
  let kept = null;
  const controls = () => [
    .../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input, select, textarea')),
  ];

  function clear() {
    for (const control of controls()) {
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = false;
      else control.value = '';
    }
  }

  return {
    clear,
    /** Take it out of the page. @param {string} about which thing it was typed for; empty: nothing is kept */
    keep(about) {
      if (about) kept = { about, values: controls().map(({ value, checked }) => [value, checked]) };
      clear();
    },
    /** Write it back, once, if it was typed for the same thing. @param {string} about */
    restore(about) {
      if (kept?.about === about) {
        const { values } = kept;
        controls().forEach((control, i) => {
          [control.value, control.checked] = values[i] ?? ['', false];
        });
      }
      kept = null;
    },
    forget() {
      kept = null;
      clear();
    },
  };
}
