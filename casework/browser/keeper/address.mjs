/**
 * Where one's own notices go.
 * @module
 */
import { getJson, send } from './server.mjs';

/** @returns {Promise<{ address: string | null }>} */
export const address = () => getJson('/api/address');

/** @param {{ address: string | null }} wanted null for none */
export const setAddress = ({ address: wanted }) =>
  send('/api/address', { address: wanted }, { 400: 'address-wrong' }, 'PUT');
