/**
 * A folder's seeds, one an epoch: out of this officer's wraps, and older ones out of the seed chains (protocol §5,
 * §8). A seed counts only if its public key is the one that the ledger names.
 * @module
 */
import { unhex } from '../../../crypto/browser/bytes.mjs';
import { CannotOpen } from '../../../crypto/browser/errors.mjs';
import { unchainSeed, unwrapFolderSeed } from '../../../crypto/browser/wrap.mjs';
import { trusted } from './account.mjs';
import { fromBase64 } from './server.mjs';

/** @typedef {{ epoch: number, id: string, wrap: string }} Wrap */
/** @typedef {{ epoch: number, sealed: string }} Chain */
/** @typedef {ReadonlyMap<number, string>} PkHashes H(folder key) by epoch, hex */

/**
 * The seeds that open, by epoch.
 * @param {Uint8Array} id the folder's
 * @param {{ wraps: Wrap[], chains: Chain[] }} sealed
 * @param {PkHashes} pkHashes
 * @returns {Promise<Map<number, Uint8Array>>}
 */
export async function seedsByEpoch(id, { wraps, chains }, pkHashes) {
  const { trust } = trusted();
  /** @type {Map<number, Uint8Array>} */
  const seeds = new Map();
  const newest = Math.max(...pkHashes.keys());
  for (let epoch = newest; epoch >= 1; epoch--) {
    const pkHash = unhex(pkHashes.get(epoch) ?? '');
    const mine = wraps.find((wrap) => wrap.epoch === epoch && wrap.id === trust.kid);
    const chain = chains.find((each) => each.epoch === epoch + 1);
    const seed =
      (await unwrapped(id, mine, pkHash)) ?? (await unchained(id, seeds.get(epoch + 1), chain, pkHash));
    if (seed) seeds.set(epoch, seed);
  }
  return seeds;
}

/** @param {Uint8Array} id @param {Wrap | undefined} wrap @param {Uint8Array} pkHash */
async function unwrapped(id, wrap, pkHash) {
  if (!wrap) return null;
  const { trust, vault } = trusted();
  const [kid, xseed, sealed] = [unhex(trust.kid), unhex(vault.xseed), fromBase64(wrap.wrap)];
  return orNull(unwrapFolderSeed(trust.instance, id, wrap.epoch, kid, pkHash, xseed, sealed));
}

/** @param {Uint8Array} id @param {Uint8Array | undefined} next @param {Chain | undefined} chain @param {Uint8Array} pkHash */
async function unchained(id, next, chain, pkHash) {
  if (!next || !chain) return null;
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
