/**
 * The page's end of its worker: keys, sealing and every request live there, away from the page.
 * @module
 */

/** The one path that may become a worker; the build writes it here. @type {string} */
const PATH = /** @type {any} */ (globalThis).SEALER_PATH;

/**
 * What went wrong in the worker: `name` is the error's class. `reason` as in `Refused`, `status` as in `TurnedDown`,
 * `word` and `count` as in `CodeMistake`, `certain` as in `Dispatch`.
 */
export class Trouble extends Error {
  /** @param {{ name: string, reason?: string, status?: number, word?: number, count?: number, certain?: boolean }} told */
  constructor(told) {
    super(told.name);
    this.name = told.name;
    this.reason = told.reason;
    this.status = told.status;
    this.word = told.word;
    this.count = told.count;
    this.certain = told.certain;
  }
}

const rules = {
  createScriptURL: (/** @type {string} */ path) => {
    if (path !== PATH) throw new TypeError('not the worker of this page');
    return path;
  },
};
/** The page's only Trusted Types policy. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('candour-worker', rules) ?? rules;

/** @returns {Worker} */
const newWorker = () => new Worker(policy.createScriptURL(PATH), { type: 'module' });

/** Calls into the worker, one answer each. */
export class Sealer {
  /** @type {Worker | undefined} */
  #worker;
  #next = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void, progress?: (told: any) => void }>} */
  #waiting = new Map();

  constructor() {
    this.#start();
  }

  /**
   * Ask the worker to do `verb`.
   * @param {string} verb one that sealer.mjs knows
   * @param {unknown} [input] anything that can be cloned
   * @param {(told: any) => void} [progress] called with what the verb reports on its way
   * @returns {Promise<any>} rejected with `Trouble`
   */
  call(verb, input, progress) {
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, progress });
      (this.#worker ?? this.#start()).postMessage({ number, verb, input });
    });
  }

  /** Stop the worker: what it holds is gone. */
  end() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** One that could not be loaded, or broke, is replaced at the next call. */
  #start() {
    const worker = newWorker();
    worker.addEventListener('message', ({ data }) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end();
      for (const { reject } of this.#waiting.values()) reject(new Trouble({ name: 'WorkerFailed' }));
      this.#waiting.clear();
    });
    this.#worker = worker;
    return worker;
  }

  /** @param {{ number: number, progress?: any, result?: any, trouble?: any }} told */
  #hear({ number, progress, result, trouble }) {
    const waiting = this.#waiting.get(number);
    if (!waiting) return;
    if (progress !== undefined) return waiting.progress?.(progress);
    this.#waiting.delete(number);
    if (trouble) waiting.reject(new Trouble(trouble));
    else waiting.resolve(result);
  }
}
