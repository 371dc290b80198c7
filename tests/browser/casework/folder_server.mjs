/**
 * A casework server in memory, for keepers of several officers: it keeps what they send, checks next to nothing, and
 * tests make it lie.
 */
import { openWith } from '../../../casework/browser/keeper/account.mjs';
import { fromBase64, toBase64 } from '../../../casework/browser/keeper/server.mjs';
import { concat, hex, u32 } from '../../../crypto/browser/bytes.mjs';
import { UNROOTED } from '../../../crypto/browser/context.mjs';
import { unpack } from '../../../crypto/browser/frame.mjs';
import { decodeEvent } from '../../../crypto/browser/ledger.mjs';
import { newSeed } from '../../../crypto/browser/seeds.mjs';
import { Signed } from '../../../crypto/browser/signed.mjs';
import { NO_HASH } from '../../../crypto/browser/thread.mjs';
import { sealVault, wrapVaultKey } from '../../../crypto/browser/vault.mjs';

/** @typedef {import('../crypto/office.mjs').Office} Office */
/** @typedef {import('../crypto/office.mjs').Person} Person */
/** @typedef {{ kind: string, events: string[], wraps: { epoch: number, id: string, wrap: string }[], chains: any[], items: any[], excluded: string[] }} Kept */

const METHOD = new TextEncoder().encode('passphrase');
/** @param {string} frame base64 */
export const eventOf = (frame) => decodeEvent(Signed.unpack(fromBase64(frame)).document);

export class FolderServer {
  /** @type {Map<string, Kept>} */
  folders = new Map();
  /** Requests that changed something, by path. @type {string[]} */
  sent = [];

  /** @param {Office} office */
  constructor(office) {
    this.office = office;
    /** @type {Person} */
    this.officer = office.monitoring;
    globalThis.fetch = /** @type {any} */ (
      async (/** @type {string} */ path, /** @type {any} */ request) =>
        this.answer(path, request?.body && JSON.parse(request.body))
    );
  }

  /** The keeper's keys become this officer's. @param {Person} officer */
  async signIn(officer) {
    this.officer = officer;
    const [vaultKey, kek] = [newSeed(), newSeed()];
    const keyring = { number: 0, hash: NO_HASH };
    const seeds = { xseed: hex(officer.xseed), sseed: hex(officer.sseed) };
    this.vault = toBase64(await sealVault(UNROOTED, vaultKey, { oid: officer.oid, ...seeds, keyring }));
    this.wrapped = toBase64(await wrapVaultKey(UNROOTED, officer.oid, METHOD, kek, vaultKey));
    await openWith(officer.oid, new Uint8Array(), async () => ({ authKey: newSeed(), kek }), 'vault-broken');
  }

  /** @param {string} path @param {any} body */
  async answer(path, body) {
    const { rootFrame, keyringFrame } = this.office;
    const methods = [{ method: 'passphrase', credential: '', salt: '00'.repeat(16), wrapped: this.wrapped }];
    /** @type {Record<string, () => any>} */
    const known = {
      '/api/session': () => Response.json({ oid: this.officer.oid, demo: false, title: '', passkeys: 0 }),
      '/api/vault': () => Response.json({ vault: this.vault, methods }),
      '/api/roots': () => new Response(/** @type {any} */ (concat(u32(rootFrame.length), rootFrame))),
      '/api/keyring': () => new Response(/** @type {any} */ (keyringFrame)),
      '/api/folders': () => this.begin(body),
    };
    if (known[path]) return known[path]();
    const [, , , name, what] = path.split('/');
    const folder = this.folders.get(name);
    if (!folder) return Response.json({ error: 'none' }, { status: 404 });
    return body ? this.change(folder, what, body) : this.show(name, folder, what);
  }

  /** @param {{ kind: string, event: string, wraps: string[] }} body */
  begin({ kind, event, wraps }) {
    const kept = { kind, events: [event], wraps: wraps.map(wrapOf), chains: [], items: [], excluded: [] };
    this.folders.set(eventOf(event).folder, kept);
    return Response.json({}, { status: 201 });
  }

  /** @param {string} name @param {Kept} folder @param {string | undefined} what */
  show(name, { kind, events, wraps, chains, items, excluded }, what) {
    if (what === 'access') {
      const candidates = this.office.fields.officers.map(({ kid }) => ({ kid, longest: null }));
      return Response.json({ authority: 'decides', candidates });
    }
    const mine = wraps.filter(({ id }) => id === this.officer.kid);
    const frames = events.map((frame) => ({ frame }));
    return Response.json({ folder: name, kind, wraps: mine, chains, events: frames, items, excluded });
  }

  /** @param {Kept} folder @param {string} what @param {any} body */
  change(folder, what, body) {
    const event = eventOf(body.event);
    if (event.seq !== folder.events.length) return Response.json({ error: 'moved' }, { status: 409 });
    this.sent.push(what);
    folder.events.push(body.event);
    if (what === 'items') folder.items.push({ ...body, kind: 'field', seq: 1, by: event.by, on: event.on });
    for (const wrap of body.wraps ?? []) folder.wraps.push(wrapOf(wrap));
    if (what === 'revocations') folder.wraps = folder.wraps.filter(({ id }) => !event.to.includes(id));
    if (what === 'rolls')
      folder.chains.push({ epoch: event.epoch, pk_hash: event.pk, sealed: wrapOf(body.chain).wrap });
    return Response.json({}, { status: 201 });
  }
}

/** @param {string} frame base64 */
function wrapOf(frame) {
  const [, epoch, id, wrap] = unpack('wrap', fromBase64(frame));
  return { epoch: epoch[3], id: hex(id), wrap: toBase64(wrap) };
}
