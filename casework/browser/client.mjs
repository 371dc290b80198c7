/**
 * The page's line to the keeper, the worker that holds the keys: it asks, it is never told a key.
 * @module
 */

/** Written in by the build: the one path from which a worker may start. @type {string} */
const KEEPER_PATH = /** @type {any} */ (globalThis).KEEPER_PATH;

/** Something that the keeper or the server refused, by the code of its sentence. */
export class Problem extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.name = 'Problem';
    this.code = code;
  }
}

/** @typedef {{ resolve: (value: any) => void, reject: (error: Problem) => void, progress: (share: number) => void }} Waiting */

/** The keeper, from the page's side. */
export class Keeper {
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #asked = 0;
  /** The folder that the last refusal was about, hex, or empty. */
  about = '';
  /** Called with the event's name when the keeper warns or locks. @type {(event: 'idle-soon' | 'idle' | 'active') => void} */
  onEvent = () => {};

  constructor() {
    this.worker = new Worker(trusted(KEEPER_PATH), { type: 'module', name: 'keeper' });
    this.worker.addEventListener('message', ({ data }) => this.#hear(data));
    this.worker.addEventListener('error', () => this.#failAll());
  }

  /**
   * @param {string} verb
   * @param {Record<string, unknown>} [values]
   * @param {(share: number) => void} [progress]
   * @returns {Promise<any>}
   * @throws {Problem}
   */
  ask(verb, values = {}, progress = () => {}) {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      this.worker.postMessage({ id, verb, values });
    });
  }

  /** @param {{ id?: number, event?: any, progress?: number, problem?: string, about?: string, answer?: unknown }} said */
  #hear({ id, event, progress, problem, about, answer }) {
    if (id === undefined) return this.onEvent(event);
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (progress !== undefined) return waiting.progress(progress);
    this.#waiting.delete(id);
    if (problem === undefined) waiting.resolve(answer);
    else {
      this.about = about ?? '';
      waiting.reject(new Problem(problem));
    }
  }

  #failAll() {
    for (const { reject } of this.#waiting.values()) reject(new Problem('too-old'));
    this.#waiting.clear();
  }
}

/** @param {string} path */
function trusted(path) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return path;
  const createScriptURL = (/** @type {string} */ asked) => {
    if (asked !== KEEPER_PATH) throw new TypeError('only the keeper may be started');
    return asked;
  };
  return types.createPolicy('candour-worker', { createScriptURL }).createScriptURL(path);
}
