/**
 * What JavaScript made of an officer's vault and of a ledger, for Python to open (see make_vectors.mjs).
 * @module
 */
import { hex, sha256, utf8 } from './bytes.mjs';
import { seed, short, TODAY } from './cast.mjs';
import { newEvent, signEvent } from './ledger.mjs';
import { exchangePublic } from './seeds.mjs';
import { Signed } from './signed.mjs';
import { passphraseKeys, sealVault, seen, wrapVaultKey } from './vault.mjs';

/** @typedef {Awaited<ReturnType<typeof import('./cast.mjs').newCast>>} Cast */
/** @typedef {(op: string, values: object) => object} Made */

/** @param {Cast} cast @param {Uint8Array} folder of the ledger @param {Made} ok one vector */
export const staffVectors = async (cast, folder, ok) => [
  ...(await vaults(cast, ok)),
  ...(await ledgers(cast, folder, ok)),
];

/** @param {Cast} cast @param {Made} ok */
async function vaults({ instance, keyring, monitoring }, ok) {
  const { oid, xseed, sseed } = monitoring;
  const [salt, key, method] = [await short('salt'), await seed('vault key'), utf8('passphrase')];
  const passphrase = 'dumb glad exile fall brain oyster gym';
  const { authKey, kek } = await passphraseKeys(instance, oid, salt, passphrase);
  const wrapped = await wrapVaultKey(instance, oid, method, kek, key);
  const vault = { oid, xseed: hex(xseed), sseed: hex(sseed), keyring: seen(keyring) };
  const contents = {
    xseed: vault.xseed,
    sseed: vault.sseed,
    keyring_number: 1,
    keyring_hash: hex(keyring.hash),
  };
  const sealed = hex(await sealVault(instance, key, vault));
  const who = { iid: hex(instance.iid), oid };
  return [
    ok('passphrase_keys', { ...who, salt: hex(salt), passphrase, auth_key: hex(authKey), kek: hex(kek) }),
    ok('unwrap_vault_key', {
      ...who,
      method: hex(method),
      kek: hex(kek),
      wrapped: hex(wrapped),
      vault_key: hex(key),
    }),
    ok('open_vault', { ...who, vault_key: hex(key), sealed, ...contents }),
  ];
}

/** @param {Cast} cast @param {Uint8Array} folder @param {Made} ok */
async function ledgers({ instance, monitoring, deputy, reviewer, collector }, folder, ok) {
  const pk = hex(await sha256(await exchangePublic(await seed('one'))));
  const item = hex(await short('item of the ledger'));
  const place = { folder: hex(folder), on: TODAY, item };
  const to = [monitoring.kid, reviewer.kid].sort();
  const hash = hex(await sha256(utf8('payload')));
  const start = {
    ...place,
    seq: 0,
    act: /** @type {const} */ ('received'),
    by: collector.kid,
    epoch: 1,
    pk,
    hash,
  };
  const first = await signEvent(instance, newEvent({ ...start, to, barred: [deputy.oid] }), collector.sseed);
  const prev = hex(await Signed.unpack(first).hash());
  const read = newEvent({ ...place, seq: 1, prev, act: 'read', by: monitoring.kid });
  const frames = [hex(first), hex(await signEvent(instance, read, monitoring.sseed))];
  return [
    ok('verify_chain', {
      iid: hex(instance.iid),
      folder: hex(folder),
      frames,
      members: to,
      barred: [deputy.oid],
      epoch: 1,
    }),
  ];
}
