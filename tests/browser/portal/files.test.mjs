import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hiddenDetails } from '../../../portal/browser/files/hidden.mjs';
import { endOf, kindOf, shortName, typeOf } from '../../../portal/browser/files/kinds.mjs';

/** @param {string} text */
const ascii = (text) => Buffer.from(text, 'latin1');
/** @param {number} value */
const u16 = (value) => Buffer.from([value >> 8, value & 255]);
/** @param {number} value */
const u32 = (value) => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);

/** @param {number} marker @param {Buffer} body */
const segment = (marker, body) => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
/** @param {...Buffer} segments */
const jpeg = (...segments) =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, Buffer.from([0xff, 0xda])]);
/** @param {string} name @param {Buffer} body */
const chunk = (name, body) => Buffer.concat([u32(body.length), ascii(name), body, u32(0)]);
/** @param {...Buffer} chunks */
const png = (...chunks) => Buffer.concat([ascii('\x89PNG\r\n\x1a\n'), ...chunks]);

/** A big-endian TIFF with these tags; `next` is where a second directory (a small copy) stands. @param {number[]} tags @param {number} next */
function exif(tags, next = 0) {
  const entries = tags.map((tag) => Buffer.concat([u16(tag), u16(4), u32(1), u32(0)]));
  return Buffer.concat([ascii('MM\0*'), u32(8), u16(tags.length), ...entries, u32(next)]);
}
const [CAMERA, GPS] = [0x010f, 0x8825];

test('a photo tells its camera, place, small copy, captions and comments', () => {
  const photo = jpeg(
    segment(0xe0, ascii('JFIF\0')),
    segment(0xe1, Buffer.concat([ascii('Exif\0\0'), exif([CAMERA, GPS], 200)])),
    segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0')),
    segment(0xed, ascii('Photoshop 3.0\0')),
    segment(0xfe, ascii('by somebody')),
  );
  const expected = ['camera', 'place', 'thumbnail', 'editing', 'caption', 'comment'];
  assert.deepEqual(hiddenDetails(photo), expected);
});

test('a drawing made anew tells nothing, though it has a frame and a colour profile', () => {
  const clean = jpeg(
    segment(0xe0, ascii('JFIF\0')),
    segment(0xe2, ascii('ICC_PROFILE\0\x01')),
    segment(0xdb, u16(0)),
  );
  assert.deepEqual(hiddenDetails(clean), []);
});

test('what a browser does not know is told too', () => {
  assert.deepEqual(hiddenDetails(jpeg(segment(0xe2, ascii('MPF\0')))), ['other']);
});

test('a PNG tells its texts, time and Exif', () => {
  const text = chunk('tEXt', ascii('Author\0Somebody'));
  assert.deepEqual(hiddenDetails(png(text, chunk('IDAT', ascii('…')))), ['comment']);
  assert.deepEqual(hiddenDetails(png(chunk('eXIf', exif([CAMERA, GPS])))), ['camera', 'place']);
  assert.deepEqual(hiddenDetails(png(chunk('IHDR', ascii('x')), chunk('IEND', ascii('')))), []);
});

test('a WebP tells its Exif and editing history', () => {
  const body = exif([CAMERA]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  const webp = Buffer.concat([ascii('RIFF____WEBP'), ascii('EXIF'), size, body]);
  assert.deepEqual(hiddenDetails(webp), ['camera']);
});

test('no bytes whatever break the search for hidden details', () => {
  const starts = fc.constantFrom(
    [0xff, 0xd8],
    [...ascii('\x89PNG\r\n\x1a\n')],
    [...ascii('RIFF____WEBP')],
    [],
  );
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      assert.ok(Array.isArray(hiddenDetails(new Uint8Array([...start, ...rest]))));
    }),
  );
});

test('a broken Exif block still counts as camera data', () => {
  const broken = jpeg(segment(0xe1, ascii('Exif\0\0MM\0*\xff\xff\xff\xff')));
  assert.deepEqual(hiddenDetails(broken), ['camera']);
});

test('the end of a name decides the warning, whatever its case', () => {
  assert.equal(kindOf('Minutes of 3 May.DOCX'), 'office');
  assert.equal(kindOf('scan.pdf'), 'pdf');
  assert.equal(kindOf('holiday.JPeG'), 'picture');
  assert.equal(kindOf('no end'), 'other');
  assert.equal(endOf('archive.tar.gz'), 'gz');
  assert.equal(typeOf('a.png'), 'image/png');
  assert.equal(typeOf('a.unknown'), 'application/octet-stream');
});

test('a name too long for a document keeps its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (start) => {
      const name = shortName(`${start}.pdf`);
      assert.ok([...name].length <= 255 && name.endsWith('.pdf') && !/\p{Surrogate}/u.test(name));
    }),
  );
});
