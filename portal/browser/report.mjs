/**
 * The reporter's document: from a safe device to the follow-up code.
 * @module
 */
import { showErrors } from './errors.mjs';
import { beforeLeaving, watchExit } from './exit.mjs';
import { answers, answersInWords, showWhatDepends, typedLength } from './report/answers.mjs';
import { Attachments } from './report/attachments.mjs';
import { showCode } from './report/code.mjs';
import { Readers } from './report/readers.mjs';
import { reasonOf, showProgress, troubleScreen } from './report/sending.mjs';
import { announce, Screens } from './screens.mjs';
import { askBeforeLeaving, stopAsking } from './unsaved.mjs';
import { Sealer } from './worker.mjs';

const WAY = ['safe', 'anonymous', 'place', 'what', 'about', 'urgency', 'readers', 'known', 'files', 'you'];
const LONGEST = 500_000;

/** @param {string} selector @returns {HTMLElement[]} */
const all = (selector) => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector))];

/** @param {string} selector @param {() => void} act */
const onClick = (selector, act) => {
  for (const button of all(selector)) button.addEventListener('click', act);
};

const page = document.documentElement.dataset;
const trusted = {
  rootHash: String(page.rootHash),
  leastThreshold: Number(page.leastThreshold),
  language: document.documentElement.lang,
};

/** @typedef {import('./worker.mjs').Trouble} Trouble */

class Report {
  #screens = new Screens();
  #sealer = new Sealer();
  #readers = new Readers();
  #attachments;
  /** Whether a question was opened from "Check your answers". */
  #changing = false;
  /** Whether the worker holds a sealed report that may go on. */
  #underWay = false;

