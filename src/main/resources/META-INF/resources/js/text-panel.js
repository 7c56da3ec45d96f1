/**
 * The panel beside a page that was read: its text, line by line, to select and copy; and where the
 * time went.
 */

import { drawCourse, sizeInWords } from './course.js';
import { drawDocument } from './document-facts.js';
import { create } from './dom.js';
import { counted } from './figures.js';
import { listenToReadingList, markReadingList } from './reading-list.js';
import { indexOf } from './roving.js';
import { linesIn } from './text-state.js';
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

  listenToReadingList(store, list, reveal);
  document.addEventListener('selectionchange', () => {
    const picked = pickedIn(list);
    if (picked.size > 0 || store.get().picked.size > 0) {
      store.set({ picked });
    }
  });

  store.subscribe((state, before) => {
    if (state.document !== before.document) {
      const { document } = state;
      drawDocument(place, document, { Lines: (answer) => linesIn(answer).length });
      place('copy-all').hidden = document === null || document.count === 1;
    }
    if (!state.answer) {
      return;
    }
    if (state.answer !== before.answer) {
      drawWarnings(place, state.answer);
      drawLines(place, state.answer);
      drawCourse(place, state, factsOn(state.answer), STEPS);
      list.scrollTop = 0;
    }
    markReadingList(list, state, before);
  });
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

function factsOn({ model, device, precision, resolution }) {
  return [
    ['Model', model],
    ['Device', device],
    ['Precision', precision],
    ['Resolution', sizeInWords(resolution)],
  ];
}
