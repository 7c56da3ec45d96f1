/**
 * Files to take away: the page with its regions drawn upon it, and the regions in the formats of
 * others. The service makes them, from the page or the document that it is sent once more.
 */

import { byId, create } from './dom.js';
import { listenToMenu, menuItem } from './menu.js';
import { save, stemOf } from './saving.js';

/** What may be had: its name, the file's ending, and how the service is asked for it. */
const FORMATS = [
  {
    id: 'png',
    name: 'Picture with regions',
    hint: 'PNG',
    ending: 'png',
    accept: 'image/png',
    wishes: { visualize: true },
    onePageOnly: true,
  },
  {
    id: 'coco',
    name: 'COCO',
    hint: 'JSON',
    ending: 'coco.json',
    accept: 'application/json',
    wishes: { format: 'coco' },
  },
  {
    id: 'hocr',
    name: 'hOCR',
    hint: 'XHTML',
    ending: 'hocr',
    accept: 'application/xhtml+xml',
    wishes: { format: 'hocr' },
  },
  {
    id: 'alto',
    name: 'ALTO',
    hint: 'XML',
    ending: 'alto.xml',
    accept: 'application/xml',
    wishes: { format: 'alto' },
  },
];

/**
 * Builds the menu.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {import('./api.js').Service} service
 * @param {(text: string) => void} say tells the visitor what becomes of a choice
 */
export function createDownloads(store, service, say) {
  const opener = byId('download');
  const menu = byId('downloads');

  const download = async (wanted) => {
    const { file, format, choice } = wanted;
    say(`Preparing ${format.name}`);
    try {
      save(await service.askExport(file, format, choice), nameOf(wanted));
      say(`${format.name} is on its way to your downloads`);
    } catch (problem) {
      say('');
      const again = () => {
        store.set({ problem: null });
        download(wanted);
      };
      store.set({ problem, again });
    }
  };

  menu.append(
    group('This page', 'page', FORMATS),
    group(
      'The whole document',
      'document',
      FORMATS.filter(({ onePageOnly }) => !onePageOnly),
    ),
  );

  listenToMenu(opener, menu, ({ format, scope }) => {
    const { page, threshold } = store.get();
    const number = scope === 'page' ? page.number : undefined;
    download({
      file: page.file,
      format: FORMATS.find(({ id }) => id === format),
      choice: { threshold, ...(number && { pages: number }) },
    });
  });

  store.subscribe(({ document, answer }) => {
    const many = document !== null && document.count > 1;
    for (const each of menu.querySelectorAll('[data-group]')) {
      each.hidden = !many && each.dataset.group === 'document';
      each.querySelector('h3').hidden = !many;
    }
    for (const button of menu.querySelectorAll('[data-scope="page"]')) {
      button.disabled = answer?.error !== undefined;
    }
  });
}

function group(title, scope, formats) {
  const whole = create('div', 'menu-group');
  whole.dataset.group = scope;
  whole.setAttribute('role', 'group');
  whole.setAttribute('aria-label', title);
  whole.append(create('h3', '', title));
  whole.append(
    ...formats.map(({ id, name, hint }) =>
      menuItem(name, hint, { format: id, scope, testid: `download-${scope}-${id}` }),
    ),
  );
  return whole;
}

function nameOf({ file, format, choice }) {
  return `${stemOf(file.name)}${choice.pages ? `-page-${choice.pages}` : ''}.${format.ending}`;
}
