/**
 * Lists whose items take the focus, of which one is on the way of the Tab key and the arrow keys go
 * on from there.
 */

/**
 * Has keys go from item to item.
 *
 * @param {Element} list its items have their places in data-index
 * @param {(index: number) => void} onFocus called when one of them takes the focus
 */
export function rove(list, onFocus) {
  list.addEventListener('focusin', ({ target }) => {
    const index = indexOf(target);
    if (index !== null) {
      onFocus(index);
    }
  });
  list.addEventListener('keydown', (event) => {
    const items = itemsOf(list);
    const at = items.findIndex((item) => item.contains(event.target));
    const to = items[step(event.key, at, items.length)];
    if (to) {
      event.preventDefault();
      to.focus({ preventScroll: true });
    }
  });
}

/**
 * @param {Element} list
 * @returns {Element[]} in the order that keys go
 */
export function itemsOf(list) {
  return [...list.querySelectorAll('[data-index]')];
}

/**
 * The place of the item that something is in.
 *
 * @param {Element} target
 * @returns {?number} null in none
 */
export function indexOf(target) {
  const item = target.closest('[data-index]');
  return item ? Number(item.dataset.index) : null;
}

/**
 * Where a key leads.
 *
 * @param {string} key
 * @param {number} at -1 for nowhere yet
 * @param {number} count
 * @returns {number} -1 where the key leads nowhere
 */
export function step(key, at, count) {
  const places = {
    ArrowDown: Math.min(at + 1, count - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: count - 1,
  };
  return places[key] ?? -1;
}
