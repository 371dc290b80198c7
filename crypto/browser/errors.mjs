/**
 * What can go wrong with bytes. Every message says what was tried; none repeats input. Verification raises.
 * @module
 */

/** Anything that this package refuses. */
export class CandourError extends Error {
  /** @param {string} message @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'CandourError';
  }
}

/** Bytes that are not exactly what the protocol prescribes. */
export class Malformed extends CandourError {
  name = 'Malformed';
}

/** More than a limit of the protocol allows. */
export class TooLarge extends Malformed {
  name = 'TooLarge';
}

/** Ciphertext that the given key and context do not open. */
export class CannotOpen extends CandourError {
  name = 'CannotOpen';
}

/** A signature that does not verify under the given key and context. */
export class BadSignature extends CandourError {
  name = 'BadSignature';
}

/**
 * Well-formed and well-signed, but against a rule: of the root, the keyring, a reply, the ledger.
 * `reason` names the rule, so that a page can choose its words.
 */
export class Refused extends CandourError {
  name = 'Refused';
  /** @param {string} message @param {Reason} [reason] */
  constructor(message, reason = 'rule') {
    super(message);
    this.reason = reason;
  }
}

/** @typedef {'rule' | 'expired' | 'too early' | 'rolled back' | 'forged' | 'too few signers' | 'chain'} Reason */

/**
 * A follow-up code that was mistyped. `word` is the place, from 1, of the first word that is not on the list;
 * null when all are, but their number (`count` ≠ 10) or the check bits are wrong.
 */
export class CodeMistake extends CandourError {
  name = 'CodeMistake';
  /** @param {string} message @param {{ word?: number | null, count?: number }} [where] */
  constructor(message, { word = null, count = 10 } = {}) {
    super(message);
    this.word = word;
    this.count = count;
  }
}
