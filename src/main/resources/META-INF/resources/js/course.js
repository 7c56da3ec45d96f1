/**
 * How a page came to its answer: where the time went, and what the service tells of it.
 */

import { fact } from './dom.js';
import { duration, milliseconds } from './figures.js';
import { drawTiming } from './timing.js';

/**
 * Draws it, or nothing for a page that has failed.
 *
 * @param {(id: string) => HTMLElement} place
 * @param {{answer: object, roundTripMs: number, document: ?object}} state
 * @param {string[][]} facts each with its name
 * @param {string[][]} [steps] as drawTiming takes them
 */
export function drawCourse(place, { answer, roundTripMs, document }, facts, steps) {
  place('timing').hidden = answer.error !== undefined;
  drawTiming(
    { total: place('timing-total'), bar: place('timing-bar'), steps: place('timing-steps') },
    answer.timing ?? {},
    steps,
  );
  const wait = document
    ? ['Arrived after', duration(roundTripMs)]
    : ['Round trip', `${milliseconds(roundTripMs)} ms`];
  place('facts').replaceChildren(
    ...[...facts, wait].map(([name, value]) => fact(name, value || '–')),
  );
}

/**
 * A resolution in words.
 *
 * @param {{width: number, height: number}|number|undefined} size a width and a height, or the side
 *     of a square
 * @returns {string|number|undefined}
 */
export function sizeInWords(size) {
  return typeof size === 'object' && size !== null ? `${size.width} × ${size.height}` : size;
}
