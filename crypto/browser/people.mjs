/**
 * Everybody whom keyrings and roots name, as a ledger's replay asks for them (protocol §8).
 * @module
 */
import { hex, unhex } from './bytes.mjs';
import { Refused } from './errors.mjs';
import { signerOf } from './keyring.mjs';
import { isEarly, isOver } from './root.mjs';

/** @typedef {import('./keyring.mjs').Keyring} Keyring */
/** @typedef {import('./ledger.mjs').Event} Event */
/** @typedef {import('./root.mjs').Root} Root */

/** Everybody whom the verified chain of keyrings ever named. */
export class People {
  /** @param {readonly Keyring[]} keyrings oldest first @param {readonly Root[]} roots */
  constructor(keyrings, roots) {
    this.keyrings = keyrings;
    this.roots = new Map(roots.map((root) => [hex(root.hash), root]));
    this.newest = keyrings[keyrings.length - 1];
    /** @type {Map<string, string[]>} */
    this.oids = new Map();
    /** @type {Set<string>} */
    this.groups = new Set(keyrings.flatMap(({ recovery }) => recovery.map(({ rid }) => rid)));
    for (const { officers, ended, recovery } of keyrings) {
      for (const { kid, oid } of [...ended, ...officers]) this.oids.set(kid, [oid]);
      for (const { rid, holders } of recovery) this.oids.set(rid, holders);
    }
  }

  /** The people behind a kid or rid. @param {string} holder @throws {Refused} if no keyring names it */
  persons(holder) {
    const oids = this.oids.get(holder);
    if (!oids) throw new Refused('an event names somebody whom no keyring names');
    return oids;
  }

  /** The collector's key, if this was it on that day. @param {string} kid @param {string} on */
  collector(kid, on) {
    return this.keyrings.find(
      ({ collector, not_before, not_after }) =>
        collector.kid === kid && !isEarly(on, not_before) && !isOver(on, not_after),
    )?.collector.vk;
  }

  /** The root under which that day's keyring was signed. @param {string} on @throws {Refused} if nobody showed it */
  custodians(on) {
    const then = this.keyrings.findLast(({ not_before }) => not_before <= on);
    const root = then && this.roots.get(then.root);
    if (!root) throw new Refused('a recovery under a root that nobody showed');
    return root;
  }

  /** The key that must have signed an event. @param {Event} event @throws {Refused} if it had ended or never was */
  key({ by, on }) {
    const vk = signerOf(this.newest, by, on)?.vk ?? this.collector(by, on);
    if (!vk) throw new Refused('an event signed with a key that did not count that day');
    return unhex(vk);
  }
}
