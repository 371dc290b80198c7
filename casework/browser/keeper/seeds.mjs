/**
 * A folder's seeds, one an epoch: out of this officer's wraps, and older ones out of the seed chains (protocol §5,
 * §8). A seed counts only if its public key is the one that the ledger names; a roll counts only if its seed chain
 * opens to the seed before.
 * @module
 */
import { unhex } from '../../../crypto/browser/bytes.mjs';
import { CannotOpen } from '../../../crypto/browser/errors.mjs';
import { unchainSeed, unwrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { trusted } from './account.mjs';
import { fromBase64 } from './server.mjs';

/** @typedef {{ epoch: number, id: string, wrap: string }} Wrap */
/** @typedef {{ epoch: number, pk_hash: string, sealed: string }} Chain */
/** H(folder key) by epoch, hex. @typedef {ReadonlyMap<number, string>} PkHashes */

/**
 * The seeds that open, newest epoch first. `isVoid`: a roll among them does not lead back to the key before.
 * @param {Uint8Array} id the folder's
 * @param {{ wraps: Wrap[], chains: Chain[] }} sealed
 * @param {PkHashes} pkHashes
 * @returns {Promise<{ seeds: Map<number, Uint8Array>, isVoid: boolean }>}
 */
export async function seedsByEpoch(id, { wraps, chains }, pkHashes) {
  const { trust } = trusted();
  /** @type {Map<number, Uint8Array>} */
  const seeds = new Map();
  let isVoid = false;
  for (let epoch = Math.max(...pkHashes.keys()); epoch >= 1; epoch--) {
    const pkHash = unhex(pkHashes.get(epoch) ?? '');
    const next = seeds.get(epoch + 1);
    const chain = chains.find((each) => each.epoch === epoch + 1);
    const older = next ? await unchained(id, next, chain, pkHash) : null;
    if (next && !older) isVoid = true;
    const mine = wraps.find((wrap) => wrap.epoch === epoch && wrap.id === trust.kid);
    const seed = older ?? (await unwrapped(id, mine, pkHash));
    if (seed) seeds.set(epoch, seed);
  }
  return { seeds, isVoid };
}

/** @param {Uint8Array} id @param {Wrap | undefined} wrap @param {Uint8Array} pkHash */
async function unwrapped(id, wrap, pkHash) {
  if (!wrap) return null;
  const { trust, vault } = trusted();
  const [kid, xseed, sealed] = [unhex(trust.kid), unhex(vault.xseed), fromBase64(wrap.wrap)];
  return orNull(unwrapFolderSeed(trust.instance, id, wrap.epoch, kid, pkHash, xseed, sealed));
}

/** @param {Uint8Array} id @param {Uint8Array} next @param {Chain | undefined} chain @param {Uint8Array} pkHash */
async function unchained(id, next, chain, pkHash) {
  if (!chain) return null;
  const { instance } = trusted().trust;
  return orNull(unchainSeed(instance, id, chain.epoch, next, pkHash, fromBase64(chain.sealed)));
}

/** @param {Promise<Uint8Array>} opening */
async function orNull(opening) {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}
