/**
 * Recovery codes: made here, shown once; the server gets hashes only.
 * @module
 */
import { hex, sha256 } from '../../../crypto/browser/bytes.mjs';
import { UNROOTED } from '../../../crypto/browser/context.mjs';
import { newRecoveryCode, recoveryCode } from '../../../crypto/browser/vault.mjs';
import { keys } from './account.mjs';
import { getJson, send, toBase64 } from './server.mjs';

const CODES = 10;

/** How many are left. @returns {Promise<{ left: number }>} */
export const recoveryCodes = () => getJson('/api/recovery-codes');

/** Ten codes, and their hashes. @param {string} oid hex */
export async function makeCodes(oid) {
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  const hashed = codes.map((code) => sha256(recoveryCode(UNROOTED, oid, code)));
  return { codes, hashes: (await Promise.all(hashed)).map(hex) };
}

/** Ten new ones instead of what there is. @returns {Promise<string[]>} to be shown once */
export async function newCodes() {
  const { vault, by, authKey } = keys();
  const { codes, hashes } = await makeCodes(vault.oid);
  const body = { hashes, by: toBase64(by), by_auth_key: toBase64(authKey) };
  await send('/api/recovery-codes', body, { 409: 'codes-refused' }, 'PUT');
  return codes;
}
