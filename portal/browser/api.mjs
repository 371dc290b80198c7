/**
 * Calls of the portal's API (protocol §12). Runs in the worker.
 *
 * Kinds of failure are told apart because a reporter must know what happened: `TurnedDown` (the portal said no and
 * changed nothing), `Full` and `Broken` (it answered, and could not), `Unanswered` (nobody knows whether it arrived).
 * @module
 */

/** No answer, or one that does not tell: the outcome is unknown. */
export class Unanswered extends Error {
  name = 'Unanswered';
}

/** The server refused: nothing was changed. `status` is 400, 409 or 413. */
export class TurnedDown extends Error {
  name = 'TurnedDown';
  /** @param {number} status */
  constructor(status) {
    super(`refused: ${status}`);
    this.status = status;
  }
}

/** The portal says that it has no room or is not ready. */
export class Full extends Error {
  name = 'Full';
}

/** The portal itself says that it failed: it is done with this request, but what came of it is unknown. */
export class Broken extends Error {
  name = 'Broken';
}

const REFUSALS = new Set([400, 404, 405, 409, 413, 415]);

/** Only the portal itself answers with this body; what stands before it may answer for it. @param {Response} response */
async function saidByPortal(response) {
  try {
    return typeof (await response.json()).error === 'string';
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<Response>} one with status 200
 */
async function call(path, init) {
  let response;
  try {
    response = await fetch(path, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      ...init,
    });
  } catch (cause) {
    throw new Unanswered(path, { cause });
  }
  if (response.ok) return response;
  const certain = await saidByPortal(response);
  if (certain && REFUSALS.has(response.status)) throw new TurnedDown(response.status);
  if (certain && response.status === 503) throw new Full(path);
  if (certain && response.status === 500) throw new Broken(path);
  throw new Unanswered(path);
}

/** @param {Response} response */
async function bytesOf(response) {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new Unanswered('the answer broke off', { cause });
  }
}

/** @param {'roots' | 'keyring'} name @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const published = async (name) => bytesOf(await call(`/api/${name}`));

/**
 * @param {'begin' | 'put' | 'send' | 'ask'} name
 * @param {Uint8Array} frame
 */
const post = (name, frame) =>
  call(`/api/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: /** @type {Uint8Array<ArrayBuffer>} */ (frame),
    cache: 'no-store',
  });

/** @param {'put' | 'send' | 'ask'} name @param {Uint8Array} frame @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const exchange = async (name, frame) => bytesOf(await post(name, frame));

/** @param {Uint8Array} frame of type begin @returns {Promise<any>} an ALTCHA challenge */
export async function begin(frame) {
  const response = await post('begin', frame);
  try {
    return await response.json();
  } catch (cause) {
    throw new Unanswered('no challenge', { cause });
  }
}
