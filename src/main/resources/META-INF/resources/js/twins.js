/**
 * Parts of the page that two tabs have alike: they are written once, in the tab that comes first.
 */

import { byId } from './dom.js';

/** What names an element, or refers to one by its name. */
const NAMES = ['id', 'data-testid', 'for', 'aria-labelledby', 'aria-describedby', 'aria-controls'];

/**
 * Puts a twin in the place of every element that asks for one, by the id in its data-like. What it
 * holds itself takes the place of the twin's part that has the same id. To be called before
 * anything is drawn into what they are twins of.
 *
 * @param {HTMLElement} view
 * @param {string} prefix of the twins' names
 * @returns {(id: string) => HTMLElement} finds the element that is called so in the first tab
 */
export function fillWithTwins(view, prefix) {
  for (const place of view.querySelectorAll('[data-like]')) {
    const twin = twinOf(byId(place.dataset.like), prefix);
    const own = [...place.children];
    place.replaceWith(twin);
    own.forEach((part) => byId(part.id).replaceWith(part));
  }
  return (id) => byId(`${prefix}-${id}`);
}

function twinOf(element, prefix) {
  const twin = element.cloneNode(true);
  for (const each of [twin, ...twin.querySelectorAll('*')]) {
    for (const name of NAMES) {
      if (each.hasAttribute(name)) {
        each.setAttribute(name, `${prefix}-${each.getAttribute(name)}`);
      }
    }
  }
  return twin;
}
