/**
 * What hidden details a picture holds: looked for before it is made anew, and once more afterwards.
 * @module
 */

/** @typedef {'camera' | 'place' | 'editing' | 'caption' | 'comment' | 'thumbnail' | 'other'} Detail */

const GPS = 0x8825;

/** @param {Uint8Array} bytes @param {number} at @param {number} length */
const ascii = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * What an Exif block tells: always camera and time, perhaps the place and a small copy of the picture.
 * @param {Uint8Array} tiff from its byte order mark
 * @returns {Detail[]}
 */
function inExif(tiff) {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = ascii(tiff, 0, 2) === 'II';
  try {
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    const tags = Array.from({ length: entries }, (_, i) => view.getUint16(directory + 2 + 12 * i, little));
    const next = view.getUint32(directory + 2 + 12 * entries, little);
    return ['camera', ...(tags.includes(GPS) ? /** @type {Detail[]} */ (['place']) : []), ...thumbnail(next)];
  } catch {
    return ['camera'];
  }
}

/** @param {number} directory @returns {Detail[]} */
const thumbnail = (directory) => (directory ? ['thumbnail'] : []);

/** @param {number} marker @param {Uint8Array} segment @returns {Detail[]} */
function inSegment(marker, segment) {
  if (marker === 0xfe) return ['comment'];
  if (marker === 0xe1 && ascii(segment, 0, 4) === 'Exif') return inExif(segment.subarray(6));
  if (marker === 0xe1) return ['editing'];
  if (marker === 0xed) return ['caption'];
  const harmless =
    marker === 0xe0 || marker === 0xee || (marker === 0xe2 && ascii(segment, 0, 11) === 'ICC_PROFILE');
  return marker > 0xe0 && marker < 0xf0 && !harmless ? ['other'] : [];
}

/** @param {Uint8Array} bytes @returns {Detail[]} */
function inJpeg(bytes) {
  /** @type {Detail[]} */
  const found = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; ) {
    const length = (bytes[at + 2] << 8) | bytes[at + 3];
    if (length < 2) break;
    found.push(...inSegment(bytes[at + 1], bytes.subarray(at + 4, at + 2 + length)));
    at += 2 + length;
  }
  return found;
}

/** @param {string} name @param {Uint8Array} chunk @returns {Detail[]} */
function inChunk(name, chunk) {
  if (name === 'eXIf' || name === 'EXIF') {
    return inExif(ascii(chunk, 0, 4) === 'Exif' ? chunk.subarray(6) : chunk);
  }
  if (name === 'tIME') return ['camera'];
  if (name === 'XMP ') return ['editing'];
  if (name === 'iTXt' && ascii(chunk, 0, 17) === 'XML:com.adobe.xmp') return ['editing'];
  return ['tEXt', 'zTXt', 'iTXt'].includes(name) ? ['comment'] : [];
}

/**
 * Chunks of a PNG (length, name, bytes, checksum) or a WebP (name, length, bytes, evened).
 * @param {Uint8Array} bytes @param {boolean} png
 */
function inChunks(bytes, png) {
  /** @type {Detail[]} */
  const found = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = png ? 8 : 12; at + 8 <= bytes.length; ) {
    const length = png ? view.getUint32(at) : view.getUint32(at + 4, true);
    found.push(...inChunk(ascii(bytes, png ? at + 4 : at, 4), bytes.subarray(at + 8, at + 8 + length)));
    at += png ? 12 + length : 8 + length + (length % 2);
  }
  return found;
}

/**
 * The hidden details of a JPEG, PNG or WebP; none for anything else.
 * @param {Uint8Array} bytes
 * @returns {Detail[]} each once
 */
export function hiddenDetails(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return [...new Set(inJpeg(bytes))];
  if (ascii(bytes, 1, 3) === 'PNG') return [...new Set(inChunks(bytes, true))];
  if (ascii(bytes, 8, 4) === 'WEBP') return [...new Set(inChunks(bytes, false))];
  return [];
}
