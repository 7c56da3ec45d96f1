/**
 * Files with what a document says, as a whole. All but the answers themselves are made by the
 * service, from the file that it is sent once more.
 */

import { MARKDOWN, PLAIN_TEXT } from './api.js';
import { listenToMenu, menuItem } from './menu.js';
import { save, stemOf } from './saving.js';

/** What may be had: its name, the file's ending, and the media type that the service makes. */
const FORMATS = [
  { id: 'markdown', name: 'Markdown', ending: 'md', accept: MARKDOWN },
  { id: 'text', name: 'text', ending: 'txt', accept: PLAIN_TEXT },
  { id: 'json', name: 'JSON', ending: 'json', accept: null },
  { id: 'pdf', name: 'searchable PDF', ending: 'pdf', accept: 'application/pdf' },
];

/** The service makes no such file, or none of such a document: trying again is of no use. */
const NOT_TO_BE_HAD = new Set([406, 415, 422]);

/**
 * Builds the menu.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {(id: string) => HTMLElement} place
 * @param {import('./api.js').Service} service
 * @param {(text: string) => void} say tells the visitor what becomes of a choice
 */
export function createWrittenFiles(store, place, service, say) {
  const menu = place('downloads');
  menu.append(
    ...FORMATS.map(({ id, name, ending }) =>
      menuItem(`Download ${name}`, `.${ending}`, { format: id, testid: `read-download-${id}` }),
    ),
  );

  const note = place('take-note');
  const download = async (file, { name, ending, accept }) => {
    note.textContent = `Preparing ${name}`;
    try {
      const blob = accept ? await service.askWriting(file, accept) : answersOf(store.get());
      const saved = `${stemOf(file.name)}.${ending}`;
      save(blob, saved);
      say(`${saved} is on its way to your downloads`);
      note.textContent = '';
    } catch (problem) {
      note.textContent = NOT_TO_BE_HAD.has(problem.status) ? `No ${name}: ${problem.title}` : '';
      if (!NOT_TO_BE_HAD.has(problem.status)) {
        const again = () => {
          store.set({ problem: null });
          download(file, { name, ending, accept });
        };
        store.set({ problem, again });
      }
    }
  };

  listenToMenu(place('download'), menu, ({ format }) =>
    download(
      store.get().page.file,
      FORMATS.find(({ id }) => id === format),
    ),
  );
  store.subscribe(({ page }, before) => {
    if (page?.file !== before.page?.file) {
      note.textContent = '';
    }
  });
}

/** The answers that have arrived, in the form of the service's own. */
function answersOf({ answer, document }) {
  const whole = document
    ? { page_count: document.count, pages: document.pages.map((leaf) => leaf.answer) }
    : answer;
  return new Blob([JSON.stringify(whole, null, 2)], { type: 'application/json' });
}
