export { KEM_MLKEM768_X25519 } from '@panva/hpke-noble';
export { ml_kem768_x25519 as XWing } from '@noble/post-quantum/hybrid.js';
