/**
 * Finds elements of the page and makes new ones.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} id
 * @returns {?HTMLElement}
 */
export const byId = (id) => document.getElementById(id);

/**
 * An element of HTML.
 *
 * @param {string} name
 * @param {string} [className]
 * @param {string|number} [text]
 * @returns {HTMLElement}
 */
export function create(name, className = '', text = undefined) {
  const created = document.createElement(name);
  if (className) {
    created.className = className;
  }
  if (text !== undefined) {
    created.textContent = text;
  }
  return created;
}

/**
 * An element of SVG.
 *
 * @param {string} name
 * @param {Object<string, string|number>} attributes those that are empty are left out
 * @returns {SVGElement}
 */
export function createSvg(name, attributes) {
  const created = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== '') {
      created.setAttribute(key, value);
    }
  }
  return created;
}

/**
 * An entry of a description list.
 *
 * @param {string} name
 * @param {string|number} value
 * @returns {HTMLElement}
 */
export function pair(name, value) {
  const entry = create('div');
  entry.append(create('dt', '', name), create('dd', '', value));
  return entry;
}

/**
 * An entry of a list of facts on an answer, which tests find by its name.
 *
 * @param {string} name
 * @param {string|number} value
 * @returns {HTMLElement}
 */
export function fact(name, value) {
  const entry = pair(name, value);
  entry.dataset.testid = `fact-${name.toLowerCase().replaceAll(' ', '-')}`;
  return entry;
}

/**
 * Scrolls a list as little as shows one of its items. Unlike {@code scrollIntoView}, it moves
 * nothing around the list.
 *
 * @param {HTMLElement} list the items' offset parent
 * @param {?HTMLElement} item
 */
export function scrollWithin(list, item) {
  if (!item) {
    return;
  }
  const top = item.offsetTop;
  const left = item.offsetLeft;
  if (top < list.scrollTop) {
    list.scrollTop = top;
  } else if (top + item.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + item.offsetHeight - list.clientHeight;
  }
  if (left < list.scrollLeft) {
    list.scrollLeft = left;
  } else if (left + item.offsetWidth > list.scrollLeft + list.clientWidth) {
    list.scrollLeft = left + item.offsetWidth - list.clientWidth;
  }
}
