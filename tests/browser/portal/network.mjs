/**
 * The other end of the line for tests: answers as protocol §12 says, unless the line is told to fail.
 *
 * A fault is `lost` (the request never arrives), `cut` (it arrives, the answer is lost), or a status that the portal
 * answers with. It stands in for a network that misbehaves, which the real portal cannot be made to do on demand.
 */
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/sha';
import { hex, random, sha256 } from '../../../crypto/browser/bytes.mjs';
import { parseReportFrame } from '../../../crypto/browser/deposit.mjs';
import { pack, REPLY, STATE, unpack } from '../../../crypto/browser/frame.mjs';

/** @typedef {'lost' | 'cut' | 400 | 409 | 413 | 500 | 502 | 503} Fault */

export class Network {
  /** Everything that arrived, as `path id`. @type {string[]} */
  arrived = [];
  /** Reports by id. @type {Map<string, Uint8Array>} */
  reports = new Map();
  /** Parts by `id number`. @type {Map<string, Uint8Array>} */
  parts = new Map();
  /** Called for every request. @type {(path: string, count: number) => Fault | undefined} */
  fault = () => undefined;
  /** @type {Record<string, number>} */
  #counts = {};

  /** @param {string} address @param {RequestInit} init */
  fetch = async (address, init) => {
    const path = address.replace('/api/', '');
    this.#counts[path] = (this.#counts[path] ?? 0) + 1;
    const fault = this.fault(path, this.#counts[path]);
    if (fault === 'lost') throw new TypeError('no connection');
    if (fault === 502) return new Response('<h1>Bad gateway</h1>', { status: 502 });
    if (typeof fault === 'number') return Response.json({ error: 'told to fail' }, { status: fault });
    const answer = await this.#answer(path, /** @type {Uint8Array} */ (init.body));
    if (fault === 'cut') throw new TypeError('connection reset');
    return answer;
  };

  /** @param {string} path @param {Uint8Array} frame @returns {Promise<Response>} */
  async #answer(path, frame) {
    const [id, , ...fields] = unpack(/** @type {any} */ (path), frame);
    this.arrived.push(`${path} ${hex(id)}`);
    if (path === 'begin') return Response.json(await challenge());
    if (path === 'ask') return new Response(this.#mailbox(hex(fields[0])));
    const kept = path === 'put' ? this.parts : this.reports;
    const name = path === 'put' ? `${hex(id)} ${hex(fields[0])}` : hex(id);
    const bytes = fields[path === 'put' ? 1 : 0];
    const before = kept.get(name);
    if (before && hex(await sha256(before)) !== hex(await sha256(bytes))) {
      return Response.json({ error: 'other bytes' }, { status: 409 });
    }
    kept.set(name, bytes.slice());
    return new Response(/** @type {any} */ (pack('done', id, await sha256(bytes))));
  }

  /** @param {string} lookup @returns {any} */
  #mailbox(lookup) {
    const found = [...this.reports.values()]
      .map(parseReportFrame)
      .find((each) => hex(each.lookup) === lookup);
    const slots = Array.from({ length: 4 }, () => random(REPLY));
    return pack('answer', found ? found.state : random(STATE), ...slots);
  }
}

const challenge = () => createChallenge({ algorithm: 'SHA-256', cost: 1, keyPrefix: '0', deriveKey });
