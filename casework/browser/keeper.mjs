/**
 * The keeper: a worker that alone holds an officer's keys. The page asks it by verbs and gets words, never keys.
 * After ten quiet minutes it wipes by itself.
 * @module
 */
import { isUnlocked, lock, session, signIn, signOut, unlock } from './keeper/account.mjs';
import { address, setAddress } from './keeper/address.mjs';
import { newCodes, recoveryCodes } from './keeper/codes.mjs';
import {
  answerTask,
  askOpinion,
  beginByHand,
  beginCase,
  detrimentGoesOn,
  giveOpinion,
  linkReport,
  moveCase,
  noteDetriment,
  readCase,
  readPack,
  remind,
  unlinkReport,
} from './keeper/cases.mjs';
import { audit } from './keeper/audit.mjs';
import { custody, custodyDuty, draft, signDraft } from './keeper/custody.mjs';
import { conflicts, decide, declare } from './keeper/conflicts.mjs';
import { access, letIn, takeOut } from './keeper/access.mjs';
import { list, signList } from './keeper/digests.mjs';
import { file } from './keeper/files.mjs';
import { handOver, handovers, successors } from './keeper/handover.mjs';
import { addNote, held, readHeld } from './keeper/held.mjs';
import { glance, inbox } from './keeper/inbox.mjs';
import { invitation, join, joinByPasskey, makeKeys, passkeyToJoin } from './keeper/join.mjs';
import {
  addPasskey,
  passkeyForSignIn,
  passkeyForUnlock,
  passkeys,
  passkeyToAdd,
  removePasskey,
  renamePasskey,
  signInByPasskey,
  unlockByPasskey,
} from './keeper/passkeys.mjs';
import { broken, duties, queue } from './keeper/queue.mjs';
import { recoveries, signRecoveries } from './keeper/recovery.mjs';
import { agreeToName, askForName, names, openName } from './keeper/names.mjs';
import { extend, goOn, hold } from './keeper/promises.mjs';
import { makePack, packs } from './keeper/packs.mjs';
import { decideObjection } from './keeper/objections.mjs';
import { enterLetter, letterReaders } from './keeper/letters.mjs';
import { open } from './keeper/report.mjs';
import { reply } from './keeper/reply.mjs';
import { noteAnswer } from './keeper/topics.mjs';
import { addScan, scan } from './keeper/scans.mjs';
import { search } from './keeper/search.mjs';
import { endOtherSessions, sessions } from './keeper/sessions.mjs';
import { Trouble } from './keeper/trouble.mjs';

const IDLE_MS = 10 * 60_000;
const WARNING_MS = 60_000;
const LOOK_MS = 5_000;

/** @typedef {(values: any, progress: (share: number) => void) => Promise<unknown>} Verb */
/** @type {Record<string, Verb>} */
const VERBS = {
  session,
  'sign-in': signIn,
  unlock,
  lock,
  'sign-out': signOut,
  touch: async () => {},
  inbox,
  glance,
  open,
  file,
  reply,
  declare,
  conflicts,
  decide,
  'decide-objection': decideObjection,
  access,
  'let-in': letIn,
  'take-out': takeOut,
  names,
  'ask-for-name': askForName,
  'agree-to-name': agreeToName,
  'open-name': openName,
  invitation,
  'make-keys': makeKeys,
  join,
  'passkey-to-join': passkeyToJoin,
  'join-by-passkey': joinByPasskey,
  custody,
  'custody-duty': custodyDuty,
  draft,
  'sign-draft': signDraft,
  list,
  'sign-list': signList,
  recoveries,
  'sign-recoveries': signRecoveries,
  'begin-case': beginCase,
  'begin-by-hand': beginByHand,
  'link-report': linkReport,
  'unlink-report': unlinkReport,
  case: readCase,
  'answer-task': answerTask,
  'move-case': moveCase,
  'ask-opinion': askOpinion,
  remind,
  pack: readPack,
  'give-opinion': giveOpinion,
  'note-detriment': noteDetriment,
  'detriment-goes-on': detrimentGoesOn,
  'hand-over': handOver,
  handovers,
  successors,
  hold,
  'go-on': goOn,
  extend,
  'note-answer': noteAnswer,
  audit,
  held,
  'read-held': readHeld,
  'add-note': addNote,
  packs,
  'make-pack': makePack,
  queue,
  broken,
  'enter-letter': enterLetter,
  'letter-readers': letterReaders,
  'add-scan': addScan,
  scan,
  duties,
  search,
  'passkey-for-sign-in': passkeyForSignIn,
  'sign-in-by-passkey': signInByPasskey,
  'passkey-for-unlock': passkeyForUnlock,
  'unlock-by-passkey': unlockByPasskey,
  'passkey-to-add': passkeyToAdd,
  'add-by-passkey': addPasskey,
  passkeys,
  'rename-passkey': renamePasskey,
  'remove-passkey': removePasskey,
  'recovery-codes': recoveryCodes,
  'new-codes': newCodes,
  sessions,
  address,
  'set-address': setAddress,
  'end-other-sessions': endOtherSessions,
};

let lastSign = Date.now();
let warned = false;

/** @param {MessageEvent<{ id: number, verb: string, values: any }>} message */
async function answer({ data: { id, verb, values } }) {
  if (isUnlocked() && Date.now() - lastSign > IDLE_MS) wipe();
  lastSign = Date.now();
  warned = false;
  try {
    const found = await VERBS[verb](values, (progress) => postMessage({ id, progress }));
    const handed = found instanceof Uint8Array ? [found.buffer] : [];
    postMessage({ id, answer: found }, { transfer: handed });
  } catch (error) {
    const { code, about } = error instanceof Trouble ? error : { code: 'unknown', about: '' };
    postMessage({ id, problem: code, about });
  }
}

function wipe() {
  lock();
  postMessage({ event: 'idle' });
}

/** Timers of a sleeping computer are late: the clock decides, not the number of looks. */
function look() {
  if (!isUnlocked()) return;
  const quiet = Date.now() - lastSign;
  if (quiet >= IDLE_MS) wipe();
  else if (quiet >= IDLE_MS - WARNING_MS && !warned) {
    warned = true;
    postMessage({ event: 'idle-soon' });
  }
}

addEventListener('message', answer);
setInterval(look, LOOK_MS);
