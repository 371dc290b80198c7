/**
 * Long messages as several: a message never leaves the smallest size, so that its length tells nobody (protocol §2).
 * Nothing is cut: the texts of the parcels, end to end, are the text.
 * @module
 */

/** @typedef {import('../../../crypto/browser/files.mjs').Attachment} Attachment */
/** One message's worth. @typedef {{ text: string, files: Attachment[] }} Parcel */

/** Bytes for text and list of files, in the 12,280 that also hold signature, hashes and topic (`roomAt` of a message). */
export const ROOM = 10_900;
/** Bytes of a file's entry beside its names: id, key, tree, numbers, keys, quotation marks. */
const ENTRY = 360;

const encoder = new TextEncoder();

/** Bytes that a value takes in a document. @param {unknown} value */
const weigh = (value) => encoder.encode(JSON.stringify(value)).length;

/** @param {Attachment} file */
const weighFile = ({ name, type, removed = [] }) => ENTRY + weigh([name, type, removed]);

/**
 * @param {string} text well-formed
 * @param {Attachment[]} files
 * @returns {Parcel[]} at least one
 */
export function parcelsOf(text, files) {
  const groups = grouped(files);
  /** @type {Parcel[]} */
  const parcels = [];
  let rest = text;
  while (rest || groups.length || !parcels.length) {
    const together = groups.shift() ?? [];
    const room = ROOM - together.reduce((sum, file) => sum + weighFile(file), 0);
    const taken = fitting(rest, room);
    parcels.push({ text: rest.slice(0, taken), files: together });
    rest = rest.slice(taken);
  }
  return parcels;
}

/** Files in groups whose lists leave half the room. @param {Attachment[]} files @returns {Attachment[][]} */
function grouped(files) {
  /** @type {Attachment[][]} */
  const groups = [];
  let room = 0;
  for (const file of files) {
    room -= weighFile(file);
    if (room < 0) {
      groups.push([]);
      room = ROOM / 2 - weighFile(file);
    }
    groups[groups.length - 1].push(file);
  }
  return groups;
}

/** How much of the text fits, ended where a reader would pause. @param {string} text @param {number} room bytes */
function fitting(text, room) {
  if (weigh(text) <= room) return text.length;
  let [low, high] = [0, Math.min(text.length, room)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (weigh(text.slice(0, middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return pauseBefore(text, low);
}

const PAUSES = [/\n\s*\n/g, /\n/g, /[.?!]\s+/g, /\s+/g];

/** The last paragraph, line, sentence or word end in the second half before `most`; else between two characters. @param {string} text @param {number} most */
function pauseBefore(text, most) {
  const head = text.slice(0, most);
  for (const pause of PAUSES) {
    const ends = Array.from(head.matchAll(pause), (found) => found.index + found[0].length);
    const last = ends.filter((end) => end > most / 2 && end <= most).at(-1);
    if (last) return last;
  }
  const split = /[\uD800-\uDBFF]$/.test(head);
  return split ? most - 1 : most;
}
