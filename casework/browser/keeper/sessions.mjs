/**
 * Where an officer is signed in.
 * @module
 */
import { getJson, send } from './server.mjs';

export const sessions = async () => (await getJson('/api/sessions')).sessions;

/** Sign out everywhere else. */
export const endOtherSessions = () => send('/api/sessions/end-others', {});
