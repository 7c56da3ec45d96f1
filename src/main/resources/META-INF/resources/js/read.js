/**
 * The tab that writes out: a page or a document in, what it says beside it as headings, paragraphs,
 * lists and tables in reading order.
 */

import { MARKDOWN, writtenCurlLine } from './api.js';
import { byId } from './dom.js';
import { counted } from './figures.js';
import { Overlay } from './overlay.js';
import { createReadPanel } from './read-panel.js';
import { NOTHING_WRITTEN, blocksIn, placedIn, sourceInWords } from './read-state.js';
import { createStore } from './state.js';
import { Table } from './table.js';
import { fillWithTwins } from './twins.js';
import { createWrittenFiles } from './written-files.js';

/** What the service is asked for. */
const KIND = 'read';

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
export function createRead(service, key, { copy, say, progress }) {
  const view = byId('view-read');
  const place = fillWithTwins(view, 'read');
  const store = createStore(NOTHING_WRITTEN);
  createReadPanel(store, place, { reveal: (index) => table.reveal(index) });
  createWrittenFiles(store, place, service, say);
  const overlay = new Overlay(place('overlay'), {
    things: 'blocks',
    onFocus: (index) => {
      if (index !== store.get().selected) {
        store.set({ selected: index });
        table.reveal(index);
      }
    },
  });
  const table = new Table(
    view,
    place,
    store,
    {
      page: (...question) => service.askWritten(KIND, ...question),
      pages: (...question) => service.askWrittenPages(KIND, ...question),
      found: ({ answer }) =>
        `${counted(blocksIn(answer).length, 'block')} read. ${sourceInWords(answer)}`,
    },
    {
      things: 'blocks',
      differs: () => false,
      draw: ({ answer, page, show }, scale) => overlay.draw(placedIn(answer), page, scale, show),
      isAnother: (state, before) =>
        state.hovered !== before.hovered || state.selected !== before.selected,
      highlight: ({ hovered, selected }) => overlay.highlight(hovered, selected),
      indexAt: (x, y) => overlay.regionAt(x, y),
      placeOf: (index) => overlay.placeOf(index),
    },
    progress,
  );

  place('copy').addEventListener('click', () => copy(store.get().answer.markdown, 'Markdown'));
  place('copy-curl').addEventListener('click', () =>
    copy(writtenCurlLine(KIND, MARKDOWN, store.get().page, key.kept), 'curl line'),
  );
  return table;
}
