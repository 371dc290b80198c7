/**
 * A worker of the benchmark: seals with the page's own modules and says how long it took.
 *
 * A message `{ verb, input }` is answered by one with the verb's figures in it.
 */
import { deriveKeys, newCode } from '../../crypto/browser/code.mjs';
import { FileStream } from '../../crypto/browser/files.mjs';
import { sealReport } from '../../crypto/browser/report.mjs';
import { newId } from '../../crypto/browser/seeds.mjs';
import { establish } from '../../portal/browser/sealing/trust.mjs';

const MIB = 1 << 20;

/** @type {import('../../portal/browser/sealing/trust.mjs').Trust} */
let trust;

/** @param {import('../../portal/browser/sealing/trust.mjs').Page} page */
async function prepare(page) {
  trust = await establish(page);
  return trust.keyring.officers.length;
}

/** One report to every officer, from the words to the bytes that are sent. @param {string} words */
async function report(words) {
  const begun = performance.now();
  const keys = await deriveKeys(trust.instance, newCode());
  const derived = performance.now();
  const letter = { folder: newId(), answers: { what: words }, language: 'en' };
  const { payload } = await sealReport(trust.instance, trust.keyring, keys, letter);
  return { code: derived - begun, all: performance.now() - begun, bytes: payload.length };
}

/** @type {Blob} */
let chosen;

/** A file of that many MiB: one random MiB again and again, so that making it leaves no memory behind. @param {number} mib */
async function choose(mib) {
  const piece = new Uint8Array(MIB);
  for (let at = 0; at < MIB; at += 65_536) crypto.getRandomValues(piece.subarray(at, at + 65_536));
  const blob = new Blob([piece]);
  chosen = new Blob(Array.from({ length: mib }, () => blob));
}

/** Milliseconds to seal it, part by part, as if each were sent. */
async function seal() {
  const begun = performance.now();
  const attachment = { name: 'film.mp4', type: 'video/mp4', blob: chosen };
  const stream = new FileStream(trust.instance, newId(), [attachment]);
  for await (const part of stream.seal()) if (!part.length) throw new Error('an empty part');
  await stream.finish();
  return performance.now() - begun;
}

/** Milliseconds of the same bytes through WebCrypto and nothing else. */
async function raw() {
  const begun = performance.now();
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  for (let at = 0; at < chosen.size; at += MIB) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, await chosen.slice(at, at + MIB).arrayBuffer());
  }
  return performance.now() - begun;
}

/** @type {Record<string, (input: any) => Promise<unknown>>} */
const VERBS = { prepare, report, choose, seal, raw };

addEventListener('message', async ({ data: { verb, input } }) => {
  try {
    postMessage({ result: await VERBS[verb](input) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
