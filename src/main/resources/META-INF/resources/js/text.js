/**
 * The tab that reads: a scan or a document in, the text of its pages beside them.
 */

import { PLAIN_TEXT, writtenCurlLine } from './api.js';
import { byId } from './dom.js';
import { counted } from './figures.js';
import { LineOverlay } from './line-overlay.js';
import { save, stemOf } from './saving.js';
import { createStore } from './state.js';
import { Table } from './table.js';
import { createTextPanel } from './text-panel.js';
import { NOTHING_READ, linesIn, textOf, textsOf } from './text-state.js';
import { fillWithTwins } from './twins.js';

/** What the service is asked for. */
const KIND = 'ocr';

/** Between the pages of a text file, as printers have it. */
const FORM_FEED = '\f';

/**
 * Builds the tab; to be called before anything is drawn on the layout's.
 *
 * @param {import('./api.js').Service} service
 * @param {import('./key.js').Key} key
 * @param {{
 *   copy: (text: string, what: string) => void,
 *   say: (text: string) => void,
 *   progress: (text: string) => void,
 * }} voice
 * @returns {Table}
 */
export function createText(service, key, { copy, say, progress }) {
  const view = byId('view-text');
  const place = fillWithTwins(view, 'text');
  const store = createStore(NOTHING_READ);
  createTextPanel(store, place, { reveal: (index) => table.reveal(index) });
  const table = new Table(
    view,
    place,
    store,
    {
      page: (...question) => service.askWritten(KIND, ...question),
      pages: (...question) => service.askWrittenPages(KIND, ...question),
      found: ({ answer }) => `${counted(linesIn(answer).length, 'line')} read`,
    },
    drawingIn(new LineOverlay(place('overlay'))),
    progress,
  );

  place('copy').addEventListener('click', () => copy(textOf(store.get().answer), 'Text'));
  place('copy-all').addEventListener('click', () => {
    const texts = textsOf(store.get());
    copy(texts.join('\n'), `Text of ${counted(texts.length, 'page')}`);
  });
  place('download').addEventListener('click', () => {
    const name = `${stemOf(store.get().page.name)}.txt`;
    const type = 'text/plain;charset=utf-8';
    save(new Blob([textsOf(store.get()).join(FORM_FEED)], { type }), name);
    say(`${name} is on its way to your downloads`);
  });
  place('copy-json').addEventListener('click', () =>
    copy(JSON.stringify(store.get().answer, null, 2), 'JSON'),
  );
  place('copy-curl').addEventListener('click', () =>
    copy(writtenCurlLine(KIND, PLAIN_TEXT, store.get().page, key.kept), 'curl line'),
  );
  return table;
}

/** @returns {import('./table.js').Drawing} */
function drawingIn(overlay) {
  return {
    things: 'lines',
    differs: () => false,
    draw: ({ answer, page, show }, scale) => overlay.draw(linesIn(answer), page, scale, show),
    isAnother: (state, before) =>
      state.hovered !== before.hovered ||
      state.selected !== before.selected ||
      state.picked !== before.picked,
    highlight: ({ hovered, selected, picked }) => overlay.highlight(hovered, selected, picked),
    indexAt: (x, y) => overlay.lineAt(x, y),
    placeOf: (index) => overlay.placeOf(index),
  };
}
