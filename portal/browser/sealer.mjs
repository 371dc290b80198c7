/**
 * The worker of /report and /check: everything that touches a key or the network.
 *
 * A message `{number, verb, input}` is answered by `{number, result}` or `{number, trouble}`, and on the way by any
 * number of `{number, progress}`.
 * @module
 */
import { enter, older, test, write, writeOn } from './sealing/following.mjs';
import { carryOn, prepare, send } from './sealing/reporting.mjs';

/** @type {Record<string, (input: any, progress: (told: any) => void) => Promise<any>>} */
const VERBS = { prepare, send, carryOn, test, enter, older, write, writeOn };

/** An error as it can cross to the page: its class, and what stands beside the message. @param {any} error */
const told = ({ name, reason, status, word, count, certain }) => ({
  name,
  reason,
  status,
  word,
  count,
  certain,
});

addEventListener('message', async ({ data: { number, verb, input } }) => {
  try {
    const result = await VERBS[verb](input, (progress) => postMessage({ number, progress }));
    postMessage({ number, result });
  } catch (error) {
    postMessage({ number, trouble: told(error) });
  }
});
