/**
 * The panel beside a page that was read: its text, line by line, to select and copy; and where the
 * time went.
 */

import { drawDocument } from './document-facts.js';
import { create, fact, scrollWithin } from './dom.js';
import { counted, duration, milliseconds } from './figures.js';
import { linesIn } from './text-state.js';
import { drawTiming } from './timing.js';
import { drawWarnings } from './warnings.js';

/** What goes on from a page to its text. */
const STEPS = [
  ['prepare_ms', 'Prepare'],
  ['queue_ms', 'Queue'],
  ['detect_ms', 'Detect'],
  ['crop_ms', 'Crop'],
  ['orient_ms', 'Orient'],
  ['recognize_ms', 'Recognize'],
  ['finish_ms', 'Finish'],
];

/** Lines below this score are marked, to be looked at once more. */
const SURE = 0.8;

/** White space between lines that parts them, in heights of a line. */
const APART = 0.75;

const NOTHING_PICKED = new Set();

/**
 * Builds the panel and keeps it in step with the store.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {(id: string) => HTMLElement} place
 * @param {{reveal: (index: number) => void}} page called when a line was chosen in the list
 */
export function createTextPanel(store, place, { reveal }) {
  const list = place('lines');

  list.addEventListener('pointermove', ({ target }) => hover(store, indexOf(target)));
  list.addEventListener('pointerleave', () => hover(store, null));
  list.addEventListener('focusin', ({ target }) => {
    const index = indexOf(target);
    if (index !== null && index !== store.get().selected) {
      store.set({ selected: index });
      reveal(index);
    }
  });
  list.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      getSelection().selectAllChildren(list);
      return;
    }
    const to = moved(event.key, [...list.children], indexOf(event.target));
    if (to) {
      event.preventDefault();
      to.focus({ preventScroll: true });
    }
  });
  document.addEventListener('selectionchange', () => {
    const picked = pickedIn(list);
    if (picked.size > 0 || store.get().picked.size > 0) {
      store.set({ picked });
    }
  });

  store.subscribe((state, before) => {
    if (state.document !== before.document) {
      const { document } = state;
      drawDocument(place, document, 'Lines', (answer) => linesIn(answer).length);
      place('copy-all').hidden = document === null || document.count === 1;
    }
    if (!state.answer) {
      return;
    }
    if (state.answer !== before.answer) {
      drawWarnings(place, state.answer);
      drawLines(place, state.answer);
      drawCourse(place, state);
      list.scrollTop = 0;
    }
    markLines(list, state, before);
  });
}

function hover(store, hovered) {
  if (hovered !== store.get().hovered) {
    store.set({ hovered });
  }
}

function drawLines(place, answer) {
  const lines = linesIn(answer);
  const list = place('lines');
  place('count').textContent = counted(lines.length, 'line');
  list.replaceChildren(...lines.map((line, index) => row(line, index, lines[index - 1])));
  list.hidden = lines.length === 0;
  const none = place('none');
  none.hidden = lines.length > 0;
  none.textContent = answer.error ? 'This page has no text.' : 'No text was found on this page.';
  place('copy').disabled = lines.length === 0;
}

function row(line, index, before) {
  const item = create('li', 'line');
  item.id = `line-${index}`;
  item.tabIndex = index === 0 ? 0 : -1;
  item.dataset.index = index;
  item.dataset.testid = 'line';
  item.classList.toggle('is-apart', before !== undefined && standsApart(line, before));
  const text = create('span', 'line-text', line.error ?? line.text);
  text.dir = 'auto';
  text.dataset.testid = 'line-text';
  item.append(text);
  if (line.error) {
    item.classList.add('is-failed');
  } else {
    item.classList.toggle('is-unsure', line.score < SURE);
    item.append(score(line));
  }
  return item;
}

function score({ score: value }) {
  const figure = create('span', 'line-score');
  figure.append(create('span', 'visually-hidden', ', score '), value.toFixed(2));
  figure.dataset.testid = 'line-score';
  return figure;
}

/** Whether a line begins a paragraph or a column, as far as the white space tells. */
function standsApart({ box: [, top, , bottom] }, { box: [, topBefore, , bottomBefore] }) {
  const height = Math.min(bottom - top, bottomBefore - topBefore);
  return top - bottomBefore > APART * height || bottom < topBefore;
}

function markLines(list, { hovered, selected, picked, answer }, before) {
  const same =
    answer === before.answer &&
    hovered === before.hovered &&
    selected === before.selected &&
    picked === before.picked;
  if (same) {
    return;
  }
  for (const item of list.children) {
    const index = Number(item.dataset.index);
    item.classList.toggle('is-hovered', index === hovered);
    item.classList.toggle('is-selected', index === selected);
    if (index === selected) {
      item.setAttribute('aria-current', true);
    } else {
      item.removeAttribute('aria-current');
    }
    // One line is on the way of the Tab key: the one that was chosen last.
    if (selected !== null) {
      item.tabIndex = index === selected ? 0 : -1;
    }
  }
  // Follow the page, but leave the text alone while the pointer is in it.
  const chosen = selected !== before.selected;
  if (chosen || !list.matches(':hover')) {
    scrollWithin(list, list.children[chosen ? selected : hovered]);
  }
}

/** The lines whose text is selected, wholly or in part. */
function pickedIn(list) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.containsNode(list, true)) {
    return NOTHING_PICKED;
  }
  const texts = [...list.querySelectorAll('.line-text')];
  return new Set(
    texts
      .filter((text) => selection.containsNode(text, true))
      .map((text) => indexOf(text)),
  );
}

/** Where a key leads from a line: an item, or undefined for no move. */
function moved(key, items, at) {
  switch (key) {
    case 'ArrowDown':
      return items[Math.min(at + 1, items.length - 1)];
    case 'ArrowUp':
      return items[Math.max(at - 1, 0)];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default:
      return undefined;
  }
}

function indexOf(target) {
  const item = target.closest('[data-index]');
  return item ? Number(item.dataset.index) : null;
}

function drawCourse(place, { answer, roundTripMs, document }) {
  place('timing').hidden = answer.error !== undefined;
  drawTiming(
    { total: place('timing-total'), bar: place('timing-bar'), steps: place('timing-steps') },
    answer.timing ?? {},
    STEPS,
  );
  const { width, height } = answer.resolution ?? {};
  const facts = [
    ['Model', answer.model],
    ['Device', answer.device],
    ['Precision', answer.precision],
    ['Resolution', width ? `${width} × ${height}` : ''],
    document
      ? ['Arrived after', duration(roundTripMs)]
      : ['Round trip', `${milliseconds(roundTripMs)} ms`],
  ];
  place('facts').replaceChildren(...facts.map(([name, value]) => fact(name, value || '–')));
}
