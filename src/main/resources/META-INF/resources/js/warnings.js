/**
 * What a page does not show faithfully, in a note beside it.
 */

import { create } from './dom.js';

/** What a type of warning is called here; others come by their own names. */
const NAMES = {
  damaged: 'Damaged',
  'not-drawn': 'Not drawn',
  'missing-glyphs': 'Missing characters',
  invisible: 'Invisible',
  repaired: 'Repaired',
};

/** Of a page that was repaired nothing need be missing. */
const HARMLESS = 'repaired';

/**
 * The warnings of an answer, in its order.
 *
 * @param {?object} answer
 * @returns {{type: string, detail: string}[]}
 */
export function warningsOf(answer) {
  return answer?.warnings ?? [];
}

/**
 * What an answer's warnings come to, in a few words.
 *
 * @param {?object} answer
 * @returns {string} empty without any
 */
export function warningsInWords(answer) {
  const warnings = warningsOf(answer);
  if (warnings.length === 0) {
    return '';
  }
  return warnings.every(({ type }) => type === HARMLESS)
    ? 'This page was repaired'
    : 'Not all of this page could be read';
}

/**
 * Shows the warnings of an answer, or that there are none.
 *
 * @param {(id: string) => HTMLElement} place
 * @param {object} answer
 */
export function drawWarnings(place, answer) {
  place('page-warnings').hidden = warningsOf(answer).length === 0;
  place('warnings-name').textContent = warningsInWords(answer);
  place('warnings-list').replaceChildren(...warningsOf(answer).map(entry));
}

function entry({ type, detail }) {
  const item = create('li');
  item.dataset.testid = 'warning';
  item.dataset.type = type;
  item.append(create('strong', '', NAMES[type] ?? type), create('p', '', detail));
  return item;
}
