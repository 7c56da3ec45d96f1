/**
 * Draws lines of text over a page, in SVG, in the pixels of the screen.
 */

import { createSvg } from './dom.js';
import { areaOf, containsPoint } from './shapes.js';

/** Between a line and the number beside it. */
const GAP = 4;
const NUMBER_SIZE = { least: 7, most: 12, ofLine: 0.62 };

/** The lines of one page, drawn into one svg element. */
export class LineOverlay {
  #svg;
  #lines = [];
  #scale = 1;
  #shapes = [];

  /** @param {SVGSVGElement} svg lies exactly over the page */
  constructor(svg) {
    this.#svg = svg;
  }

  /**
   * Draws anew.
   *
   * @param {import('./text-state.js').Line[]} lines
   * @param {{width: number, height: number}} page in the units of the corners
   * @param {number} scale pixels of the screen per unit
   * @param {{outlines: boolean, numbers: boolean}} show
   */
  draw(lines, page, scale, show) {
    this.#lines = lines;
    this.#scale = scale;
    this.#svg.setAttribute('viewBox', `0 0 ${page.width * scale} ${page.height * scale}`);
    this.#svg.setAttribute('aria-label', `${lines.length} lines outlined on the page`);
    this.#svg.classList.toggle('is-bare', !show.outlines);
    this.#shapes = lines.map((line, index) => drawLine(line, index, scale));
    const numbers = createSvg('g', { class: 'line-numbers' });
    if (show.numbers) {
      numbers.append(...lines.map((line, index) => drawNumber(line, index, scale)));
    }
    this.#svg.replaceChildren(...this.#shapes, numbers);
  }

  /**
   * Marks lines as with a text marker.
   *
   * @param {?number} hovered
   * @param {?number} selected
   * @param {Set<number>} picked those whose text is selected, wholly or in part
   */
  highlight(hovered, selected, picked) {
    this.#shapes.forEach((shape, index) => {
      shape.classList.toggle('is-hovered', index === hovered);
      shape.classList.toggle('is-selected', index === selected);
      shape.classList.toggle('is-picked', picked.has(index));
    });
  }

  /**
   * The smallest line at a point of the screen.
   *
   * @param {number} clientX
   * @param {number} clientY
   * @returns {?number} its index
   */
  lineAt(clientX, clientY) {
    const origin = this.#svg.getBoundingClientRect();
    const x = (clientX - origin.left) / this.#scale;
    const y = (clientY - origin.top) / this.#scale;
    const under = this.#lines
      .map(({ quad }, index) => ({ index, quad }))
      .filter(({ quad }) => containsPoint(quad, x, y))
      .sort((a, b) => areaOf(a.quad) - areaOf(b.quad));
    return under.length > 0 ? under[0].index : null;
  }

  /** Where a line lies within the sheet, in pixels of the screen. */
  placeOf(index) {
    return this.#lines[index]?.box.map((value) => value * this.#scale) ?? null;
  }
}

function drawLine({ quad, error }, index, scale) {
  const points = quad.map((corner) => corner.map((value) => (value * scale).toFixed(1)));
  const shape = createSvg('polygon', {
    class: error ? 'line-shape is-failed' : 'line-shape',
    points: points.join(' '),
    'data-testid': 'line-shape',
  });
  shape.dataset.index = index;
  return shape;
}

/** Before the line's first character, as high as the line allows. */
function drawNumber({ quad: [topLeft, , , bottomLeft] }, index, scale) {
  const height = Math.hypot(bottomLeft[0] - topLeft[0], bottomLeft[1] - topLeft[1]) * scale;
  const size = Math.min(
    Math.max(height * NUMBER_SIZE.ofLine, NUMBER_SIZE.least),
    NUMBER_SIZE.most,
  );
  const number = createSvg('text', {
    x: (((topLeft[0] + bottomLeft[0]) / 2) * scale - GAP).toFixed(1),
    y: (((topLeft[1] + bottomLeft[1]) / 2) * scale + size * 0.36).toFixed(1),
    'font-size': size.toFixed(1),
    'data-testid': 'line-number',
  });
  number.textContent = index + 1;
  return number;
}
