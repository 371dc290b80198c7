/**
 * Messages both ways: the council's replies, and what was sent on this visit. The code cannot show older ones.
 * @module
 */
import { all, copyOf, fill, one, showOnly, titleText } from './fill.mjs';
import { topicOf } from './topic.mjs';

/** @typedef {import('../sealing/visit.mjs').View} View */
/** @typedef {import('../sealing/visit.mjs').ShownReply} ShownReply */
/** A message sent on this visit; `after` is the newest reply's number then. @typedef {{ seq: number, text: string, files: string[], after: number, topic: string }} Own */
/** @typedef {(day: string) => string} InWords */

/**
 * @param {HTMLElement} screen
 * @param {View} view
 * @param {Own[]} own
 * @param {InWords} inWords
 */
export function showLetters(screen, view, own, inWords) {
  const { replies, older, sent } = view;
  const rows = replies.flatMap((reply) => [...ownAfter(own, reply.seq), replyRow(screen, reply, inWords)]);
  one(screen, '[data-letters]').replaceChildren(...rows, ...ownAfter(own, 0));
  showOnly(screen, 'replies', replies.length ? 'some' : 'none');
  one(screen, '[data-older-place]').hidden = !older;
  showOnly(screen, 'sent', { 0: '0', 1: 'one' }[sent] ?? 'other');
  fill(screen, { sent });
}

/** @param {Own[]} own @param {number} seq of the reply before them */
const ownAfter = (own, seq) =>
  own
    .filter(({ after }) => after === seq)
    .map(ownRow)
    .reverse();

/** @param {HTMLElement} screen @param {ShownReply} reply @param {InWords} inWords */
function replyRow(screen, { seq, title, on, status, text, ack, fresh }, inWords) {
  const row = copyOf('[data-reply]');
  const step = all(screen, '[data-steps] [data-status]').find((each) => each.dataset.status === status);
  const statusWords = step ? one(step, '.candour-step__label').textContent : '';
  fill(row, {
    seq,
    title: titleText(title),
    date: inWords(on),
    status: statusWords ?? '',
    text,
    ack: ack ?? '',
  });
  one(row, '[data-no-words]').hidden = text !== '';
  one(row, '[data-new]').hidden = !fresh;
  showOnly(row, 'ack', ack === null ? null : ack === 0 ? '0' : 'more');
  return row;
}

/** @param {Own} own */
function ownRow({ seq, text, files, topic }) {
  const row = copyOf('[data-own]');
  fill(row, { seq, text, files: files.join(', ') });
  one(row, '[data-own-name]').hidden = topicOf(topic) !== 'name';
  one(row, '[data-own-files]').hidden = files.length === 0;
  return row;
}
