/**
 * The list of what is served: chosen as a file, read by the keeper, signed, and the signature saved.
 * @module
 */
import { input, mistakeOf } from '../form.mjs';
import { figure, fill, part, sentence, when } from '../page.mjs';
import { save } from '../saving.mjs';

const MOST_BYTES = 4 << 20;
const NOTHING = { problem: '', portal: '', casework: '', 'list-words': '', line: '' };

/** This part of the custodians' page. */
export class ListPart {
  #place = part('digests');
  #file = input('digests');
  #hash = '';
  #signature = { id: '', line: '' };

  /** @param {import('../client.mjs').Keeper} keeper @param {(error: unknown) => void} ended when keys or session are gone */
  constructor(keeper, ended) {
    this.keeper = keeper;
    this.ended = ended;
    this.#file.addEventListener('change', () => this.#attempt(() => this.#read()));
    when('sign-list', () => this.#attempt(() => this.#sign()));
    when('save-signature', () => this.#save());
  }

  /** Take what was shown out of the page, and the file out of its field. */
  forget() {
    this.#file.value = '';
    this.#empty();
  }

  #empty() {
    this.#hash = '';
    for (const hook of ['list-read', 'list-signed']) part(hook, this.#place).hidden = true;
    fill(this.#place, NOTHING);
  }

  /** @param {() => Promise<void>} work */
  async #attempt(work) {
    fill(this.#place, { problem: '' });
    try {
      await work();
    } catch (error) {
      const { code } = mistakeOf(error);
      if (code === 'locked' || code === 'signed-out') this.ended(error);
      else fill(this.#place, { problem: sentence(code) });
    }
  }

  async #read() {
    this.#empty();
    const [chosen] = this.#file.files ?? [];
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.slice(0, MOST_BYTES).arrayBuffer());
    const { hash, words, portal, casework } = await this.keeper.ask('list', { bytes });
    this.#hash = hash;
    fill(this.#place, { portal: figure(portal), casework: figure(casework), 'list-words': words.join(' ') });
    part('list-read', this.#place).hidden = false;
  }

  async #sign() {
    this.#signature = await this.keeper.ask('sign-list', { hash: this.#hash });
    fill(this.#place, { line: this.#signature.line });
    part('list-signed', this.#place).hidden = false;
    part('list-signed', this.#place).focus();
  }

  #save() {
    const { id, line } = this.#signature;
    save(`signature-${id.slice(0, 8)}.txt`, `${line}\n`);
  }
}
