/**
 * Trying again while the connection is bad. In the worker.
 * @module
 */
import { Broken, Unanswered } from '../api.mjs';

const WAITS_MS = [1000, 2000, 4000, 8000];

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * `attempt`, and again after one, two, four and eight seconds while nobody answers properly.
 * @template T
 * @param {() => Promise<T>} attempt must be safe to repeat
 * @param {() => void} [waiting] called before each pause
 * @returns {Promise<T>}
 * @throws {Unanswered | Broken} the last failure
 */
export async function patiently(attempt, waiting = () => {}) {
  for (const wait of WAITS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unanswered || error instanceof Broken)) throw error;
      waiting();
      await pause(wait);
    }
  }
  return attempt();
}
