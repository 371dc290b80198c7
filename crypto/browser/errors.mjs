/**
 * What can be wrong with bytes from elsewhere. A failed check raises; nothing here returns false.
 * Messages are for developers and logs of tests: they repeat no input.
 * @module
 */

/** Any refusal of this package. `name` is the class's own name, also after minifying. */
export class CandourError extends Error {
  /** @param {string} message @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'CandourError';
  }
}

/** @param {string} name @returns {typeof CandourError} */
const named = (name) =>
  class extends CandourError {
    /** @param {string} message @param {ErrorOptions} [options] */
    constructor(message, options) {
      super(message, options);
      this.name = name;
    }
  };

/** A part of a context is too long. */
export const ContextError = named('ContextError');
/** Not the one canonical form of a document, or not of its shape. */
export const DocumentError = named('DocumentError');
/** Bytes that are no frame of the expected type. */
export const FrameError = named('FrameError');
/** A seed, public key or signature that is malformed, of small order, or does not verify. */
export const KeyError = named('KeyError');
/** A signature that does not verify, or whose signer may not sign this. */
export const SignatureError = named('SignatureError');
/** A seal or body that does not open under this key and context. */
export const OpenError = named('OpenError');
/** A bucket of the wrong size, or zeros that are not zero. */
export const PaddingError = named('PaddingError');
/** A text that does not fit the one size that hides its length. */
export const TooLongError = named('TooLongError');
/** A file whose ciphertext is not what was listed, or that changed while it was read. */
export const FileError = named('FileError');
/** A root that is not to be trusted. */
export const RootError = named('RootError');
/** A keyring that is not to be trusted. */
export const KeyringError = named('KeyringError');
/** A report, message or reply whose parts do not belong together. */
export const ReportError = named('ReportError');
/** An event that the folder's chain does not allow. */
export const LedgerError = named('LedgerError');

/** A follow-up code that was mistyped: `wrong` lists the places (from 0) of words not on the list. */
export class CodeError extends CandourError {
  /** @param {'count' | 'words' | 'check'} reason @param {number[]} [wrong] */
  constructor(reason, wrong = []) {
    super(`follow-up code: ${reason}`);
    this.name = 'CodeError';
    this.reason = reason;
    this.wrong = wrong;
  }
}
