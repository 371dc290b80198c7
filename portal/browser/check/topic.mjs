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

  /** @param {HTMLElement} screen of the message, with parts for topics, `data-topic` */
  constructor(screen) {
    this.#screen = screen;
  }

  /** Show the parts for one topic. @param {string} code */
  open(code) {
    this.#code = code;
    showOnly(this.#screen, 'topic', code);
  }

  /** What is ticked. @returns {string[]} */
  get chosen() {
    const ticked = all(this.#screen, `[data-topic="${this.#code}"] input:checked`);
    return ticked.map((box) => /** @type {HTMLInputElement} */ (box).value);
  }

  /** The topic as it travels: its code, then what is ticked, in the order of the page. */
  get line() {
    return [this.#code, ...this.chosen].join(' ');
  }

  /** Untick everything. */
  clear() {
    const boxes = /** @type {HTMLInputElement[]} */ (all(this.#screen, '[data-topic] input'));
    for (const box of boxes) box.checked = false;
  }
}
