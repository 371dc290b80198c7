/**
 * Who can open the report: a tick box for each officer and group of the verified keyring.
 * @module
 */

/** @typedef {{ oid: string, title: string }} Reader */
/** @typedef {{ rid: string, title: string, holders: string[] }} Group */

/** Titles as a list in the page's language. @param {string[]} titles */
const listed = (titles) => new Intl.ListFormat(document.documentElement.lang).format(titles);

export class Readers {
  /** @type {Reader[]} */
  #readers = [];
  /** @type {Group[]} */
  #groups = [];
  #readerList = /** @type {HTMLElement} */ (document.querySelector('[data-reader-list]'));
  #groupList = /** @type {HTMLElement} */ (document.querySelector('[data-group-list]'));

  constructor() {
    this.#readerList.addEventListener('change', () => this.#followGroups());
  }

  /**
   * Take over a freshly verified list; ticks of those still on it stay.
   * @param {{ readers: Reader[], groups: Group[] }} verified
   * @returns {boolean} whether it differs from the one shown before
   */
  show({ readers, groups }) {
    const before = JSON.stringify([this.#readers, this.#groups]);
    if (before === JSON.stringify([readers, groups])) return false;
    const [leftOut, groupsLeftOut] = [this.leftOut, this.groupsLeftOut];
    const first = this.#readers.length === 0;
    [this.#readers, this.#groups] = [readers, groups];
    this.#readerList.replaceChildren(
      ...readers.map(({ oid, title }, i) => tickBox(`reader-${i}`, oid, title, !leftOut.includes(oid))),
    );
    this.#groupList.replaceChildren(
      ...groups.map(({ rid, title }, i) => tickBox(`group-${i}`, rid, title, !groupsLeftOut.includes(rid))),
    );
    /** @type {HTMLElement} */ (document.querySelector('[data-groups]')).hidden = groups.length === 0;
    this.#tellBeforehand();
    this.#followGroups();
    return !first;
  }

  /** oids whose box is not ticked. @returns {string[]} */
  get leftOut() {
    return unticked(this.#readerList);
  }

  /** rids whose box is not ticked. @returns {string[]} */
  get groupsLeftOut() {
    return unticked(this.#groupList);
  }

  /** Whether at least one officer is ticked. */
  get anyone() {
    return this.leftOut.length < this.#readers.length;
  }

  /** Titles of those who can open it, and of those left out. @returns {{ can: string, cannot: string }} */
  inWords() {
    const out = new Set([...this.leftOut, ...this.groupsLeftOut]);
    const all = [
      ...this.#readers.map(({ oid, title }) => ({ id: oid, title })),
      ...this.#groups.map(({ rid, title }) => ({ id: rid, title })),
    ];
    const titles = (/** @type {boolean} */ left) =>
      all.filter(({ id }) => out.has(id) === left).map(({ title }) => title);
    return { can: titles(false).join('\n'), cannot: titles(true).join('\n') };
  }

  /** The screens before the questions name the readers too. */
  #tellBeforehand() {
    for (const list of document.querySelectorAll('[data-readers-list]')) {
      list.textContent = listed(this.#readers.map(({ title }) => title));
    }
    const parts = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-readers]'));
    for (const part of parts) part.hidden = false;
  }

  /** A group with a left-out member cannot be ticked. */
  #followGroups() {
    const out = new Set(this.leftOut);
    for (const { rid, holders } of this.#groups) {
      const box = /** @type {HTMLInputElement} */ (this.#groupList.querySelector(`input[value="${rid}"]`));
      const barred = holders.some((oid) => out.has(oid));
      if (barred) box.checked = false;
      else if (box.disabled) box.checked = true;
      box.disabled = barred;
      /** @type {HTMLElement} */ (box.parentElement?.querySelector('.govuk-checkboxes__hint')).hidden =
        !barred;
    }
  }
}

/** @param {HTMLElement} list */
const unticked = (list) =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll('input'))]
    .filter(({ checked }) => !checked)
    .map(({ value }) => value);

/** @param {string} id @param {string} value @param {string} title @param {boolean} checked */
function tickBox(id, value, title, checked) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector('template[data-reader]'));
  const item = /** @type {HTMLElement} */ (
    /** @type {HTMLElement} */ (template.content.firstElementChild).cloneNode(true)
  );
  const box = /** @type {HTMLInputElement} */ (item.querySelector('input'));
  const label = /** @type {HTMLLabelElement} */ (item.querySelector('label'));
  const hint = /** @type {HTMLElement} */ (item.querySelector('.govuk-hint'));
  Object.assign(box, { id, value, checked });
  label.htmlFor = id;
  label.textContent = title;
  hint.id = `${id}-hint`;
  box.setAttribute('aria-describedby', hint.id);
  return item;
}
