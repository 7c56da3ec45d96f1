/**
 * Arrows from each region to the one that is read next. They keep to the gutters: beside a column
 * where its regions follow one another, between two columns where reading goes on in the next, so
 * that they cross as little text as can be. All sizes are pixels of the screen, at any zoom.
 */

import { createSvg } from './dom.js';

const HEAD_LENGTH = 7;
const HEAD_WIDTH = 7;
/** How far below a region's top an arrow ends, and above its bottom one starts, at most. */
const INSET = 8;
/** How far an arrow swings out into the margin, at least and at most. */
const SWING = { least: 9, most: 24 };
/** How far regions may overlap that still stand side by side, and arrows reach out of them. */
const GAP = 10;

/**
 * @typedef {{x1: number, y1: number, x2: number, y2: number, tag: ?object}} Stop a region's box on
 *     the screen, and the tag in the gutter beside it, if it has one there
 * @typedef {{x: number, y: number}} Point
 * @typedef {{start: Point, out: Point, back: Point, end: Point}} Curve a cubic Bézier curve: its
 *     ends, and the points that it leaves for and comes from
 */

/**
 * The arrows between regions.
 *
 * @param {import('./state.js').Placed[]} regions in reading order
 * @param {number} scale pixels of the screen per unit of the boxes
 * @param {{index: number, x: number, y: number, width: number, height: number}[]} tags
 * @returns {{from: number, to: number, drawn: SVGElement}[]} by the regions' indexes
 */
export function readingArrows(regions, scale, tags) {
  const read = regions.filter(({ order }) => order !== null);
  const stops = read.map(({ index, region }) => stopOf(index, region.box, scale, tags));
  return read.slice(1).map(({ index: to }, i) => {
    const from = read[i].index;
    return { from, to, drawn: draw(curve(stops[i], stops[i + 1]), from, to) };
  });
}

function stopOf(index, box, scale, tags) {
  const [x1, y1, x2, y2] = box.map((value) => value * scale);
  const tag = tags.find((each) => each.index === index);
  const beside = tag && tag.x + tag.width <= x1 && tag.y < y2 && tag.y + tag.height > y1;
  return { x1, y1, x2, y2, tag: beside ? tag : null };
}

/**
 * @param {Stop} from
 * @param {Stop} to
 * @returns {Curve}
 */
function curve(from, to) {
  if (to.x1 >= from.x2 - GAP) {
    return acrossToTheRight(from, to);
  }
  if (to.x2 <= from.x1 + GAP) {
    return acrossToTheLeft(from, to);
  }
  return throughTheMargin(from, to);
}

/** From the end of a column into the next, up or down the gutter before that. */
function acrossToTheRight(from, to) {
  const start = { x: from.x2, y: from.y2 - inset(from) };
  const end = entry(to);
  const gutter = Math.max((start.x + end.x) / 2, end.x - SWING.most);
  return {
    start,
    out: { x: Math.max(gutter, start.x + GAP), y: start.y },
    back: { x: Math.min(gutter, end.x - GAP), y: end.y },
    end,
  };
}

/** Back into an earlier column, by the gutter beside it. */
function acrossToTheLeft(from, to) {
  const start = { x: leftOf(from), y: from.y2 - inset(from) };
  const end = { x: to.x2, y: to.y1 + inset(to) };
  const gutter = Math.min((start.x + end.x) / 2, end.x + SWING.most);
  return {
    start,
    out: { x: Math.min(gutter, start.x - GAP), y: start.y },
    back: { x: Math.max(gutter, end.x + GAP), y: end.y },
    end,
  };
}

/** A bow to the left of both. */
function throughTheMargin(from, to) {
  const end = entry(to);
  const start = exit(from, to);
  const swing = SWING.least + 0.04 * Math.abs(end.y - start.y);
  const x = Math.min(start.x, end.x) - Math.min(swing, SWING.most);
  return { start, out: { x, y: start.y }, back: { x, y: end.y }, end };
}

/** Where reading begins: at the number in the gutter, else beside the first line. */
function entry(to) {
  const y = to.tag ? to.tag.y + to.tag.height / 2 : to.y1 + inset(to);
  return { x: leftOf(to), y };
}

/** Where reading ends; where the number stands there, at its side that faces the next region. */
function exit(from, to) {
  const { tag } = from;
  const y = from.y2 - inset(from);
  if (!tag || y > tag.y + tag.height) {
    return { x: from.x1, y };
  }
  const below = to.y1 >= from.y1;
  return { x: tag.x + 3, y: below ? tag.y + tag.height - 2 : tag.y + 2 };
}

function leftOf({ x1, tag }) {
  return tag ? tag.x : x1;
}

function inset({ y1, y2 }) {
  return Math.min((y2 - y1) / 2, INSET);
}

function draw({ start, out, back, end }, from, to) {
  const length = Math.hypot(end.x - back.x, end.y - back.y) || 1;
  const along = { x: (end.x - back.x) / length, y: (end.y - back.y) / length };
  const neck = { x: end.x - along.x * HEAD_LENGTH, y: end.y - along.y * HEAD_LENGTH };
  const side = { x: (-along.y * HEAD_WIDTH) / 2, y: (along.x * HEAD_WIDTH) / 2 };
  const line = `M${at(start)}C${at(out)} ${at(back)} ${at(neck)}`;
  const head =
    `M${at(end)}L${at({ x: neck.x + side.x, y: neck.y + side.y })}` +
    `L${at({ x: neck.x - side.x, y: neck.y - side.y })}Z`;
  const arrow = createSvg('g', { class: 'arrow', 'data-testid': 'arrow' });
  arrow.dataset.from = from;
  arrow.dataset.to = to;
  arrow.append(
    createSvg('path', { d: line, class: 'path-halo' }),
    createSvg('path', { d: line, class: 'path-line' }),
    createSvg('path', { d: head, class: 'path-head', 'data-testid': 'arrow-head' }),
    createSvg('circle', {
      cx: start.x.toFixed(1),
      cy: start.y.toFixed(1),
      r: 2.5,
      class: 'path-stop',
    }),
  );
  return arrow;
}

function at({ x, y }) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
