/**
 * Draws regions over a page, in SVG, in the pixels of the screen: lines and tags keep their size
 * and stay crisp however large the page is shown.
 *
 * On some tabs they are a list that keys and screen readers reach, too.
 */

import { readingArrows } from './arrows.js';
import { createSvg } from './dom.js';
import { indexOf, rove } from './roving.js';
import { styleOf, wordsOf } from './labels.js';
import { areaOf, containsPoint } from './shapes.js';

const TAG_HEIGHT = 16;
const TAG_PADDING = 5;
/** The share of a tag with words that may lie on regions. */
const MOST_COVERED = 0.3;
const TAG_FONT = '600 11px system-ui, sans-serif';

const ruler = document.createElement('canvas').getContext('2d');

/** The regions of one page, drawn into one svg element. */
export class Overlay {
  #svg;
  #things;
  #reachable;
  #regions = [];
  #scale = 1;
  #bounds = { width: 0, height: 0 };
  #outlines = true;
  #groups = new Map();
  #arrows = [];
  #tags = new Map();
  #raised = null;

  /**
   * @param {SVGSVGElement} svg lies exactly over the page
   * @param {{things?: string, onFocus?: (index: number) => void}} [wishes] what its regions are
   *     called; and, where keys are to reach them, what is called when they do
   */
  constructor(svg, { things = 'regions', onFocus = null } = {}) {
    this.#svg = svg;
    this.#things = things;
    this.#reachable = onFocus !== null;
    if (this.#reachable) {
      svg.setAttribute('role', 'list');
      svg.classList.add('is-reachable');
      // Browsers let the pointer focus an svg element that listens to the focus; its frame is none.
      rove(svg.parentElement, onFocus);
    }
  }

  /**
   * Draws anew.
   *
   * @param {import('./state.js').Placed[]} regions
   * @param {{width: number, height: number}} page in the units of the boxes
   * @param {number} scale pixels of the screen per unit
   * @param {{labels: boolean, order: boolean, path: boolean, outlines: boolean}} show
   */
  draw(regions, page, scale, show) {
    const bounds = { width: page.width * scale, height: page.height * scale };
    this.#regions = regions;
    this.#scale = scale;
    this.#bounds = bounds;
    this.#outlines = show.outlines;
    this.#groups.clear();
    this.#tags.clear();
    this.#raised = null;

    this.#svg.setAttribute('viewBox', `0 0 ${bounds.width} ${bounds.height}`);
    this.#svg.setAttribute('aria-label', `${regions.length} ${this.#things} drawn over the page`);
    const focused = this.#svg.contains(document.activeElement)
      ? indexOf(document.activeElement)
      : null;
    const outlines = createSvg('g', { class: 'outlines' });
    const tags = createSvg('g', { class: 'tags' });

    for (const placed of this.#inOrder(regions)) {
      const { index } = placed;
      const group = drawRegion(placed.region, scale, show.outlines);
      group.dataset.index = index;
      if (this.#reachable) {
        group.setAttribute('role', 'listitem');
        group.setAttribute('aria-label', placed.name);
        group.setAttribute('tabindex', -1);
      }
      this.#groups.set(index, group);
      outlines.append(group);
    }
    const taken = [];
    for (const each of regions) {
      const tag = placeTag(each, regions, scale, bounds, show, taken);
      if (tag) {
        taken.push({ ...tag, index: each.index });
        const drawn = drawTag(tag);
        this.#tags.set(each.index, { drawn, full: tag.text !== '' });
        tags.append(drawn);
      }
    }
    this.#arrows = show.path ? readingArrows(regions, scale, taken) : [];
    const path = createSvg('g', { class: 'path' });
    path.append(...this.#arrows.map(({ drawn }) => drawn));
    this.#svg.replaceChildren(outlines, path, tags);
    if (focused !== null) {
      this.#groups.get(focused)?.focus({ preventScroll: true });
    }
  }

  /**
   * Brings one region to the fore, with its full tag, and lets the others recede.
   *
   * @param {?number} hovered
   * @param {?number} selected
   */
  highlight(hovered, selected) {
    const chosen = this.#groups.has(hovered) ? hovered : selected;
    const some = this.#groups.has(chosen);
    this.#svg.classList.toggle('has-focus', some);
    for (const [index, group] of this.#groups) {
      group.classList.toggle('is-focus', index === chosen);
      group.classList.toggle('is-selected', index === selected);
    }
    if (this.#reachable) {
      this.#letTabKeyStopAt(selected);
    }
    for (const { from, to, drawn } of this.#arrows) {
      drawn.classList.toggle('is-focus', from === chosen || to === chosen);
    }
    for (const [index, { drawn }] of this.#tags) {
      drawn.classList.toggle('is-focus', index === chosen);
      drawn.classList.remove('is-replaced');
    }
    this.#raised?.remove();
    this.#raised = null;
    if (some && !this.#tags.get(chosen)?.full) {
      const region = this.#regions.find(({ index }) => index === chosen);
      const all = { labels: true, order: true };
      this.#tags.get(chosen)?.drawn.classList.add('is-replaced');
      const tag = placeTag(region, [region], this.#scale, this.#bounds, all, []);
      this.#raised = drawTag(tag);
      this.#raised.classList.add('is-focus');
      this.#svg.append(this.#raised);
    }
  }

  /** As keys go; else the largest first, so that no region hides one that lies within it. */
  #inOrder(regions) {
    return this.#reachable ? regions : [...regions].sort((a, b) => area(b) - area(a));
  }

  #letTabKeyStopAt(selected) {
    const stop = this.#groups.get(selected) ?? this.#svg.querySelector('.region');
    for (const group of this.#groups.values()) {
      group.setAttribute('tabindex', group === stop ? 0 : -1);
    }
  }

