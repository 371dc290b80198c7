/**
 * What both sides wrote, in the order in which it came.
 * @module
 */
import { choose, day, fill, named, part, row, showWhen } from '../page.mjs';
import { statusWords } from './statuses.mjs';

/** @typedef {import('./files.mjs').Listed} Listed */
/**
 * @typedef {{ kind: 'message', number: number, date: string, topic: string, text: string, item: string, files: Listed[] }} Message
 * @typedef {{ kind: 'reply', number: number, date: string, title: any, text: string, status: string, next: string | null, delivered: boolean }} Reply
 * @typedef {{ kind: 'forged', reason: string }} Forged
 * @typedef {Message | Reply | Forged} Entry
 */

/** @param {HTMLElement} screen @param {Entry[]} entries @param {(files: Listed[], item: string) => HTMLElement[]} rowsOf */
export function showThread(screen, entries, rowsOf) {
  part('thread', screen).replaceChildren(...entries.map((entry) => entryRow(entry, rowsOf)));
  part('thread-empty', screen).hidden = entries.length > 0;
}

/** @param {Entry} entry @param {(files: Listed[], item: string) => HTMLElement[]} rowsOf */
function entryRow(entry, rowsOf) {
  if (entry.kind === 'message') return messageRow(entry, rowsOf);
  if (entry.kind === 'reply') return replyRow(entry);
  const item = row('forged');
  choose(part('choices="reason"', item), entry.reason);
  return item;
}

/** @param {Message} message @param {(files: Listed[], item: string) => HTMLElement[]} rowsOf */
function messageRow({ number, date, topic, text, item: id, files }, rowsOf) {
  const item = row('message');
  fill(item, { number, date: day(date), topic, text });
  showWhen(item, { topic: topic !== '' });
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
