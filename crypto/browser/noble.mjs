/**
 * X-Wing in plain JavaScript, for browsers without their own. Reached only by `import()`, so that a bundler makes
 * it a chunk of its own which other browsers never load.
 * @module
 */
export { ml_kem768_x25519 as xwing } from '@noble/post-quantum/hybrid.js';
