/**
 * Writing and sending a message. No typed word is lost: the box keeps its words until the mailbox shows that they
 * arrived, and while that is unknown nothing can be edited.
 * @module
 */
import { clearErrors, showErrors } from '../errors.mjs';
import { Attachments } from '../report/attachments.mjs';
import { reasonOf, showProgress } from '../report/sending.mjs';
import { stopAsking } from '../unsaved.mjs';
import { wellFormed } from '../wellformed.mjs';
import { confidedIn, forgetName, wrongIn } from './confided.mjs';
import { all, fill, one, showOnly } from './fill.mjs';
import { parcelsOf } from './parcels.mjs';
import { Topic } from './topic.mjs';

/** @typedef {import('../sealing/visit.mjs').View} View */
/** @typedef {import('./parcels.mjs').Parcel} Parcel */
/** @typedef {Parcel & { topic: string }} Sent one message, and what it was about, in codes */
/** @typedef {import('../worker.mjs').Trouble} Trouble */

export class Writing {
  /** What still has to arrive, first one first. @type {Parcel[]} */
  #outbox = [];
  #total = 0;
  /** Whether the worker holds the first of them half sent. */
  #begun = false;
  #topic;
  #sealer;
  #screens;
  #arrived;
  #screen;
  #box;
  #attachments;

  /**
   * @param {import('../worker.mjs').Sealer} sealer
   * @param {import('../screens.mjs').Screens} screens
   * @param {(view: View, sent: Sent, last: boolean) => void} arrived called for each message that arrived
   */
  constructor(sealer, screens, arrived) {
    this.#sealer = sealer;
    this.#screens = screens;
    this.#arrived = arrived;
    this.#screen = screens.element('write');
    this.#topic = new Topic(this.#screen);
    this.#box = /** @type {HTMLTextAreaElement} */ (one(this.#screen, '#message'));
    this.#attachments = new Attachments(this.#screen, (errors) => showErrors(this.#screen, errors));
    this.#box.addEventListener('input', () => this.#showParcels());
    one(this.#screen, '[data-send]').addEventListener('click', () => this.#start());
    one(this.#screen, '[data-not-now]').addEventListener('click', () => screens.back());
    for (const again of all(document, '[data-again]')) again.addEventListener('click', () => this.#send());
    one(screens.element('unsent'), '[data-edit]').addEventListener('click', () => screens.replace('write'));
  }

  /** Whether anything is typed, ticked or chosen. */
  get unsaved() {
    const { name, contact } = confidedIn(this.#screen);
    const isTyped = [this.#box.value.trim(), name, contact].some(Boolean);
    return isTyped || this.#attachments.names.length > 0 || this.#topic.chosen.length > 0;
  }

  /** Open the page for a message on `topic`, a value of `data-topic`. @param {string} topic @param {string[]} [about] */
  open(topic, about) {
    this.#topic.open(topic, about);
    this.#showParcels();
    this.#screens.go('write');
  }

  /** Forget words and files. */
  clear() {
    this.#box.value = '';
    this.#topic.clear();
    forgetName(this.#screen);
    this.#attachments.clear();
    this.#outbox = [];
    clearErrors(this.#screen);
    stopAsking();
  }

  #showParcels() {
    const { length } = parcelsOf(wellFormed(this.#box.value), []);
    one(this.#screen, '[data-parcels]').hidden = length === 1;
    fill(this.#screen, { parcels: length });
  }

  #start() {
    const empty = this.unsaved || this.#topic.says ? [] : ['message:empty'];
    const undecided = this.#attachments.undecided ? ['files:agree'] : [];
    const wrong = this.#topic.confides ? wrongIn(confidedIn(this.#screen)) : [];
    if (showErrors(this.#screen, [...wrong, ...empty, ...undecided])) return;
    this.#outbox = parcelsOf(wellFormed(this.#box.value), this.#attachments.toSeal());
    this.#total = this.#outbox.length;
    this.#begun = false;
    this.#send();
  }

  async #send() {
    this.#screens.replace('sending');
    this.#screens.locked = true;
    try {
      while (this.#outbox.length) await this.#sendFirst();
      this.clear();
      this.#screens.locked = false;
      this.#screens.back();
    } catch (error) {
      this.#tell(/** @type {Trouble} */ (error));
    }
  }

  async #sendFirst() {
    const screen = this.#screens.element('sending');
    one(screen, '[data-parcel]').hidden = this.#total === 1;
    fill(screen, { parcel: this.#total - this.#outbox.length + 1, parcels: this.#total });
    const [first] = this.#outbox;
    const identity = this.#topic.confides ? confidedIn(this.#screen) : undefined;
    const words = { ...first, topic: this.#topic.line, identity };
    const [verb, input] = this.#begun ? ['writeOn', undefined] : ['write', words];
    this.#begun = true;
    const view = await this.#sealer.call(verb, input, showProgress);
    this.#begun = false;
    this.#outbox.shift();
    this.#arrived(view, { ...first, topic: words.topic }, this.#outbox.length === 0);
    if (this.#outbox.length) this.#topic.open('more'); // what was ticked has arrived with the first
  }

  /** @param {Trouble} trouble */
  #tell(trouble) {
    if (trouble.name === 'Unseen' || trouble.certain === false) {
      showOnly(this.#screens.element('unsure'), 'reason', trouble.name === 'Unseen' ? 'unseen' : 'unknown');
      this.#screens.replace('unsure');
      return;
    }
    this.#screens.locked = false;
    if (this.#outbox.length < this.#total) this.#keepTheRest();
    this.#begun = ['Unanswered', 'Broken', 'Full', 'TicketUnsolved'].includes(trouble.name) && this.#begun;
    const reason = trouble.name === 'FileChanged' ? 'file' : reasonOf(trouble);
    if (reason.startsWith('keys-')) {
      showOnly(this.#screens.element('stopped'), 'reason', reason);
      this.#screens.replace('stopped');
      return;
    }
    const screen = this.#screens.element('unsent');
    showOnly(screen, 'reason', { closed: 'full', old: 'device' }[reason] ?? reason);
    one(screen, '[data-partly]').hidden = this.#outbox.length === this.#total;
    this.#screens.replace('unsent');
  }

  /** The box and the list hold what has not arrived, so that editing cannot send anything twice. */
  #keepTheRest() {
    this.#box.value = this.#outbox.map(({ text }) => text).join('');
    this.#attachments.keepOnly(this.#outbox.flatMap(({ files }) => files));
    this.#total = this.#outbox.length;
  }
}
