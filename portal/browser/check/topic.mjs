/**
 * What a message is about: a code, and what was ticked with it. It travels sealed, inside the message.
 * @module
 */
import { all, showOnly } from './fill.mjs';

/** The code that a topic begins with. @param {string} line */
export const topicOf = (line) => line.split(' ', 1)[0];

export class Topic {
  #screen;
  #code = 'more';
  /** @type {string[]} */
  #about = [];

  /** @param {HTMLElement} screen of the message, with parts for topics, `data-topic` */
  constructor(screen) {
    this.#screen = screen;
  }

  /** Show the parts for one topic. @param {string} code @param {string[]} [about] what is known before anything is ticked */
  open(code, about = []) {
    this.#code = code;
    this.#about = about;
    showOnly(this.#screen, 'topic', code);
  }

  /** What is ticked. @returns {string[]} */
  get chosen() {
    const ticked = all(this.#screen, `[data-topic="${this.#code}"] input[name]:checked`);
    return ticked.map((box) => /** @type {HTMLInputElement} */ (box).value);
  }

  /** Whether a name goes with it. */
  get confides() {
    return this.#code === 'name';
  }

  /** Whether it says something without a word: whom it is about, or what is ticked. */
  get says() {
    return this.#code === 'objection' || this.confides || this.chosen.length > 0;
  }

  /** The topic as it travels: its code, then what is ticked, in the order of the page. */
  get line() {
    return [this.#code, ...this.#about, ...this.chosen].join(' ');
  }

  /** Untick everything. */
  clear() {
    const boxes = /** @type {HTMLInputElement[]} */ (all(this.#screen, '[data-topic] input'));
    for (const box of boxes) box.checked = false;
  }
}
