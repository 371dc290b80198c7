/**
 * `node crypto/browser/make_vectors.mjs` writes crypto/vectors/from_browser.json: what JavaScript sealed and signed,
 * in the shapes of the other vectors, for Python to open.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { concat, hex, sha256, unhex, utf8 } from './bytes.mjs';
import { newCast, seed, short, TODAY } from './cast.mjs';
import { deriveKeys, spell } from './code.mjs';
import { parseReportFrame } from './deposit.mjs';
import { enrol, kidWords } from './enrol.mjs';
import { FileStream } from './files.mjs';
import { openShare } from './identity.mjs';
import { slots } from './keyring.mjs';
import { staffVectors } from './make_staff_vectors.mjs';
import { openReplies, sealMessage, sealState } from './mailbox.mjs';
import { openReport, sealReply } from './opening.mjs';
import { sealReport } from './report.mjs';
import { Signed } from './signed.mjs';
import { NO_HASH } from './thread.mjs';
import { unwrapFolderSeed } from './wrap.mjs';

const WHAT = 'Sealed in a browser – 😀';
const NAME = { name: 'Ann Example', contact: '07700 900000', share_with: ['Monitoring Officer'] };

const cast = await newCast();
const { instance, keyring, monitoring, deputy, reviewer, collector } = cast;
const iid = hex(instance.iid);
const known = { iid, keyring_document: hex(keyring.document) };
const folder = await short('folder from the browser');
const entropy = (await seed('code from the browser')).slice(0, 13);
const keys = await deriveKeys(instance, entropy);

/** @param {string} op @param {object} values */
const ok = (op, values) => ({ name: 'from the browser', op, expect: 'ok', ...values });

async function council() {
  const newcomer = {
    xseed: await seed('x Newcomer'),
    sseed: await seed('s Newcomer'),
    oid: await short('oid Newcomer'),
  };
  const joining = await enrol(instance, hex(newcomer.oid), newcomer.xseed, newcomer.sseed);
  const [[kid]] = Signed.unpack(joining).signatures;
  const officers = [monitoring, deputy, reviewer, cast.clerk];
  return [
    ok('verify_roots', {
      ...{ frames: [hex(cast.rootSigned.pack())], first_hash: hex(cast.root.hash), today: TODAY },
      ...{ least_threshold: 2, iid, words: await spell(cast.root.hash, 12) },
    }),
    ok('verify_keyring', {
      ...{ frame: hex(cast.keyringSigned.pack()), roots: [hex(cast.root.document)], iid, today: TODAY },
      ...{ at_least_number: 1, number: 1, hash: hex(keyring.hash), slot_count: slots(keyring).length },
      kids: Object.fromEntries(officers.map(({ name, kid: id }) => [name, id])),
    }),
    ok('verify_enrolment', {
      iid,
      frame: hex(joining),
      oid: hex(newcomer.oid),
      kid,
      words: await kidWords(kid),
    }),
  ];
}

/** Two files, and the second as a case. */
async function attached() {
  const content = utf8('0123456789'.repeat(2000));
  const stream = new FileStream(instance, folder, [
    { name: 'first.txt', type: 'text/plain', blob: new Blob(['first']) },
    { name: 'llun.txt', type: 'text/plain', removed: ['place'], blob: new Blob([content]) },
  ]);
  const parts = [];
  for await (const part of stream.seal()) parts.push(part.slice());
  const files = await stream.finish();
  const file = files.files[1];
  const ciphertext = concat(...parts).slice(file.start, file.start + file.length);
  const given = { iid, folder: hex(folder), file, ciphertext: hex(ciphertext) };
  return { files, given: ok('open_file', { ...given, content_hash: hex(await sha256(content)) }) };
}

