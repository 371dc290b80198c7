/**
 * Sending as the reporter sees it: progress, and for every failure a screen that says what was kept.
 * @module
 */
import { announce } from '../screens.mjs';

/** How full the bar is when a stage begins, in percent. @type {Record<string, number>} */
const BEGINS = { seal: 2, work: 8, parts: 15, send: 85, ask: 93 };
const PARTS_SPAN = 70;

/** @param {{ stage: string, done?: number, of?: number }} told by the worker */
export function showProgress({ stage, done = 0, of = 1 }) {
  const bar = /** @type {HTMLProgressElement} */ (document.getElementById('progress'));
  if (stage in BEGINS) bar.value = BEGINS[stage] + (stage === 'parts' ? (PARTS_SPAN * done) / of : 0);
  const stages = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-stage]'));
  for (const line of stages) {
    const now = line.dataset.stage === stage;
    if (now && line.hidden) announce(line.textContent ?? '');
    line.hidden = !now;
  }
}

/** Failures of `Refused`, by its reason. @type {Record<string, string>} */
const KEYS = {
  expired: 'keys-expired',
  'too early': 'keys-early',
  forged: 'keys-forged',
  chain: 'keys-forged',
  'rolled back': 'keys-forged',
  'too few signers': 'keys-signers',
};

/** Failures by the error's class. @type {Record<string, string>} */
const KINDS = {
  Unsupported: 'old',
  NothingPublished: 'closed',
  Unanswered: 'unreached',
  Broken: 'unreached',
  Full: 'full',
  TurnedDown: 'refused',
  TooLarge: 'large',
  TicketUnsolved: 'work',
  BadSignature: 'keys-forged',
  Malformed: 'keys-other',
};

/**
 * What to tell of a failure: the reason of a `data-unready`, or of a `trouble-` screen.
 * @param {import('../worker.mjs').Trouble} trouble
 */
export function reasonOf({ name, reason, status }) {
  if (name === 'Refused') return KEYS[reason ?? ''] ?? 'keys-other';
  if (name === 'TurnedDown' && status === 413) return 'large';
  return KINDS[name] ?? 'device';
}

/**
 * The screen that tells of a failed sending.
 * @param {import('../worker.mjs').Trouble} trouble
 * @param {boolean} withFiles
 */
export function troubleScreen(trouble, withFiles) {
  if (trouble.name === 'Unseen') return 'trouble-unseen';
  if (trouble.certain === false) return 'trouble-unknown';
  const reason = reasonOf(trouble);
  if (reason === 'full' && withFiles) return 'trouble-full-files';
  return `trouble-${{ 'keys-early': 'keys-expired', 'keys-signers': 'keys-other', old: 'device', closed: 'full' }[reason] ?? reason}`;
}
