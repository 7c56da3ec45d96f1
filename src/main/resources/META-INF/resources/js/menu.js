/**
 * Menus that open over a button at the bottom of a panel.
 */

import { create } from './dom.js';

/**
 * Has a menu open, close and follow keys.
 *
 * @param {HTMLElement} opener the button that it belongs to
 * @param {HTMLElement} menu a popover of items
 * @param {(choice: DOMStringMap) => void} onChoose called with the data of the item that was chosen
 */
export function listenToMenu(opener, menu, onChoose) {
  menu.addEventListener('toggle', ({ newState }) => {
    opener.setAttribute('aria-expanded', newState === 'open');
    if (newState === 'open') {
      placeAbove(menu, opener);
      choices(menu)[0]?.focus();
    }
  });
  menu.addEventListener('keydown', (event) => {
    const all = choices(menu);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    }
  });
  menu.addEventListener('click', ({ target }) => {
    const item = target.closest('button');
    if (item) {
      menu.hidePopover();
      onChoose(item.dataset);
    }
  });
}

/**
 * An item of a menu.
 *
 * @param {string} name
 * @param {string} hint in what format it comes
 * @param {Object<string, string>} data
 * @returns {HTMLButtonElement}
 */
export function menuItem(name, hint, data) {
  const button = create('button', 'menu-item');
  button.type = 'button';
  button.setAttribute('role', 'menuitem');
  Object.assign(button.dataset, data);
  button.append(create('span', '', name), create('span', 'menu-hint', hint));
  return button;
}

function choices(menu) {
  return [...menu.querySelectorAll('button:not(:disabled)')].filter(
    (button) => button.offsetParent !== null,
  );
}

function placeAbove(menu, opener) {
  const { top, right } = opener.getBoundingClientRect();
  menu.style.left = `${Math.max(right - menu.offsetWidth, 8)}px`;
  menu.style.top = `${Math.max(top - menu.offsetHeight - 6, 8)}px`;
}