async function letters() {
  const { files, given } = await attached();
  const letter = {
    folder,
    answers: { what: WHAT, where: ['office', 'home'] },
    language: 'en',
    files,
    identity: NAME,
  };
  const { payload, state } = await sealReport(instance, keyring, keys, { ...letter, leftOut: [deputy.oid] });
  const frame = parseReportFrame(payload);
  const at = slots(keyring).findIndex(({ id }) => id === monitoring.kid);
  const kid = unhex(monitoring.kid);
  const opener = [kid, frame.pkHash, monitoring.xseed, frame.slots[at]];
  const inner = await unwrapFolderSeed(instance, folder, 1, opener[0], opener[1], opener[2], opener[3]);
  const report = await openReport(instance, folder, inner, frame.item, [keyring]);
  const [payloadHex, folderHex] = [hex(payload), hex(folder)];
  const to = slots(keyring).flatMap(({ id, share }) => (share || id === deputy.kid ? [] : id));
  const halves = await names(frame);
  const wrap = { epoch: 1, holder: monitoring.kid, pk_hash: hex(frame.pkHash), xseed: hex(monitoring.xseed) };
  return [
    given,
    ok('parse_report_frame', { payload: payloadHex, folder: folderHex, done: hex(await sha256(payload)) }),
    ok('open_route', { ...known, payload: payloadHex, seed: hex(collector.xseed), to, barred: [deputy.oid] }),
    ok('unwrap_folder_seed', {
      iid,
      folder: folderHex,
      ...wrap,
      wrap: hex(frame.slots[at]),
      seed: hex(inner),
    }),
    ok('open_report', {
      ...{ payload: payloadHex, iid, folder: folderHex, seed: hex(inner), keyrings: [hex(keyring.hash)] },
      ...{
        document_hash: report.hash,
        what: WHAT,
        reporter_vk: hex(keys.reporterVk),
        left_out: [deputy.oid],
      },
    }),
    ok('open_state', {
      ...{ iid, entropy: hex(entropy), sealed: hex(frame.state), receipt: state.receipt, sent: state.sent },
      pk: state.pk,
    }),
    ...halves,
    name(frame, halves),
    ...(await thread(frame, report, inner, state)),
  ];
}

/** The two half-keys of the officers who were not left out. @param {import('./deposit.mjs').ReportFrame} frame */
const names = ({ slots: all, item }) =>
  Promise.all(
    [monitoring, reviewer].map(async (who, i) => {
      const at = slots(keyring).findIndex(({ id, share }) => id === who.kid && share);
      const opener = { kid: who.kid, group: i + 1, xseed: who.xseed };
      const share = hex(await openShare(instance, folder, item.id, opener, all[at]));
      const place = { iid, folder: hex(folder), item: hex(item.id), slot: hex(all[at]), share };
      return ok('open_share', { ...place, ...opener, xseed: hex(who.xseed) });
    }),
  );

/** The name, from both halves. @param {import('./deposit.mjs').ReportFrame} frame @param {any[]} halves */
const name = ({ item, identity }, halves) =>
  ok('open_identity', {
    ...{ iid, folder: hex(folder), item: hex(item.id), sealed: hex(identity) },
    ...{ shares: { 1: halves[0].share, 2: halves[1].share }, given_name: NAME.name, contact: NAME.contact },
  });

/**
 * @param {import('./deposit.mjs').ReportFrame} frame
 * @param {import('./opening.mjs').OpenedReport} report
 * @param {Uint8Array} inner
 * @param {import('./letter.mjs').MailboxState} state
 */
async function thread(frame, report, inner, state) {
  const slot = await sealReply(instance, report, {
    seq: 1,
    sseed: monitoring.sseed,
    reply: {
      ...{
        by: monitoring.kid,
        on: TODAY,
        prev: NO_HASH,
        ack: { seq: 0, hash: report.hash },
        text: 'Diolch.',
      },
      ...{
        status: 'received',
        next_date: null,
        readers: [],
        folder: { epoch: 1, pk: state.pk, removed: [] },
      },
    },
  });
  const filling = utf8('filling');
  const read = await openReplies(instance, keys, state, keyring, [slot, filling]);
  const words = { topic: 'more', text: 'And then – eto' };
  const { payload, done } = await sealMessage(instance, keyring, keys, read.state, frame.state, words);
  const sealed = await sealState(instance, keys, state);
  return [
    ok('open_replies', {
      ...{ ...known, entropy: hex(entropy), sealed_state: hex(sealed), slots: [hex(slot), hex(filling)] },
      ...{ seqs: [1], findings: [], epoch: 1, reply_seq: 1, more: false },
    }),
    ok('open_message', {
      ...{
        iid,
        payload: hex(payload),
        seeds: [hex(inner)],
        folder: hex(folder),
        reporter_vk: hex(keys.reporterVk),
      },
      ...{ report_hash: report.hash, text: words.text, seq: 1, ack_seq: 1, done: hex(done) },
    }),
  ];
}

const LONG = 2000;

/** As the other files: long strings stand once in `blobs`, and all is ASCII. @param {object[]} cases */
function written(cases) {
  /** @type {Map<string, string>} */
  const blobs = new Map();
  const named = JSON.stringify(cases, (_, value) => {
    if (typeof value !== 'string' || value.length <= LONG) return value;
    if (!blobs.has(value)) blobs.set(value, `@${blobs.size}`);
    return blobs.get(value);
  });
  const shared = JSON.stringify(Object.fromEntries([...blobs].map(([text, name]) => [name, text])));
  const escaped = (/** @type {string} */ unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `{"blobs":${shared},"cases":${named}}\n`.replace(/[^\n-~]/g, escaped);
}

const cases = [...(await council()), ...(await letters()), ...(await staffVectors(cast, folder, ok))];
writeFileSync(new URL('../vectors/from_browser.json', import.meta.url), written(cases));
