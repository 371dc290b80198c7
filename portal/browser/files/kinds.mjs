/**
 * What kind of file something is, by the end of its name: which warning it gets and how it is called on the wire.
 * @module
 */
import { wellFormed } from '../wellformed.mjs';

/** @typedef {'picture' | 'pdf' | 'office' | 'mail' | 'media' | 'text' | 'other'} Kind */

/** @type {Record<string, [Kind, string]>} */
const KINDS = {
  jpg: ['picture', 'image/jpeg'],
  jpeg: ['picture', 'image/jpeg'],
  png: ['picture', 'image/png'],
  webp: ['picture', 'image/webp'],
  pdf: ['pdf', 'application/pdf'],
  docx: ['office', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  xlsx: ['office', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pptx: ['office', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  odt: ['office', 'application/vnd.oasis.opendocument.text'],
  ods: ['office', 'application/vnd.oasis.opendocument.spreadsheet'],
  odp: ['office', 'application/vnd.oasis.opendocument.presentation'],
  doc: ['office', 'application/msword'],
  xls: ['office', 'application/vnd.ms-excel'],
  ppt: ['office', 'application/vnd.ms-powerpoint'],
  eml: ['mail', 'message/rfc822'],
  msg: ['mail', 'application/vnd.ms-outlook'],
  mp3: ['media', 'audio/mpeg'],
  m4a: ['media', 'audio/mp4'],
  wav: ['media', 'audio/wav'],
  mp4: ['media', 'video/mp4'],
  mov: ['media', 'video/quicktime'],
  txt: ['text', 'text/plain'],
  csv: ['text', 'text/csv'],
};

/** The end of a name, in lower case, without its dot. @param {string} name */
export const endOf = (name) =>
  name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';

/** @param {string} name @returns {Kind} */
export const kindOf = (name) => KINDS[endOf(name)]?.[0] ?? 'other';

/** The media type that goes with a name; what the browser says may come from the reporter's own system. @param {string} name */
export const typeOf = (name) => KINDS[endOf(name)]?.[1] ?? 'application/octet-stream';

/** A name of at most 255 characters that keeps its end, and no lone surrogates. @param {string} name */
export function shortName(name) {
  const characters = [...wellFormed(name)];
  const end = [...endOf(name)].length + 1;
  return characters.length <= 255
    ? characters.join('')
    : [...characters.slice(0, 255 - end), ...characters.slice(-end)].join('');
}
