/**
 * The geometry of polygons, given as lists of points that close by themselves.
 */

/**
 * Whether a point lies within, by the even-odd rule.
 *
 * @param {number[][]} polygon
 * @param {number} x
 * @param {number} y
 * @returns {boolean}
 */
export function containsPoint(polygon, x, y) {
  let within = false;
  forEachSide(polygon, ([x1, y1], [x2, y2]) => {
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) {
      within = !within;
    }
  });
  return within;
}

/**
 * The area, by the shoelace formula.
 *
 * @param {number[][]} polygon
 * @returns {number} in squares of the points' unit, whichever way round the points run
 */
export function areaOf(polygon) {
  let doubled = 0;
  forEachSide(polygon, ([x1, y1], [x2, y2]) => {
    doubled += x1 * y2 - x2 * y1;
  });
  return Math.abs(doubled) / 2;
}

function forEachSide(polygon, visit) {
  polygon.forEach((point, i) => visit(point, polygon[(i + 1) % polygon.length]));
}
