/**
 * What both sides wrote, in the order in which it came.
 * @module
 */
import { choose, day, fill, named, part, row, showWhen } from '../page.mjs';
import { statusWords } from './statuses.mjs';
import { showTopic } from './topics.mjs';

/** @typedef {import('./files.mjs').Listed} Listed */
/**
 * @typedef {{ kind: 'message', number: number,  date: string, topic: string, ticked: string[], about: any, raw: string,
 *   noted: { badly: boolean, answer: boolean } | null, text: string, item: string, files: Listed[] }} Message
 * @typedef {{ kind: 'reply', number: number, date: string, title: any, text: string, status: string, next: string | null, delivered: boolean }} Reply
 * @typedef {{ kind: 'forged', reason: string }} Forged
 * @typedef {Message | Reply | Forged} Entry
 */

/** @typedef {(files: Listed[], item: string) => HTMLElement[]} RowsOf */
/** @typedef {import('./topics.mjs').Acts} Acts */

/** @param {HTMLElement} screen @param {Entry[]} entries @param {RowsOf} rowsOf @param {Acts} acts */
export function showThread(screen, entries, rowsOf, acts) {
  part('thread', screen).replaceChildren(...entries.map((entry) => entryRow(entry, rowsOf, acts)));
  part('thread-empty', screen).hidden = entries.length > 0;
}

/** @param {Entry} entry @param {RowsOf} rowsOf @param {Acts} acts */
function entryRow(entry, rowsOf, acts) {
  if (entry.kind === 'message') return messageRow(entry, rowsOf, acts);
  if (entry.kind === 'reply') return replyRow(entry);
  const item = row('forged');
  choose(part('choices="reason"', item), entry.reason);
  return item;
}

/** @param {Message} message @param {RowsOf} rowsOf @param {Acts} acts */
function messageRow(message, rowsOf, acts) {
  const { number, date, text, item: id, files } = message;
  const item = row('message');
  fill(item, { number, date: day(date), text });
  showTopic(item, message, acts);
  const list = part('files-list', item);
  list.hidden = files.length === 0;
  list.append(...rowsOf(files, id));
  return item;
}

/** @param {Reply} reply */
function replyRow({ number, date, title, text, status, next, delivered }) {
  const item = row('reply');
  fill(item, { number, title: named(title), date: day(date), status: statusWords(status), text });
  if (next) fill(item, { next: day(next) });
  showWhen(item, { next: next !== null, undelivered: !delivered });
  return item;
}
