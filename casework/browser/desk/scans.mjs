/**
 * Files of a case that officers added: scans of letters, photographs, what was handed over. Sealed before they leave.
 * @module
 */
import { empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { day, fill, named, part, row } from '../page.mjs';
import { fileRows } from './files.mjs';
import { summaryOf } from './task.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('./case.mjs').Seen} Seen */

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor @param {() => unknown} again show the case again */
export function scansPart(keeper, leaveFor, again) {
  const place = part('scans');
  const list = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (input('scan-about')));
  let current = '';

  onSubmit('scan', {
    check: () => (input('scan-files').files?.length ? [] : [{ field: 'scan-files', code: 'scan-missing' }]),
    async send(progress) {
      const files = [...(input('scan-files').files ?? [])];
      const chosen = { folder: current, about: typed('scan-about'), words: typed('scan-words'), files };
      try {
        await keeper.ask('add-scan', chosen, progress);
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      empty('scan-files', 'scan-words');
      /** @type {HTMLDetailsElement} */ (part('add-scan', place)).open = false;
      await again();
    },
  });

  /** @param {Seen} seen @param {Seen['scans'][number]} scan */
  function scanRow(seen, { item, about, words, title, on, files }) {
    const line = /** @type {HTMLElement} */ (row('scan').firstElementChild);
    const of = about ? summaryOf(seen, about) : '';
    fill(line, { of, words, by: named(title), on: day(on) });
    const rows = fileRows(keeper, { folder: seen.folder, item }, files, () => {}, 'scan');
    part('list', line).replaceChildren(...rows);
    return line;
  }

  return {
    /** @param {Seen} seen */
    show(seen) {
      current = seen.folder;
      part('scan-list', place).replaceChildren(...seen.scans.map((each) => scanRow(seen, each)));
      while (list.options.length > 1) list.remove(1);
      const letters = seen.answers.map(({ name }) => name).filter((name) => name.startsWith('letter_'));
      list.append(...letters.map((name) => new Option(summaryOf(seen, name), name)));
    },
    /** Take every word out of the page. */
    hide() {
      part('scan-list', place).replaceChildren();
      while (list.options.length > 1) list.remove(1);
      empty('scan-files', 'scan-words');
    },
  };
}
