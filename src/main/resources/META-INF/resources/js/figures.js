/**
 * Numbers as people read them.
 */

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/**
 * A time that is mostly well below a second.
 *
 * @param {number} ms
 * @returns {string} without a unit
 */
export function milliseconds(ms) {
  return ms >= 100 ? ms.toFixed(0) : ms.toFixed(1);
}

/**
 * A time of any length.
 *
 * @param {number} ms
 * @returns {string} such as 80 ms, 1.4 s, 75 s or 12 min
 */
export function duration(ms) {
  if (ms < 999.5) {
    return `${ms.toFixed(0)} ms`;
  }
  const seconds = ms / 1000;
  if (seconds < 119.5) {
    return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
  }
  return `${(seconds / 60).toFixed(0)} min`;
}

/**
 * An amount of memory.
 *
 * @param {number} bytes
 * @returns {string} such as 512 B or 23.5 GiB
 */
export function bytesInWords(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < BINARY.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(unit > 0 && value < 99.95 ? 1 : 0)} ${BINARY[unit]}`;
}

/**
 * A number of things.
 *
 * @param {number} number
 * @param {string} one what one of them is called
 * @returns {string} such as 1 page or 3 pages
 */
export function counted(number, one) {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}

/**
 * How fast pages came.
 *
 * @param {number} pages
 * @param {number} ms the time that they took
 * @returns {string} in pages per second; empty where there is nothing to tell
 */
export function pace(pages, ms) {
  if (pages === 0 || ms <= 0) {
    return '';
  }
  const perSecond = (1000 * pages) / ms;
  return `${perSecond.toFixed(perSecond < 9.95 ? 1 : 0)} pages/s`;
}
