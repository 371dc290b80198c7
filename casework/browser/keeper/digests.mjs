/**
 * The list of every byte that is served: read here line by line, and signed by a custodian (portal/digests.py).
 * Nothing is signed but what was read here, and only for this installation.
 * @module
 */
import { hex, sha256, unhex, utf8 } from '../../../crypto/browser/bytes.mjs';
import { spell } from '../../../crypto/browser/code.mjs';
import { custodianId, instanceOf } from '../../../crypto/browser/root.mjs';
import { sign, verificationKey } from '../../../crypto/browser/seeds.mjs';
import { keys, refreshTrust } from './account.mjs';
import { getJson } from './server.mjs';
import { or, Trouble } from './trouble.mjs';

const HEAD = /^candour digests 1\ninstance ([0-9a-f]{32})\n/;
const ENTRY = /^([0-9a-f]{64}) (portal|casework) (\/[!-~]*)$/;
const SIGNATURE = /^signed [0-9a-f]{32} [0-9a-f]{128}$/;
const FIRST_WORDS = 12;

/** H of the list that the page shows. @type {Uint8Array | null} */
let shown = null;

/**
 * Read a list.
 * @param {Uint8Array} bytes
 * @returns {{ iid: string, signed: string, portal: number, casework: number }} `signed`: what signatures are of;
 *   how many lines name something of the portal, and of casework
 * @throws {Trouble} list-bad, if one line is out of place
 */
export function readList(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const head = HEAD.exec(text);
  if (!head || !text.endsWith('\n')) throw new Trouble('list-bad');
  const lines = text.slice(head[0].length).split('\n').slice(0, -1);
  const cut = lines.findIndex((line) => line.startsWith('signed '));
  const entries = cut < 0 ? lines : lines.slice(0, cut);
  const found = entries.map((line) => ENTRY.exec(line) ?? []);
  const places = found.map(([, digest, program, path]) => `${program} ${path} ${digest}`);
  const isOrdered = places.every((place, i) => i === 0 || places[i - 1] < place);
  const isWhole = found.every(({ length }) => length) && lines.slice(entries.length).every(isSignature);
  if (!isOrdered || !isWhole || !entries.length) throw new Trouble('list-bad');
  const portal = found.filter(([, , program]) => program === 'portal').length;
  const signed = `${[head[0].trimEnd(), ...entries].join('\n')}\n`;
  return { iid: head[1], signed, portal, casework: entries.length - portal };
}

/** @param {string} line */
const isSignature = (line) => SIGNATURE.test(line);

/** What a custodian needs to see before signing a list. @param {{ bytes: Uint8Array }} asked */
export async function list({ bytes }) {
  shown = null;
  const { iid, signed, portal, casework } = await or('list-bad', async () => readList(bytes));
  const { demo } = await getJson('/api/session');
  await refreshTrust(demo);
  const { roots } = keys();
  if (!roots.length) throw new Trouble('list-early');
  if (iid !== hex((await instanceOf(roots)).iid)) throw new Trouble('list-elsewhere');
  const hash = await sha256(utf8(signed));
  shown = hash;
  return { portal, casework, hash: hex(hash), words: await spell(hash, FIRST_WORDS) };
}

/** Sign the list that was shown. @param {{ hash: string }} asked @returns {Promise<{ id: string, line: string }>} */
export async function signList({ hash }) {
  const { roots, vault } = keys();
  if (!shown || hex(shown) !== hash) throw new Trouble('list-bad');
  const sseed = unhex(vault.sseed);
  const id = await custodianId(await verificationKey(sseed));
  if (!roots.at(-1)?.custodians.some((each) => each.id === id)) throw new Trouble('list-not-yours');
  const signature = await sign(await instanceOf(roots), sseed, 'digests', shown);
  return { id, line: `signed ${id} ${hex(signature)}` };
}
