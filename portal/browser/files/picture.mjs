/**
 * Making a picture anew from what can be seen in it, so that nothing hidden comes along.
 * @module
 */
import { hiddenDetails } from './hidden.mjs';
import { typeOf } from './kinds.mjs';

/** A clean copy and what the original held. @typedef {{ blob: Blob, removed: string[] }} CleanPicture */

const QUALITY = 0.92;

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
}

/**
 * Whether this browser gives pictures back as they were drawn. Tor Browser and others return noise instead, to keep
 * pages from telling devices apart.
 */
export function canvasIsTrue() {
  const { context } = canvasOf(16, 16);
  if (!context) return false;
  const drawn = context.createImageData(16, 16);
  crypto.getRandomValues(drawn.data);
  for (let i = 3; i < drawn.data.length; i += 4) drawn.data[i] = 255;
  context.putImageData(drawn, 0, 0);
  return context.getImageData(0, 0, 16, 16).data.every((value, i) => value === drawn.data[i]);
}

/** @param {Blob} blob */
const detailsOf = async (blob) => hiddenDetails(new Uint8Array(await blob.arrayBuffer()));

/** @param {File} file @returns {Promise<Blob | null>} */
async function drawnAnew(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { canvas, context } = canvasOf(picture.width, picture.height);
  if (!context) return null;
  context.drawImage(picture, 0, 0);
  picture.close();
  return new Promise((resolve) => {
    canvas.toBlob(resolve, typeOf(file.name), QUALITY);
  });
}

/**
 * A clean copy of a picture, or null when this browser cannot make one.
 * @param {File} file
 * @returns {Promise<CleanPicture | null>}
 */
export async function cleanPicture(file) {
  try {
    const blob = canvasIsTrue() ? await drawnAnew(file) : null;
    if (!blob || (await detailsOf(blob)).length) return null;
    return { blob, removed: await detailsOf(file) };
  } catch {
    return null;
  }
}
