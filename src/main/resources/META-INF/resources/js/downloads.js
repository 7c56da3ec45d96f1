/**
 * Files to take away: the page with its regions drawn upon it, and the regions in the formats of
 * others. The service makes them, from the page or the document that it is sent once more.
 */

import { byId, create } from './dom.js';
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

  menu.addEventListener('toggle', ({ newState }) => {
    opener.setAttribute('aria-expanded', newState === 'open');
    if (newState === 'open') {
      placeAbove(menu, opener);
      choices(menu)[0]?.focus();
    }
  });
  menu.addEventListener('keydown', (event) => {
    const all = choices(menu);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    }
  });
  menu.addEventListener('click', ({ target }) => {
    const { format, scope } = target.closest('button')?.dataset ?? {};
    if (format) {
      menu.hidePopover();
      const { page, threshold } = store.get();
      const number = scope === 'page' ? page.number : undefined;
      download({
        file: page.file,
        format: FORMATS.find(({ id }) => id === format),
        choice: { threshold, ...(number && { pages: number }) },
      });
    }
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
  for (const { id, name, hint } of formats) {
    const button = create('button', 'menu-item');
    button.type = 'button';
    button.setAttribute('role', 'menuitem');
    button.dataset.format = id;
    button.dataset.scope = scope;
    button.dataset.testid = `download-${scope}-${id}`;
    button.append(create('span', '', name), create('span', 'menu-hint', hint));
    whole.append(button);
  }
  return whole;
}

function choices(menu) {
  return [...menu.querySelectorAll('button:not(:disabled)')].filter(
    (button) => button.offsetParent !== null,
  );
}

/** Over its opener, which stands at the bottom of the panel. */
function placeAbove(menu, opener) {
  const { top, right } = opener.getBoundingClientRect();
  menu.style.left = `${Math.max(right - menu.offsetWidth, 8)}px`;
  menu.style.top = `${Math.max(top - menu.offsetHeight - 6, 8)}px`;
}

function nameOf({ file, format, choice }) {
  return `${stemOf(file.name)}${choice.pages ? `-page-${choice.pages}` : ''}.${format.ending}`;
}
