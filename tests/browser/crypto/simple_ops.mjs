/**
 * What the vectors of single parts ask for: by `op`, from a case to what must come out (compared with the case's own
 * fields of the same names, bytes as hex). A refusal is an exception.
 */
import * as body from '../../../crypto/browser/body.mjs';
import { hex, hkdf, sha256, unhex } from '../../../crypto/browser/bytes.mjs';
import * as code from '../../../crypto/browser/code.mjs';
import { Instance, lp } from '../../../crypto/browser/context.mjs';
import { decode } from '../../../crypto/browser/document.mjs';
import { kidWords, verifyEnrolment } from '../../../crypto/browser/enrol.mjs';
import { LAYOUTS, pack, unpack } from '../../../crypto/browser/frame.mjs';
import { slots } from '../../../crypto/browser/keyring.mjs';
import * as padding from '../../../crypto/browser/padding.mjs';
import { readKeyring, verifyKeyring } from '../../../crypto/browser/publish.mjs';
import { instanceOf, readRoot, verifyRoots } from '../../../crypto/browser/root.mjs';
import * as seeds from '../../../crypto/browser/seeds.mjs';
import { tree } from '../../../crypto/browser/tree.mjs';
import * as wrap from '../../../crypto/browser/wrap.mjs';

/** @typedef {import('./vector_files.mjs').Case} Case */
/** @typedef {(given: Case) => unknown} Op */

/** @param {Case} given */
export const instanceIn = ({ iid }) => new Instance(unhex(iid));

/** Byte i is i mod 251. @param {number} length */
export const pattern = (length) => Uint8Array.from({ length }, (_, i) => i % 251);

/** @param {number} type */
const nameOf = (type) => Object.keys(LAYOUTS).find((name) => LAYOUTS[name].type === type) ?? '';

/** @param {string[]} parts */
const unhexed = (parts) => parts.map(unhex);

/** @type {Record<string, Op>} */
export const SIMPLE = {
  document: ({ bytes, keys }) => {
    decode(
      unhex(bytes),
      'test',
      Object.fromEntries(keys.map((/** @type {string} */ key) => [key, () => true])),
    );
  },
  frame: ({ type, frame, fields }) => {
    const found = unpack(nameOf(type), unhex(frame));
    return { fields: found.map(hex), frame: fields && hex(pack(nameOf(type), ...unhexed(fields))) };
  },
  lp: ({ parts }) => ({ out: hex(lp(...unhexed(parts))) }),
  lp_length: ({ length }) => {
    lp(new Uint8Array(length));
  },
  context: (given) => ({ out: hex(instanceIn(given).context(given.label, ...unhexed(given.parts))) }),
  hash: async ({ content }) => ({ out: hex(await sha256(unhex(content))) }),
  hkdf: async ({ secret, info, length }) => ({ out: hex(await hkdf(unhex(secret), unhex(info), length)) }),
  round_up: ({ length }) => ({ out: padding.roundUp(length) }),
  stream_length: ({ length }) => ({ out: padding.streamLength(length) }),
  pad: async ({ length, floor }) => {
    const padded = padding.pad(pattern(length), floor);
    return { size: padded.length, hash: hex(await sha256(padded)) };
  },
  unpad: ({ floor, padded }) => ({ content: hex(padding.unpad(unhex(padded), floor)) }),
  tree: async (given) => ({ out: hex(await tree(instanceIn(given), pattern(given.length))) }),
  seal_body: async ({ key, context, salt, length }) => {
    const sealed = await body.sealBody(unhex(key), unhex(context), pattern(length), unhex(salt));
    return { size: body.sealedLength(length), hash: hex(await sha256(sealed)) };
  },
  open_body: async ({ key, context, body: sealed, length }) => {
    const plain = await body.openBody(unhex(key), unhex(context), unhex(sealed));
    return { length: hex(plain) === hex(pattern(length)) ? length : 'another text' };
  },
  exchange_public: async ({ seed }) => ({ out: hex(await seeds.exchangePublic(unhex(seed))) }),
  verification_key: async ({ seed }) => ({ out: hex(await seeds.verificationKey(unhex(seed))) }),
  verify: (given) => {
    const { vk, signature, label, parts } = given;
    return seeds.verify(instanceIn(given), unhex(vk), unhex(signature), label, ...unhexed(parts));
  },
  sign: async (given) => {
    const { seed, label, parts } = given;
    return { signature: hex(await seeds.sign(instanceIn(given), unhex(seed), label, ...unhexed(parts))) };
  },
  check_exchange_public: ({ public: pk }) => {
    seeds.checkExchangePublic(unhex(pk));
  },
  unseal: async ({ seed, info, sealed }) => ({
    secret: hex(await wrap.unseal(unhex(seed), unhex(info), unhex(sealed))),
  }),
  unwrap_folder_seed: async (given) => {
    const [folder, holder, pkHash, xseed, sealed] = unhexed([
      ...[given.folder, given.holder, given.pk_hash, given.xseed, given.wrap],
    ]);
    const { epoch } = given;
    return {
      seed: hex(await wrap.unwrapFolderSeed(instanceIn(given), folder, epoch, holder, pkHash, xseed, sealed)),
    };
  },
  unchain_seed: async (given) => {
    const [folder, seed, oldHash, chained] = unhexed([
      given.folder,
      given.seed,
      given.old_pk_hash,
      given.chained,
    ]);
    return {
      old: hex(await wrap.unchainSeed(instanceIn(given), folder, given.epoch, seed, oldHash, chained)),
    };
  },
};

/** @type {Record<string, Op>} */
export const COUNCIL = {
  words: async (given) => ({ words: await code.words(instanceIn(given), unhex(given.entropy)) }),
  derive_keys: async (given) => {
    const keys = await code.deriveKeys(instanceIn(given), unhex(given.entropy));
    return {
      ...{ lookup: hex(keys.lookup), auth: hex(keys.auth), auth_hash: hex(keys.authHash) },
      ...{ reply_seed: hex(keys.replySeed), sign_seed: hex(keys.signSeed), state_key: hex(keys.stateKey) },
      ...{ reporter_vk: hex(keys.reporterVk), author_secret: hex(keys.authorSecret) },
    };
  },
  parse_code: async (given) => ({ entropy: hex(await code.parseCode(instanceIn(given), given.text)) }),
  read_root: async ({ document }) => {
    await readRoot(unhex(document));
  },
  verify_roots: async ({ frames, first_hash: first, today, least_threshold: leastThreshold }) => {
    const roots = await verifyRoots(unhexed(frames), first && unhex(first), today, { leastThreshold });
    return { iid: hex((await instanceOf(roots)).iid), words: await code.spell(roots[0].hash, 12) };
  },
  read_keyring: async ({ document }) => {
    await readKeyring(unhex(document));
  },
  verify_keyring: async (given) => {
    const { frame, roots, today, at_least_number: least, kids = {} } = given;
    const known = await Promise.all(unhexed(roots).map(readRoot));
    const keyring = await verifyKeyring(unhex(frame), known, instanceIn(given), today, least);
    const listed = new Set(keyring.officers.map(({ kid }) => kid));
    return {
      ...{ number: keyring.number, hash: hex(keyring.hash), slot_count: slots(keyring).length },
      kids: Object.fromEntries(Object.entries(kids).filter(([, kid]) => listed.has(kid))),
    };
  },
  verify_enrolment: async (given) => {
    const { oid, kid } = await verifyEnrolment(unhex(given.frame), instanceIn(given));
    return { oid, kid, words: await kidWords(kid) };
  },
};
