/**
 * Saves files.
 */

import { create } from './dom.js';

/** How long the browser may take to begin saving a file, in milliseconds. */
const SAVING = 60_000;

/**
 * Gives the visitor a file.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = create('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVING);
}

/**
 * A file's name without its ending.
 *
 * @param {string} name
 * @returns {string}
 */
export function stemOf(name) {
  return name.replace(/\.[^.]*$/, '');
}
