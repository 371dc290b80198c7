/**
 * Giving something to the browser to save.
 * @module
 */

const KEPT_MS = 60_000;

/** @param {string} name of the file @param {BlobPart} content */
export function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