  /**
   * The smallest region at a point of the screen.
   *
   * @param {number} clientX
   * @param {number} clientY
   * @returns {?number} its index
   */
  regionAt(clientX, clientY) {
    const origin = this.#svg.getBoundingClientRect();
    const x = (clientX - origin.left) / this.#scale;
    const y = (clientY - origin.top) / this.#scale;
    const shapeOf = (region) => (this.#outlines && region.polygon) || cornersOf(region);
    const under = this.#regions
      .map(({ index, region }) => ({ index, shape: shapeOf(region) }))
      .filter(({ shape }) => containsPoint(shape, x, y))
      .sort((a, b) => areaOf(a.shape) - areaOf(b.shape));
    return under.length > 0 ? under[0].index : null;
  }

  /** Where a region lies within the sheet, in pixels of the screen. */
  placeOf(index) {
    const found = this.#regions.find((each) => each.index === index);
    return found ? found.region.box.map((value) => value * this.#scale) : null;
  }
}

/** A region's outline, and its box for as long as it is in the focus; else its box alone. */
function drawRegion(region, scale, outlines) {
  const style = styleOf(region.label);
  const [x1, y1, x2, y2] = region.box.map((value) => value * scale);
  const group = createSvg('g', { class: 'region', 'data-testid': 'region' });
  group.dataset.label = region.label;
  const box = {
    x: x1,
    y: y1,
    width: Math.max(x2 - x1, 1),
    height: Math.max(y2 - y1, 1),
    rx: 2,
  };
  const line = {
    class: 'shape',
    fill: style.colour,
    stroke: style.colour,
    'stroke-width': style.width,
    'stroke-dasharray': style.dash,
  };
  if (outlines && region.polygon) {
    const points = region.polygon.map((point) => point.map((value) => rounded(value * scale)));
    group.append(
      createSvg('rect', { ...box, class: 'box', stroke: style.colour }),
      createSvg('polygon', { ...line, points: points.join(' '), 'data-testid': 'outline' }),
    );
  } else {
    group.append(createSvg('rect', { ...box, ...line }));
  }
  return group;
}

function rounded(value) {
  return Math.round(value * 10) / 10;
}

function cornersOf({ box: [x1, y1, x2, y2] }) {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ];
}

/**
 * Finds room for a region's tag: words and number where they fit close by without covering the
 * page, else the number alone, which always has its place. The further the zoom, the more words.
 */
function placeTag(placed, regions, scale, bounds, show, taken) {
  const { region, order, words: own } = placed;
  const number = show.order && order !== null ? String(order) : '';
  const all = own ?? `${wordsOf(region.label)} ${region.score.toFixed(2)}`;
  const words = show.labels ? all : '';
  for (const text of words && number ? [words, ''] : [words]) {
    const width = tagWidth(number, text);
    if (width === 0) {
      return null;
    }
    const mayCover = number && text ? MOST_COVERED : Infinity;
    const spots = spotsAround(region.box, width, text !== '', scale, bounds);
    const [best] = spots
      .filter((spot) => !taken.some((other) => overlap(spot, other, 1) > 0))
      .map((spot, i) => ({ ...spot, cost: covered(spot, placed, regions, scale) + i / 20 }))
      .filter(({ cost }) => cost <= mayCover)
      .sort((a, b) => a.cost - b.cost);
    if (best || (number && !text)) {
      return { ...(best ?? spots[0]), number, text, label: region.label };
    }
  }
  return null;
}

/** Where a tag may stand, from the most to the least wanted: words above, a number beside. */
function spotsAround(box, width, hasWords, scale, bounds) {
  const [x1, y1, x2, y2] = box.map((value) => value * scale);
  const above = [x1, y1 - TAG_HEIGHT];
  const aboveRight = [x2 - width, y1 - TAG_HEIGHT];
  const within = [x1, y1];
  const spots = hasWords
    ? [above, within, aboveRight]
    : [[x1 - width - 1, y1], above, [x2 + 1, y1], within, aboveRight, [x1, y2]];
  return spots.map(([x, y]) => ({
    x: Math.min(Math.max(x, 0), Math.max(bounds.width - width, 0)),
    y: Math.min(Math.max(y, 0), Math.max(bounds.height - TAG_HEIGHT, 0)),
    width,
    height: TAG_HEIGHT,
  }));
}

/** The share of a tag that lies on regions; a large region bears its own tag more lightly. */
function covered(spot, own, regions, scale) {
  const whole = spot.width * spot.height;
  let sum = 0;
  for (const other of regions) {
    const [x1, y1, x2, y2] = other.region.box.map((value) => value * scale);
    const box = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
    const weight = other === own ? Math.min(1, (12 * whole) / (box.width * box.height)) : 1;
    sum += weight * overlap(spot, box, 0);
  }
  return sum / whole;
}

function drawTag({ x, y, width, number, text, label }) {
  const { colour } = styleOf(label);
  const group = createSvg('g', { class: 'tag', 'data-testid': 'tag', 'aria-hidden': true });
  group.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  group.append(createSvg('rect', { width, height: TAG_HEIGHT, rx: 3, fill: colour }));
  const line = createSvg('text', { x: TAG_PADDING, y: 12 });
  if (number) {
    line.append(span('tag-order', number));
  }
  if (text) {
    const words = span('tag-words', text);
    if (number) {
      words.setAttribute('dx', TAG_PADDING);
    }
    line.append(words);
  }
  group.append(line);
  return group;
}

function tagWidth(number, text) {
  ruler.font = TAG_FONT;
  const parts = [number, text].filter((part) => part !== '');
  const words = parts.reduce((sum, part) => sum + ruler.measureText(part).width, 0);
  return parts.length === 0 ? 0 : Math.ceil(words + TAG_PADDING * (parts.length + 1));
}

/** The area that two rectangles share when one of them is grown by a gap. */
function overlap(a, b, gap) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) + gap;
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) + gap;
  return Math.max(width, 0) * Math.max(height, 0);
}

function area({ region: { box } }) {
  return (box[2] - box[0]) * (box[3] - box[1]);
}

function span(className, text) {
  const tspan = createSvg('tspan', { class: className });
  tspan.textContent = text;
  return tspan;
}