  constructor() {
    const files = this.#screens.element('files');
    this.#attachments = new Attachments(files, (errors) => showErrors(files, errors));
    watchExit();
    askBeforeLeaving();
    beforeLeaving(() => this.#forget());
    this.#listen();
    this.#prepare();
  }

  #listen() {
    document.addEventListener('change', showWhatDepends);
    for (const button of all('[data-continue]')) {
      button.addEventListener('click', () => this.#continue(String(button.dataset.continue)));
    }
    for (const link of all('[data-change]')) {
      link.addEventListener('click', (event) => {
        event.preventDefault();
        this.#changing = true;
        this.#screens.go(String(link.dataset.change));
      });
    }
    this.#screens.onArrival('check', () => this.#showAnswers());
    onClick('[data-prepare-again]', () => this.#prepare());
    onClick('[data-send]', () => this.#send());
    onClick('[data-again]', () => this.#again());
    onClick('[data-edit]', () => this.#screens.back());
    onClick('[data-without-files]', () => {
      this.#attachments.clear();
      this.#underWay = false;
      this.#again();
    });
  }

  /** Until the browser is tested and the keyring verified, nothing leads to the questions. */
  async #prepare() {
    for (const part of all('[data-unready], [data-unready-again]')) part.hidden = true;
    for (const words of all('[data-getting-ready-words]')) words.hidden = false;
    try {
      this.#readers.show(await this.#sealer.call('prepare', trusted));
      for (const part of all('[data-getting-ready]')) part.hidden = true;
      for (const part of all('[data-ready]')) part.hidden = false;
    } catch (trouble) {
      for (const words of all('[data-getting-ready-words]')) words.hidden = true;
      const reason = reasonOf(/** @type {Trouble} */ (trouble));
      for (const part of all(`[data-unready="${reason}"], [data-unready-again]`)) part.hidden = false;
      for (const link of all('[data-plain]')) link.hidden = reason.startsWith('keys-');
      announce(all(`[data-unready="${reason}"] h2`)[0]?.textContent ?? '');
    }
  }

  /** @param {string} screen */
  #continue(screen) {
    if (showErrors(this.#screens.element(screen), this.#mistakes(screen))) return;
    if (screen === 'readers') this.#noteReadersChanged(false);
    const next = this.#changing ? 'check' : (WAY[WAY.indexOf(screen) + 1] ?? 'check');
    this.#screens.go(next);
  }

  /** @param {string} screen @returns {string[]} errors */
  #mistakes(screen) {
    if (typedLength() > LONGEST && screen === 'what') return ['what:long'];
    if (screen === 'what' && !answers().what) return ['what:empty'];
    if (screen === 'readers' && !this.#readers.anyone) return ['readers:none'];
    if (screen === 'files' && this.#attachments.undecided) return ['files:agree'];
    return [];
  }

  #showAnswers() {
    this.#changing = false;
    this.#underWay = false;
    const { can, cannot } = this.#readers.inWords();
    const words = answersInWords().set('readers', can).set('left_out', cannot);
    words.set('files', this.#attachments.names.join('\n'));
    const unanswered = all('[data-unanswered]')[0].dataset.unanswered ?? '';
    for (const row of all('[data-row]')) {
      const said = words.get(String(row.dataset.row));
      const value = /** @type {HTMLElement} */ (row.querySelector('[data-value]'));
      value.textContent = said || row.dataset.empty || unanswered;
      value.classList.toggle('candour-unanswered', !said);
      row.hidden = 'follows' in row.dataset && !said;
    }
  }

  /** The first mistake on any screen leads back to it. */
  #anyMistake() {
    const screen = WAY.find((each) => this.#mistakes(each).length > 0);
    if (!screen) return false;
    this.#changing = true;
    this.#screens.go(screen);
    return showErrors(this.#screens.element(screen), this.#mistakes(screen));
  }

  #send() {
    if (this.#anyMistake()) return;
    this.#screens.go('sending');
    this.#dispatch();
  }

  #again() {
    this.#screens.replace('sending');
    this.#dispatch();
  }

  /** Seal and send, or go on with what is under way. */
  async #dispatch() {
    this.#screens.locked = true;
    showProgress({ stage: 'seal' });
    try {
      if (!this.#underWay && (await this.#readersChanged())) return;
      const verb = this.#underWay ? 'carryOn' : 'send';
      this.#underWay = true;
      this.#sent(await this.#sealer.call(verb, verb === 'send' ? this.#words() : undefined, showProgress));
    } catch (error) {
      this.#tell(/** @type {Trouble} */ (error));
    }
  }

  /** The keyring is verified again just before sealing; if it names others now, the reporter looks first. */
  async #readersChanged() {
    const changed = this.#readers.show(await this.#sealer.call('prepare', trusted));
    if (changed) {
      this.#screens.locked = false;
      this.#noteReadersChanged(true);
      this.#changing = true;
      this.#screens.replace('readers');
    }
    return changed;
  }

  /** @param {boolean} changed */
  #noteReadersChanged(changed) {
    for (const note of all('[data-readers-changed]')) note.hidden = !changed;
  }

  #words() {
    return {
      answers: answers(),
      language: trusted.language,
      leftOut: this.#readers.leftOut,
      groupsLeftOut: this.#readers.groupsLeftOut,
      files: this.#attachments.toSeal(),
    };
  }

  /** @param {string[]} words of the code */
  #sent(words) {
    this.#screens.replace('sent');
    showCode(this.#screens.element('sent'), words, stopAsking);
    this.#attachments.clear();
    for (const field of all('textarea')) /** @type {HTMLTextAreaElement} */ (field).value = '';
    for (const value of all('[data-value]')) value.textContent = '';
    this.#sealer.end();
  }

  /** What the page holds beside its fields. */
  #forget() {
    this.#sealer.end();
    this.#attachments.clear();
    for (const part of all('[data-value], [data-code]')) part.replaceChildren();
  }

  /** @param {Trouble} trouble */
  #tell(trouble) {
    if (trouble.certain !== false && trouble.name !== 'Unseen') {
      this.#screens.locked = false;
      const mayGoOn = ['Unanswered', 'Broken', 'Full', 'TicketUnsolved'].includes(trouble.name);
      this.#underWay = this.#underWay && mayGoOn;
    }
    if (trouble.name === 'FileChanged') {
      this.#changing = true;
      this.#screens.replace('files');
      showErrors(this.#screens.element('files'), ['files:unreadable']);
      return;
    }
    this.#screens.replace(troubleScreen(trouble, this.#attachments.names.length > 0));
  }
}

new Report();
