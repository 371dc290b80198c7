/** What the vectors of reports, threads, names, files, vaults and ledgers ask for (see simple_ops.mjs). */
import { hex, sha256, u32, unhex, utf8 } from '../../../crypto/browser/bytes.mjs';
import { verifyChain } from '../../../crypto/browser/chain.mjs';
import { deriveKeys } from '../../../crypto/browser/code.mjs';
import { parseItemFrame, parseMessageFrame, parseReportFrame } from '../../../crypto/browser/deposit.mjs';
import { Malformed } from '../../../crypto/browser/errors.mjs';
import { openFile, partsOf } from '../../../crypto/browser/files.mjs';
import { PART, pack } from '../../../crypto/browser/frame.mjs';
import { openIdentity, openReleasedShare, openShare } from '../../../crypto/browser/identity.mjs';
import { openReplies, openState } from '../../../crypto/browser/mailbox.mjs';
import { openNote } from '../../../crypto/browser/note.mjs';
import { openMessage, openReport, openRoute } from '../../../crypto/browser/opening.mjs';
import { readKeyring } from '../../../crypto/browser/publish.mjs';
import { readRoot } from '../../../crypto/browser/root.mjs';
import * as vault from '../../../crypto/browser/vault.mjs';
import { instanceIn } from './simple_ops.mjs';
import { readVectors } from './vector_files.mjs';

/** @typedef {import('./vector_files.mjs').Case} Case */
/** @typedef {import('./simple_ops.mjs').Op} Op */

/** @type {Map<string, ReturnType<typeof deriveKeys>>} */
const derived = new Map();

/** A code is stretched once, however many cases use it. @param {Case} given */
function keysIn(given) {
  const name = given.iid + given.entropy;
  const keys = derived.get(name) ?? deriveKeys(instanceIn(given), unhex(given.entropy));
  derived.set(name, keys);
  return keys;
}

/** @param {AsyncIterable<Uint8Array>} chunks */
async function hashOf(chunks) {
  const all = [];
  for await (const chunk of chunks) all.push(...chunk);
  return hex(await sha256(Uint8Array.from(all)));
}

/** An item's frame, field by field. @param {Case} item */
const itemOf = ({ id, kind, seq, folder_wrap, reporter_wrap = '', body }) =>
  parseItemFrame(
    pack('item', unhex(id), utf8(kind), u32(seq), unhex(folder_wrap), unhex(reporter_wrap), unhex(body)),
  );

/** @type {Record<string, Op>} */
const REPORTS = {
  parse_report_frame: async ({ payload }) => {
    const { folder } = parseReportFrame(unhex(payload));
    return { folder: hex(folder), done: hex(await sha256(unhex(payload))) };
  },
  open_route: async (given) => {
    const keyring = await readKeyring(unhex(given.keyring_document));
    const frame = parseReportFrame(unhex(given.payload));
    const { to, barred } = await openRoute(instanceIn(given), keyring, unhex(given.seed), frame);
    return { to, barred };
  },
  open_report: async (given) => {
    const keyrings = /** @type {any[]} */ (
      given.keyrings.map((/** @type {string} */ hash) => ({ hash: unhex(hash) }))
    );
    const frame = given.item ? itemOf(given.item) : parseReportFrame(unhex(given.payload)).item;
    const [folder, seed] = [unhex(given.folder), unhex(given.seed)];
    const { hash, report } = await openReport(instanceIn(given), folder, seed, frame, keyrings);
    const { reporter_vk, left_out, answers } = report;
    return { document_hash: hash, what: answers.what, reporter_vk, left_out };
  },
  open_state: async (given) => openState(instanceIn(given), await keysIn(given), unhex(given.sealed)),
  open_replies: async (given) => {
    const [instance, keys] = [instanceIn(given), await keysIn(given)];
    const keyring = await readKeyring(unhex(given.keyring_document));
    const state = await openState(instance, keys, unhex(given.sealed_state));
    const {
      replies,
      findings,
      state: learnt,
      more,
    } = await openReplies(...[instance, keys, state, keyring], given.slots.map(unhex));
    return {
      ...{
        seqs: replies.map(({ seq }) => seq),
        findings: findings.map(({ fault, seq }) => ({ fault, seq })),
      },
      ...{ epoch: learnt.epoch, reply_seq: learnt.reply?.seq ?? 0, more },
    };
  },
  open_note: async (given) => {
    const keyring = await readKeyring(unhex(given.keyring_document));
    const seeds = given.seeds.map(unhex);
    const item = itemOf(given.item);
    const { note } = await openNote(instanceIn(given), unhex(given.folder), seeds, keyring, item);
    return { field_name: note.name, value: note.value };
  },
  open_message: async (given) => {
    const [folder, payload] = [unhex(given.folder), unhex(given.payload)];
    const report = /** @type {any} */ ({
      folder,
      hash: given.report_hash,
      report: { reporter_vk: given.reporter_vk },
    });
    const { item } = parseMessageFrame(payload);
    const { seq, message } = await openMessage(instanceIn(given), report, given.seeds.map(unhex), item);
    return { seq, text: message.text, ack_seq: message.ack?.seq, done: hex(await sha256(payload)) };
  },
};

