/**
 * The files that the reporter has chosen, cleaned on the device where that is possible.
 * @module
 */
import { endOf, kindOf, shortName, typeOf } from '../files/kinds.mjs';
import { cleanPicture } from '../files/picture.mjs';

/**
 * A chosen file; `clean` is its clean copy, `keep` whether the original may go. Without either it is not sent.
 * @typedef {{
 *   file: File, kind: import('../files/kinds.mjs').Kind, name: string, keep: boolean,
 *   clean: import('../files/picture.mjs').CleanPicture | null,
 * }} Chosen
 */

const MB = 1_000_000;

/** What each word in `template[data-file-words]` says. @param {string} name */
function word(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector('template[data-file-words]'));
  return template.content.querySelector(`[data-word="${name}"]`)?.textContent ?? name;
}

/** @param {number} bytes */
function sizeInWords(bytes) {
  const number = bytes < MB ? Math.max(1, Math.round(bytes / 1000)) : Math.round(bytes / (MB / 10)) / 10;
  return `${number.toLocaleString(document.documentElement.lang)} ${word(bytes < MB ? 'kb' : 'mb')}`;
}

export class Attachments {
  /** @type {Chosen[]} */
  #chosen = [];
  #screen;
  #list;
  #pictures = 0;

  /**
   * @param {HTMLElement} screen with `data-max-count`, `data-max-bytes`, `data-types`
   * @param {(errors: string[]) => void} tell what could not be added
   */
  constructor(screen, tell) {
    this.#screen = screen;
    this.#list = /** @type {HTMLElement} */ (screen.querySelector('[data-file-list]'));
    const input = /** @type {HTMLInputElement} */ (screen.querySelector('input[type=file]'));
    input.addEventListener('change', async () => {
      const files = [...(input.files ?? [])];
      input.value = '';
      tell(await this.#add(files));
    });
  }

  /** Whether a file is chosen that is sent only as it is, and nobody has agreed to that. */
  get undecided() {
    return this.#chosen.some(({ clean, keep, kind }) => !clean && !keep && kind !== 'text');
  }

  /** Names as they are sent. @returns {string[]} */
  get names() {
    return this.#chosen.map(({ file, name, keep }) => (keep ? shortName(file.name) : name));
  }

  /** What is to be sealed. @returns {import('../../../crypto/browser/files.mjs').Attachment[]} */
  toSeal() {
    return this.#chosen.map(({ file, name, clean, keep }) =>
      clean && !keep
        ? { name, type: clean.blob.type, removed: clean.removed, blob: clean.blob }
        : { name: shortName(file.name), type: typeOf(file.name), removed: [], blob: file },
    );
  }

  /** Let go of all that are not among these. @param {import('../../../crypto/browser/files.mjs').Attachment[]} kept as `toSeal` gave them */
  keepOnly(kept) {
    const blobs = new Set(kept.map(({ blob }) => blob));
    const rows = [...this.#list.children];
    this.#chosen = this.#chosen.filter(({ file, clean, keep }, i) => {
      const stays = blobs.has(clean && !keep ? clean.blob : file);
      if (!stays) rows[i].remove();
      return stays;
    });
  }

  /** Let go of all of them. */
  clear() {
    this.#chosen = [];
    this.#list.replaceChildren();
  }

  /** @param {File[]} files @returns {Promise<string[]>} errors */
  async #add(files) {
    const errors = new Set();
    const busy = /** @type {HTMLElement} */ (this.#screen.querySelector('[data-files-busy]'));
    busy.hidden = false;
    for (const file of files) {
      const error = this.#refusal(file);
      if (error) errors.add(`files:${error}`);
      else this.#show(await this.#look(file));
    }
    busy.hidden = true;
    return [...errors];
  }

  /** Why this file cannot be added, if so. @param {File} file */
  #refusal(file) {
    const { maxCount, maxBytes, types } = this.#screen.dataset;
    if (this.#chosen.length >= Number(maxCount)) return 'many';
    if (!String(types).split(' ').includes(endOf(file.name))) return 'type';
    if (file.size > Number(maxBytes)) return 'large';
    return file.size === 0 ? 'empty' : '';
  }

  /** @param {File} file @returns {Promise<Chosen>} */
  async #look(file) {
    const kind = kindOf(file.name);
    const clean = kind === 'picture' ? await cleanPicture(file) : null;
    const name = clean ? this.#pictureName(clean.blob.type) : shortName(file.name);
    return { file, kind, clean, name, keep: false };
  }

  /** A picture's own name often tells its day and its maker. @param {string} type */
  #pictureName(type) {
    this.#pictures += 1;
    return `${word('picture')}-${this.#pictures}.${type === 'image/jpeg' ? 'jpg' : type.replace('image/', '')}`;
  }

  /** @param {Chosen} chosen */
  #show(chosen) {
    this.#chosen.push(chosen);
    const template = /** @type {HTMLTemplateElement} */ (this.#screen.querySelector('template[data-file]'));
    const item = /** @type {HTMLElement} */ (
      /** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true)
    );
    describe(item, chosen);
    item.querySelector('[data-file-remove]')?.addEventListener('click', () => {
      this.#chosen.splice(this.#chosen.indexOf(chosen), 1);
      item.remove();
      /** @type {HTMLElement} */ (this.#screen.querySelector('input[type=file]')).focus();
    });
    this.#list.append(item);
  }
}

/** Fill a list item: name, size, the notes that fit, and the tick box. @param {HTMLElement} item @param {Chosen} chosen */
function describe(item, chosen) {
  const { file, kind, clean } = chosen;
  for (const name of item.querySelectorAll('[data-file-name]')) name.textContent = file.name;
  /** @type {HTMLElement} */ (item.querySelector('[data-file-size]')).textContent = sizeInWords(file.size);
  const notes = clean ? ['picture', ...(clean.removed.length ? ['removed'] : [])] : [noteOf(kind)];
  for (const note of notes) {
    /** @type {HTMLElement} */ (item.querySelector(`[data-file-note="${note}"]`)).hidden = false;
  }
  /** @type {HTMLElement} */ (item.querySelector('[data-file-removed]')).textContent = (clean?.removed ?? [])
    .map(word)
    .join(', ');
  if (kind !== 'text') offerOriginal(item, chosen);
}

/** @param {import('../files/kinds.mjs').Kind} kind */
const noteOf = (kind) => (kind === 'picture' ? 'uncleaned' : kind);

let boxes = 0;

/** @param {HTMLElement} item @param {Chosen} chosen */
function offerOriginal(item, chosen) {
  const box = /** @type {HTMLInputElement} */ (item.querySelector('[data-file-keep]'));
  const label = /** @type {HTMLLabelElement} */ (item.querySelector('[data-file-keep-label]'));
  box.id = `keep-${boxes++}`;
  label.htmlFor = box.id;
  label.textContent = word(chosen.clean ? 'keep' : 'agree');
  box.addEventListener('change', () => {
    chosen.keep = box.checked;
  });
  /** @type {HTMLElement} */ (item.querySelector('[data-file-choice]')).hidden = false;
}
