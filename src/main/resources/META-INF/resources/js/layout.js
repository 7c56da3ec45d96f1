/**
 * The tab that finds regions: a document in, the regions of its pages in reading order upon them.
 *
 * The service is asked once, down to a low score; threshold and labels then filter what it answered.
 */

import { LOWEST_SCORE, curlLine } from './api.js';
import { byId } from './dom.js';
import { createDownloads } from './downloads.js';
import { Overlay } from './overlay.js';
import { createPanel } from './panel.js';
import { NOTHING_YET, createStore, hasOutlines, shownAnswer, shownRegions } from './state.js';
import { Table } from './table.js';

/**
 * Builds the tab.
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
export function createLayout(service, key, { copy, say, progress }) {
  const store = createStore(NOTHING_YET);
  byId('threshold').min = LOWEST_SCORE;
  createPanel(store, { reveal: (index) => table.reveal(index) });
  createDownloads(store, service, say);
  const table = new Table(
    byId('view-layout'),
    byId,
    store,
    {
      page: (file, signal) => service.askLayout(file, signal),
      pages: (file, from, signal) => service.askPages(file, from, signal),
      found: (state) => `${shownRegions(state).length} regions found`,
    },
    drawingIn(new Overlay(byId('overlay'))),
    progress,
  );

  byId('copy-json').addEventListener('click', () =>
    copy(JSON.stringify(shownAnswer(store.get()), null, 2), 'JSON as shown'),
  );
  byId('copy-json-whole').addEventListener('click', () =>
    copy(JSON.stringify(store.get().answer, null, 2), 'Whole JSON'),
  );
  byId('copy-curl').addEventListener('click', () => {
    const { page, threshold } = store.get();
    copy(curlLine(page, threshold, key.kept), 'curl line');
  });
  return table;
}

/** @returns {import('./table.js').Drawing} */
function drawingIn(overlay) {
  return {
    things: 'regions',
    differs: (state, before) =>
      state.threshold !== before.threshold || state.hidden !== before.hidden,
    draw: (state, scale) => {
      overlay.draw(shownRegions(state), state.page, scale, state.show);
      byId('show-outlines').hidden = !hasOutlines(state);
    },
    isAnother: (state, before) =>
      state.hovered !== before.hovered || state.selected !== before.selected,
    highlight: ({ hovered, selected }) => overlay.highlight(hovered, selected),
    indexAt: (x, y) => overlay.regionAt(x, y),
    placeOf: (index) => overlay.placeOf(index),
  };
}
