/**
 * The panel beside a page that was written out: what it says, block by block, where that comes from,
 * and where the time went.
 */

import { drawBlocks } from './blocks.js';
import { drawCourse } from './course.js';
import { drawDocument } from './document-facts.js';
import { counted } from './figures.js';
import { blocksIn, sourceInWords } from './read-state.js';
import { listenToReadingList, markReadingList } from './reading-list.js';
import { drawWarnings } from './warnings.js';

/** What goes on from a page to what it says. */
const STEPS = [
  ['decode_ms', 'Decode'],
  ['layout_ms', 'Layout', 'find'],
  ['text_ms', 'Text', 'find'],
];

/**
 * Builds the panel and keeps it in step with the store.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {(id: string) => HTMLElement} place
 * @param {{reveal: (index: number) => void}} page called when a block was chosen in the list
 */
export function createReadPanel(store, place, { reveal }) {
  const list = place('blocks');
  listenToReadingList(store, list, reveal);
  store.subscribe((state, before) => {
    const { document, answer, page } = state;
    if (document !== before.document) {
      drawDocument(place, document, {
        Blocks: (each) => blocksIn(each).length,
        'Pages from text layers': (each) => Number(each.text_source === 'layer'),
        'Pages recognized': (each) => Number(each.text_source === 'ocr'),
      });
    }
    if (!answer) {
      return;
    }
    if (answer !== before.answer) {
      drawWarnings(place, answer);
      drawText(place, answer, page);
      drawCourse(place, state, [], STEPS);
      list.scrollTop = 0;
    }
    markReadingList(list, state, before);
  });
}

function drawText(place, answer, page) {
  const blocks = blocksIn(answer);
  const list = place('blocks');
  const source = sourceInWords(answer);
  place('count').textContent = counted(blocks.length, 'block');
  place('source').textContent = source;
  place('source').hidden = source === '';
  list.replaceChildren(...drawBlocks(blocks, page));
  list.hidden = blocks.length === 0;
  const none = place('none');
  none.hidden = blocks.length > 0;
  none.textContent = answer.error ? 'This page has no text.' : 'Nothing is written on this page.';
  place('copy').disabled = !answer.markdown;
}
