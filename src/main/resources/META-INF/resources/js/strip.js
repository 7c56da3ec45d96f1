/**
 * The pages of a document beside the one that is shown: how many have arrived, and a small picture
 * of each to turn to.
 */

import { turnTo } from './document.js';
import { create, scrollWithin } from './dom.js';
import { counted, pace } from './figures.js';
import { warningsInWords, warningsOf } from './warnings.js';

/** Turning by as many pages, by the key that does it within the strip. */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };

/**
 * Builds the strip and keeps it in step with the store.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {(id: string) => HTMLElement} place
 * @param {{stop: () => void, readOn: () => void}} reading
 */
export function createStrip(store, place, { stop, readOn }) {
  const list = place('page-list');
  const number = place('page-number');

  list.addEventListener('click', ({ target }) => {
    const item = target.closest('[data-page]');
    if (item) {
      turnTo(store, Number(item.dataset.page));
    }
  });
  list.addEventListener('keydown', (event) => {
    const { pages } = store.get().document;
    const ends = { Home: pages[0]?.number, End: pages.at(-1)?.number };
    if (event.key in STEPS) {
      event.preventDefault();
      turnBy(store, STEPS[event.key]);
    } else if (event.key in ends) {
      event.preventDefault();
      turnTo(store, ends[event.key]);
    }
    // The page's own keys would turn once more.
    if (event.defaultPrevented) {
      event.stopPropagation();
    }
  });
  place('turn-back').addEventListener('click', () => turnBy(store, -1));
  place('turn-on').addEventListener('click', () => turnBy(store, 1));
  number.addEventListener('change', () => {
    turnTo(store, Number(number.value));
    number.value = store.get().page.number ?? '';
  });
  place('stop').addEventListener('click', stop);
  place('read-on').addEventListener('click', readOn);

  store.subscribe((state, before) => {
    const { document, page } = state;
    if (document === before.document && page === before.page) {
      return;
    }
    place('strip').hidden = document === null || document.count === 1;
    place('pager').hidden = place('strip').hidden;
    if (document === null) {
      list.replaceChildren();
      return;
    }
    if (document !== before.document) {
      drawReading(place, document);
      addPages(list, document, before.document);
    }
    drawPager(place, document, page);
    markPage(list, page, page !== before.page);
  });
}

/**
 * Turns some pages on, or back.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {number} by
 */
export function turnBy(store, by) {
  const { page } = store.get();
  turnTo(store, (page.number ?? 0) + by);
}

function drawReading(place, { count, pages, reading, elapsedMs }) {
  const whole = reading === 'whole';
  place('reading').dataset.state = reading;
  const bar = place('reading-bar');
  bar.hidden = whole;
  // Without a value, the bar tells that nobody knows how long it takes.
  if (count) {
    bar.max = count;
    bar.value = pages.length;
  } else {
    bar.removeAttribute('value');
  }
  place('reading-count').textContent = countInWords(count, pages.length, whole);
  place('reading-pace').textContent = pace(pages.length, elapsedMs);
  place('reading-state').textContent =
    { stopped: 'Stopped', broken: 'The connection broke' }[reading] ?? '';
  place('stop').hidden = reading !== 'underway';
  place('read-on').hidden = reading !== 'stopped' && reading !== 'broken';
}

function countInWords(count, read, whole) {
  if (!count) {
    return 'Opening';
  }
  return whole ? counted(count, 'page') : `${read} of ${counted(count, 'page')}`;
}

/** Adds what has arrived; what is there stays, so that nothing jumps or is decoded again. */
function addPages(list, document, before) {
  if (document.file !== before?.file || document.pages.length < list.childElementCount) {
    list.replaceChildren();
  }
  const arrived = document.pages.slice(list.childElementCount);
  list.append(...arrived.map((leaf) => thumbnail(leaf, list.id)));
}

function thumbnail({ number, answer, url }, listId) {
  const item = create('div', 'thumbnail');
  item.id = idOf(number, listId);
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', false);
  item.dataset.page = number;
  item.dataset.testid = 'thumbnail';
  const paper = create('span', 'thumbnail-paper');
  if (answer.width) {
    paper.style.aspectRatio = `${answer.width} / ${answer.height}`;
  }
  if (url) {
    const image = create('img');
    image.alt = '';
    image.loading = 'lazy';
    image.decoding = 'async';
    image.src = url;
    paper.append(image);
  }
  item.append(paper, create('span', 'thumbnail-number', number));
  if (answer.error) {
    item.classList.add('is-failed');
    item.title = `${answer.error.title}: ${answer.error.detail ?? ''}`;
    paper.append(create('span', 'thumbnail-mark', '!'));
    item.append(create('span', 'visually-hidden', `, ${answer.error.title}`));
  } else if (warningsOf(answer).length > 0) {
    item.classList.add('is-warned');
    item.title = warningsOf(answer)
      .map(({ detail }) => detail)
      .join('\n');
    item.append(create('span', 'visually-hidden', `, ${warningsInWords(answer)}`));
  }
  return item;
}

function idOf(number, listId) {
  return `${listId}-${number}`;
}

function drawPager(place, { count, pages }, { number }) {
  place('page-number').value = number ?? '';
  place('page-count').textContent = `of ${count ?? '…'}`;
  place('turn-back').disabled = !number || number <= (pages[0]?.number ?? 1);
  place('turn-on').disabled = !number || number >= (pages.at(-1)?.number ?? 1);
}

function markPage(list, { number }, turned) {
  const before = list.querySelector('[aria-selected="true"]');
  const item = list.querySelector(`#${idOf(number, list.id)}`);
  if (item === before) {
    return;
  }
  before?.setAttribute('aria-selected', false);
  item?.setAttribute('aria-selected', true);
  if (item) {
    list.setAttribute('aria-activedescendant', item.id);
  } else {
    list.removeAttribute('aria-activedescendant');
  }
  if (turned) {
    scrollWithin(list, item);
  }
}
