/**
 * Passkeys, from the page's side: only a page may speak to an authenticator. What its PRF gives goes to the keeper
 * at once and is wiped here; the page keeps none of it (protocol §7).
 * @module
 */
import { Problem } from './client.mjs';

/** @typedef {import('./client.mjs').Keeper} Keeper */
/** @typedef {{ first: BufferSource, second: BufferSource }} Inputs of the PRF */
/** @typedef {{ rpId: string, challenge: BufferSource, inputs: Inputs, credentials: BufferSource[] }} Asked */
/** @typedef {Asked & { user: BufferSource, name: string, title: string }} AskedNew */

const PATIENCE_MS = 170_000;
const ALGORITHMS = [-8, -7, -257];

/** Whether this browser knows of passkeys at all. */
export const canUsePasskeys = () => typeof globalThis.PublicKeyCredential === 'function';

/** @param {BufferSource[]} credentials @returns {PublicKeyCredentialDescriptor[]} */
const listed = (credentials) => credentials.map((id) => ({ type: 'public-key', id }));

/** @param {() => Promise<Credential | null>} ceremony @param {string} failed @returns {Promise<any>} @throws {Problem} */
async function held(ceremony, failed) {
  try {
    const found = await ceremony();
    if (found) return found;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (name === 'NotAllowedError' || name === 'AbortError') throw new Problem('passkey-cancelled');
    if (name === 'InvalidStateError') throw new Problem('passkey-known');
  }
  throw new Problem(failed);
}

/** @param {Asked} asked */
const shown = ({ rpId, challenge, inputs, credentials }) =>
  held(
    () =>
      navigator.credentials.get({
        publicKey: {
          ...{ rpId, challenge, allowCredentials: listed(credentials) },
          ...{ userVerification: 'required', timeout: PATIENCE_MS },
          extensions: /** @type {any} */ ({ prf: { eval: inputs } }),
        },
      }),
    'passkey-failed',
  );

/** @param {any} credential @returns {{ first: Uint8Array, second: Uint8Array } | null} */
function secretsOf(credential) {
  const { first, second } = credential.getClientExtensionResults().prf?.results ?? {};
  return first && second ? { first: new Uint8Array(first), second: new Uint8Array(second) } : null;
}

/**
 * Hand what an authenticator gave to the keeper, then wipe it here.
 * @param {Keeper} keeper @param {string} verb @param {any} values with `first` and `second`
 */
function handOver(keeper, verb, values) {
  const answer = keeper.ask(verb, values);
  values.first.fill(0);
  values.second.fill(0);
  return answer;
}

/**
 * Ask for a passkey and let the keeper use it.
 * @param {Keeper} keeper
 * @param {'sign-in' | 'unlock'} purpose
 * @returns {Promise<any>} what the keeper answers
 * @throws {Problem}
 */
export async function usePasskey(keeper, purpose) {
  const asked = /** @type {Asked} */ (await keeper.ask(`passkey-for-${purpose}`));
  const credential = await shown(asked);
  const secrets = secretsOf(credential);
  if (!secrets) throw new Problem('passkey-opens-nothing');
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return handOver(keeper, `${purpose}-by-passkey`, {
    ...{ credential: credential.rawId, clientData: clientDataJSON, authenticatorData, signature },
    ...{ user: userHandle, ...secrets },
  });
}

/**
 * Make a passkey and let the keeper lock the vault with it: besides other ways, or to join.
 * @param {Keeper} keeper
 * @param {'add' | 'join'} purpose
 * @param {string} name that its owner gives it
 * @returns {Promise<any>} what the keeper answers
 * @throws {Problem}
 */
export async function makePasskey(keeper, purpose, name) {
  const asked = /** @type {AskedNew} */ (await keeper.ask(`passkey-to-${purpose}`));
  const made = await held(() => navigator.credentials.create({ publicKey: wanted(asked) }), 'passkey-failed');
  const secrets = secretsOf(made) ?? (await secretsAskedAgain(made, asked));
  const { clientDataJSON, attestationObject } = made.response;
  return handOver(keeper, `${purpose}-by-passkey`, {
    ...{ name, credential: made.rawId, clientData: clientDataJSON, attestation: attestationObject },
    ...secrets,
  });
}

/** @param {AskedNew} asked @returns {PublicKeyCredentialCreationOptions} */
const wanted = ({ rpId, challenge, inputs, credentials, user, name, title }) => ({
  rp: { id: rpId, name: document.title },
  user: { id: user, name, displayName: title },
  challenge,
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  excludeCredentials: listed(credentials),
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  timeout: PATIENCE_MS,
  extensions: /** @type {any} */ ({ prf: { eval: inputs } }),
});

/**
 * Some authenticators give secrets only when they are used, some never.
 * @param {any} made @param {AskedNew} asked
 */
async function secretsAskedAgain(made, asked) {
  if (made.getClientExtensionResults().prf?.enabled === false) throw new Problem('passkey-opens-nothing');
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const secrets = secretsOf(await shown({ ...asked, challenge, credentials: [made.rawId] }));
  if (!secrets) throw new Problem('passkey-opens-nothing');
  return secrets;
}
