/**
 * A pack or a lawyer's folder: its words, and notes that are added.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, day, fill, named, part, parts, row, showProblems, showScreen, showWhen } from '../page.mjs';
import { accessSection } from './access.mjs';
import { severalWords } from './asking.mjs';
import { fileRows } from './files.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../keeper/items.mjs').Written} Written */
/** @typedef {Omit<Written, 'files'> & { files: import('./files.mjs').Listed[] }} Noted */

/** @param {Keeper} keeper @param {(code: string) => boolean} leaveFor */
export function packScreen(keeper, leaveFor) {
  const screen = part('screen="pack"');
  const access = accessSection(keeper, 'pack', { changed: () => access.load(current), leaveFor });
  let current = '';
  /** What was typed when casework locked. */
  let kept = '';

  async function load() {
    const folder = current;
    const found = await keeper.ask('read-held', { folder });
    if (folder !== current) return;
    const { title, kind, until, fields, notes, mayWrite, leads, problems } = found;
    showProblems(screen, problems);
    fill(screen, { 'pack-title': title, until: until ? day(until) : '' });
    choose(part('choices="folder-kind"', screen), kind);
    showWhen(screen, { until: until !== null, 'pack-titled': title !== '', 'may-write': mayWrite });
    part('fields', screen).replaceChildren(...fields.map(fieldRow));
    part('notes', screen).replaceChildren(...notes.map((/** @type {Noted} */ each) => noteRow(folder, each)));
    showWhen(screen, { 'no-notes': notes.length === 0, 'nothing-in-it': fields.length === 0 });
    if (kept) input('note-text').value = kept;
    kept = '';
    part('content', screen).hidden = false;
    if (leads) await access.load(folder);
  }

  /** @param {string} folder hex @param {Noted} note */
  function noteRow(folder, { item: id, value, title, on, files }) {
    const item = row('pack-note');
    fill(item, { words: value, by: named(title), on: day(on) });
    part('list', item).replaceChildren(...fileRows(keeper, { folder, item: id }, files, () => {}, 'scan'));
    return item;
  }

  /** @param {string} folder hex */
  async function show(folder) {
    if (folder !== current) forget();
    current = folder;
    clearMistakes(screen);
    showProblems(screen, []);
    showScreen('pack');
    part('loading', screen).hidden = false;
    try {
      await load();
    } catch (error) {
      const { code } = mistakeOf(error);
      if (!leaveFor(code)) showProblems(screen, [code]);
    }
    part('loading', screen).hidden = true;
  }

  onSubmit('note', {
    check: () => (typed('note-text').trim() ? [] : [{ field: 'note-text', code: 'words-missing' }]),
    async send(progress) {
      const files = [...(input('note-files').files ?? [])];
      const words = typed('note-text');
      try {
        if (files.length)
          await keeper.ask('add-scan', { folder: current, about: '', words, files }, progress);
        else await keeper.ask('add-note', { folder: current, text: words });
      } catch (error) {
        if (leaveFor(mistakeOf(error).code)) return;
        throw error;
      }
      empty('note-text', 'note-files');
      await load();
      part('notes-heading', screen).focus();
    },
  });

  /** Take every word out of the page; what was typed waits in memory. */
  function hide() {
    kept = typed('note-text') || kept;
    empty('note-text', 'note-files');
    part('content', screen).hidden = true;
    fill(screen, { 'pack-title': '' });
    for (const place of ['fields', 'notes']) part(place, screen).replaceChildren();
    access.hide();
  }

  function forget() {
    hide();
    kept = '';
    current = '';
  }

  return { show, hide, close: forget, folder: () => current, again: () => show(current) };
}

/** @param {Written} field */
function fieldRow({ name, value, title, on }) {
  const item = row('pack-field');
  const [, code, number = ''] = /^(.*?)(?:_(\d+))?$/.exec(name) ?? [];
  const names = part('choices="field-name"', item);
  choose(names, parts('choice', names).some(({ dataset }) => dataset.choice === code) ? code : 'other');
  fill(item, { number, words: wordsOf(value), by: named(title), on: day(on) });
  return item;
}

/** Words that answer several questions at once are shown one after another. @param {string} value */
const wordsOf = (value) => Object.values(severalWords(value)).join('\n') || value;
