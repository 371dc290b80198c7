/**
 * Writing a reply. It never leaves its one size, so a text that is too long is refused while it is written.
 * @module
 */
import { clearMistakes, empty, input, mistakeOf, onSubmit, typed } from '../form.mjs';
import { choose, figure, fill, part, parts, today, when } from '../page.mjs';
import { hasGap } from './gaps.mjs';

/** @typedef {import('../client.mjs').Keeper} Keeper */
/** @typedef {import('../form.mjs').Mistake} Mistake */

const FIELDS = ['reply-text', 'reply-status', 'reply-day', 'reply-month', 'reply-year'];
const STARTS = ['thanks', 'question', 'update', 'outcome'];
const SOON = 1000;
const encoder = new TextEncoder();

/** Bytes that a text takes inside a document. @param {string} text */
const weight = (text) => encoder.encode(JSON.stringify(text)).length - 2;

/**
 * @param {Keeper} keeper
 * @param {() => string} folder
 * @param {() => Promise<void>} reload
 * @param {(code: string) => boolean} leaveFor
 */
export function replyForm(keeper, folder, reload, leaveFor) {
  const section = part('reply');
  let room = 0;
  /** @type {string[] | null} what was being written when casework locked */
  let kept = null;

  const left = () => room - weight(typed('reply-text'));

  function count() {
    const most = left();
    const shown = most < 0 || most < SOON;
    choose(part('choices="room"', section), shown ? (most < 0 ? 'over' : 'left') : null);
    fill(section, { count: figure(Math.abs(most)) });
  }

  async function send() {
    try {
      const next = nextDate();
      await keeper.ask('reply', {
        folder: folder(),
        text: typed('reply-text'),
        status: typed('reply-status'),
        next,
      });
    } catch (error) {
      const { code } = mistakeOf(error);
      if (code === 'reply-taken') await reload();
      if (leaveFor(code)) return;
      throw error;
    }
    empty(...FIELDS);
    await reload();
    part('sent', section).hidden = false;
    part('sent', section).focus();
  }

  input('reply-text').addEventListener('input', count);
  onSubmit('reply', {
    check: () => check(left()),
    send,
    blame: (code) => (code === 'text-long' ? 'reply-text' : null),
  });
  for (const name of STARTS) when(`start-${name}`, () => begin(name, count));

  return {
    /** @param {string | null} why not to reply @param {number} bytes that a text may take */
    ready(why, bytes) {
      room = bytes;
      section.hidden = why !== null;
      part('may-not-reply').hidden = why === null;
      choose(part('may-not-reply'), why);
      part('sent', section).hidden = true;
      if (kept)
        FIELDS.forEach((id, i) => {
          input(id).value = /** @type {string[]} */ (kept)[i];
        });
      kept = null;
      count();
    },
    hide() {
      if (FIELDS.some((id) => typed(id) !== '')) kept = FIELDS.map(typed);
      empty(...FIELDS);
      clearMistakes(section);
    },
    forget() {
      kept = null;
      empty(...FIELDS);
    },
    hasDraft: () => kept !== null,
  };
}

/** Put a ready-made text after what is written. @param {string} name @param {() => void} count */
function begin(name, count) {
  const words = /** @type {HTMLTemplateElement} */ (part(`start="${name}"`)).content.textContent ?? '';
  const field = input('reply-text');
  field.value = [field.value.trimEnd(), words].filter(Boolean).join('\n\n');
  for (const details of parts('starts')) details.closest('details')?.removeAttribute('open');
  field.focus();
  count();
}

/** @returns {string | null} the date typed, if it is one; null when blank */
function nextDate() {
  const [day, month, year] = ['reply-day', 'reply-month', 'reply-year'].map((id) => typed(id).trim());
  if (!day && !month && !year) return null;
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** @param {string} iso */
const isDay = (iso) =>
  /^\d{4}-\d\d-\d\d$/.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.slice(0, 10) === iso;

/** @param {number} left bytes of room @returns {Mistake[]} */
function check(left) {
  const next = nextDate();
  /** @type {[boolean, string, string][]} */
  const rules = [
    [typed('reply-text').trim() === '', 'reply-text', 'text-missing'],
    [hasGap(typed('reply-text')), 'reply-text', 'text-gap'],
    [left < 0, 'reply-text', 'text-long'],
    [typed('reply-status') === '', 'reply-status', 'status-missing'],
    [next === null && typed('reply-status') !== 'closed', 'reply-day', 'day-missing'],
    [next !== null && !isDay(next), 'reply-day', 'day-wrong'],
    [next !== null && isDay(next) && next <= today(), 'reply-day', 'day-past'],
  ];
  return rules.filter(([broken]) => broken).map(([, field, code]) => ({ field, code }));
}
