/**
 * What the tab that reads text knows, and what follows from it.
 */

import { NOTHING_YET } from './state.js';

/**
 * @typedef {{text: string, score: number, quad: number[][], box: number[], orientation: ?number,
 *     error?: string}} Line
 */

/** The state before any page was read. */
export const NOTHING_READ = {
  ...NOTHING_YET,
  /** Indexes of the lines whose text is selected, wholly or in part. */
  picked: new Set(),
  show: { outlines: true, numbers: false },
};

/**
 * The lines of an answer, in reading order.
 *
 * @param {?object} answer
 * @returns {Line[]}
 */
export function linesIn(answer) {
  return answer?.lines ?? [];
}

/**
 * The text of a page, as the service gives it in plain text: each line ends, the last one, too.
 *
 * @param {?object} answer
 * @returns {string}
 */
export function textOf(answer) {
  return linesIn(answer)
    .map(({ text }) => `${text}\n`)
    .join('');
}

/**
 * The texts of all pages that have arrived; of an image, its own.
 *
 * @param {{answer: ?object, document: ?import('./document.js').Document}} state
 * @returns {string[]}
 */
export function textsOf({ answer, document }) {
  return (document?.pages ?? [{ answer }]).map((leaf) => textOf(leaf.answer));
}