/** @type {Record<string, Op>} */
const NAMES_AND_FILES = {
  open_share: async (given) => {
    const { folder, item, kid, group, xseed, slot } = given;
    const officer = { kid, group, xseed: unhex(xseed) };
    return {
      share: hex(await openShare(instanceIn(given), unhex(folder), unhex(item), officer, unhex(slot))),
    };
  },
  open_released_share: async (given) => {
    const { folder, item, asking_event: asking, xseed, released } = given;
    const share = await openReleasedShare(
      ...[instanceIn(given), unhex(folder), unhex(item), unhex(asking), unhex(xseed), unhex(released)],
    );
    return { share: hex(share) };
  },
  open_identity: async (given) => {
    const shares = ['1', '2'].map((group) => given.shares[group] && unhex(given.shares[group]));
    const [folder, item, sealed] = [given.folder, given.item, given.sealed].map(unhex);
    const { name, contact } = await openIdentity(instanceIn(given), folder, item, shares, sealed);
    return { given_name: name, contact };
  },
  open_file: async (given) => {
    const { file } = given;
    const stream = new Uint8Array(file.start + given.ciphertext.length / 2);
    stream.set(unhex(given.ciphertext), file.start);
    if (!partsOf(file).length) throw new Malformed('no parts');
    const part = async (/** @type {number} */ number) => stream.subarray(number * PART, (number + 1) * PART);
    return { content_hash: await hashOf(openFile(instanceIn(given), unhex(given.folder), file, part)) };
  },
};

/** Keyrings and roots stand in one case of the file only. @returns {{ keyring_documents: string[], root_documents: string[] }} */
const published = () =>
  /** @type {any} */ (readVectors('ledger.json').find((each) => each.keyring_documents));

/** @type {Record<string, Op>} */
const STAFF = {
  passphrase_keys: async (given) => {
    const { oid, salt, passphrase } = given;
    const { authKey, kek } = await vault.passphraseKeys(instanceIn(given), oid, unhex(salt), passphrase);
    return { auth_key: hex(authKey), kek: hex(kek) };
  },
  passkey_inputs: (given) => {
    const { first, second } = vault.passkeyInputs(instanceIn(given), unhex(given.salt));
    return { first: hex(first), second: hex(second) };
  },
  passkey_kek: async (given) => {
    const [id, first, second] = [given.credential_id, given.first, given.second].map(unhex);
    return { kek: hex(await vault.passkeyKek(instanceIn(given), given.rp_id, given.oid, id, first, second)) };
  },
  passkey_salt: async (given) => ({ salt: hex(await vault.passkeySalt(instanceIn(given), given.rp_id)) }),
  passkey_auth_key: async (given) => {
    const [id, first, second] = [given.credential_id, given.first, given.second].map(unhex);
    const key = await vault.passkeyAuthKey(instanceIn(given), given.rp_id, given.oid, id, first, second);
    return { auth_key: hex(key) };
  },
  recovery_code: async (given) => {
    const hashed = await sha256(vault.recoveryCode(instanceIn(given), given.oid, given.code));
    return { hash: hex(hashed) };
  },
  unwrap_vault_key: async (given) => {
    const [method, kek, wrapped] = [given.method, given.kek, given.wrapped].map(unhex);
    return { vault_key: hex(await vault.unwrapVaultKey(instanceIn(given), given.oid, method, kek, wrapped)) };
  },
  open_vault: async (given) => {
    const [key, sealed] = [given.vault_key, given.sealed].map(unhex);
    const { xseed, sseed, keyring } = await vault.openVault(instanceIn(given), key, given.oid, sealed);
    return { xseed, sseed, keyring_number: keyring.number, keyring_hash: keyring.hash };
  },
  verify_chain: async (given) => {
    const { keyring_documents, root_documents } = published();
    const keyrings = await Promise.all(keyring_documents.map((each) => readKeyring(unhex(each))));
    const roots = await Promise.all(root_documents.map((each) => readRoot(unhex(each))));
    const readers = given.readers && new Set(given.readers);
    const frames = given.frames.map(unhex);
    const ledger = await verifyChain(
      frames,
      instanceIn(given),
      unhex(given.folder),
      keyrings,
      readers,
      roots,
    );
    const { members, barred, epoch } = ledger;
    return { members: [...members.keys()].sort(), barred: [...barred].sort(), epoch };
  },
};

/** @type {Record<string, Op>} */
export const LETTERS = { ...REPORTS, ...NAMES_AND_FILES, ...STAFF };
