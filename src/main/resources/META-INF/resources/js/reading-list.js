/**
 * A list of what a page says: its items and their places on the page light up together.
 */

import { scrollWithin } from './dom.js';
import { indexOf, itemsOf, rove } from './roving.js';

/**
 * Has the list tell the store what the pointer and the keys are at.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {HTMLElement} list its items have their places in data-index
 * @param {(index: number) => void} reveal called when an item was chosen
 */
export function listenToReadingList(store, list, reveal) {
  const hover = (hovered) => {
    if (hovered !== store.get().hovered) {
      store.set({ hovered });
    }
  };
  list.addEventListener('pointermove', ({ target }) => hover(indexOf(target)));
  list.addEventListener('pointerleave', () => hover(null));
  list.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      getSelection().selectAllChildren(list);
    }
  });
  rove(list, (index) => {
    if (index !== store.get().selected) {
      store.set({ selected: index });
      reveal(index);
    }
  });
}

/**
 * Marks the items that are hovered and selected, and scrolls to them.
 *
 * @param {HTMLElement} list
 * @param {object} state
 * @param {object} before
 */
export function markReadingList(list, state, before) {
  const { hovered, selected, answer } = state;
  const chosen = selected !== before.selected;
  if (answer === before.answer && hovered === before.hovered && !chosen) {
    return;
  }
  const items = itemsOf(list);
  for (const item of items) {
    const index = indexOf(item);
    item.classList.toggle('is-hovered', index === hovered);
    item.classList.toggle('is-selected', index === selected);
    if (index === selected) {
      item.setAttribute('aria-current', true);
    } else {
      item.removeAttribute('aria-current');
    }
    // One item is on the way of the Tab key: the one that was chosen last.
    if (selected !== null) {
      item.tabIndex = index === selected ? 0 : -1;
    }
  }
  // Follow the page, but leave the text alone while the pointer is in it.
  if (chosen || !list.matches(':hover')) {
    follow(list, items[chosen ? selected : hovered], chosen);
  }
}

function follow(list, item, chosen) {
  scrollWithin(list, item);
  // On narrow screens the list is as long as its text, and the page scrolls.
  if (chosen && list.scrollHeight <= list.clientHeight) {
    item?.scrollIntoView({ block: 'nearest' });
  }
}
