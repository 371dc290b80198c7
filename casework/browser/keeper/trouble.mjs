/**
 * What the keeper tells the page when it cannot do something: the code of a sentence, never any content.
 * @module
 */

/** A refusal, by the code of its sentence in the templates. `about`: the folder that was asked for, hex, or empty. */
export class Trouble extends Error {
  /** @param {string} code @param {ErrorOptions & { about?: string }} [options] */
  constructor(code, options) {
    super(code, options);
    this.about = options?.about ?? '';
    this.name = 'Trouble';
    this.code = code;
  }
}

/**
 * Run `work`; a failure of it that is not yet a Trouble becomes this one.
 * @template T
 * @param {string} code
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Trouble}
 */
export async function or(code, work) {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Trouble) throw cause;
    throw new Trouble(code, { cause });
  }
}
