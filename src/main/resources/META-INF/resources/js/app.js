/**
 * Quire's page: a document in, the regions of its pages in reading order upon them; on tabs of their
 * own, the lines of its pages, and what they say as a whole; and on another, texts in, how alike they
 * are.
 *
 * A page or a document comes by drop, file, paste or the sample, and goes to the tab that is shown.
 */

import { Service } from './api.js';
import { copyText } from './clipboard.js';
import { createDevices } from './devices.js';
import { byId } from './dom.js';
import { createKeyDialog } from './key-dialog.js';
import { Key } from './key.js';
import { createLayout } from './layout.js';
import { createRead } from './read.js';
import { createSimilarity } from './similarity.js';
import { Tabs } from './tabs.js';
import { createText } from './text.js';

/** Where files go that are dropped on a tab without a table. */
const LAYOUT = 'layout';

/** The tabs with tables, from the one whose file is offered first. */
const TABLES = [LAYOUT, 'read', 'text'];

let silence = 0;

const key = new Key(() => window.sessionStorage);
const service = new Service(key);
const tabs = new Tabs(byId('tabs'));
const openKeyDialog = createKeyDialog(key, say);
const voice = { copy, say, progress };
/** By their tabs; the layout's comes last, for the others are made like it before it is drawn on. */
const tables = {
  text: createText(service, key, voice),
  read: createRead(service, key, voice),
  layout: createLayout(service, key, voice),
};
listen();
tabs.onShow(offer);
createSimilarity(service, key, copy);
createDevices(key);

/** The table of the tab that is shown, if it has one. */
function tableShown() {
  return tables[tabs.shown];
}

/** The name of another tab with something on its table; undefined where all others are empty. */
function tabLaid() {
  return TABLES.find((name) => name !== tabs.shown && tables[name].laid !== null);
}

/** Offers to read what lies on another table. */
function offer() {
  const button = tableShown()?.offer;
  const other = tabLaid();
  if (button) {
    button.hidden = other === undefined;
    button.textContent = other ? `Read ${tables[other].laid.file.name}` : '';
    button.title = other ? `The file on the tab ${byId(`tab-${other}`).textContent.trim()}` : '';
  }
}

/** Tells screen readers what eyes can see. */
function progress(note) {
  byId('progress-note').textContent = note;
}

/** Tells something in passing, to eyes and screen readers alike. */
function say(words) {
  const notice = byId('notice');
  notice.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => (notice.textContent = ''), 2500);
}

async function copy(content, what) {
  say((await copyText(content)) ? `${what} copied` : 'The browser does not allow copying here');
}

function listen() {
  const actions = {
    choose: () => byId('file').click(),
    key: openKeyDialog,
    take: () => {
      const { file, sampleUrl } = tables[tabLaid()].laid;
      tableShown().reader.read(file, sampleUrl);
    },
  };
  key.onChange(() => {
    if (key.kept) {
      Object.values(tables).forEach((table) => table.askWithKey());
    }
  });
  document.addEventListener('click', ({ target }) => {
    const { dataset } = target.closest('button') ?? {};
    if (dataset?.action in actions) {
      actions[dataset.action]();
    } else if (dataset) {
      tableShown()?.press(dataset);
    }
  });

  byId('file').addEventListener('change', ({ target }) => {
    const [file] = target.files;
    if (file) {
      tableShown()?.reader.read(file);
    }
    target.value = '';
  });
  document.addEventListener('paste', ({ clipboardData, target }) => {
    const table = tableShown();
    if (!table || target.closest('dialog')) {
      return;
    }
    const [file] = clipboardData.files;
    if (file) {
      table.reader.read(file);
    } else {
      say('The clipboard holds no image and no document');
    }
  });
  listenToDrops();

  document.addEventListener('keydown', (event) => {
    const { ctrlKey, metaKey, altKey, target } = event;
    const elsewhere = target.closest('input, textarea, dialog');
    if (!ctrlKey && !metaKey && !altKey && !elsewhere) {
      const scrolls = target.closest('[data-scrolls]') !== null;
      tableShown()?.strike(event, scrolls);
    }
  });
}

function listenToDrops() {
  const veil = byId('veil');
  const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  window.addEventListener('dragenter', (event) => {
    if (hasFiles(event)) {
      veil.hidden = false;
    }
  });
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    }
  });
  window.addEventListener('dragleave', (event) => {
    // Only leaving the window has no element to go to.
    if (event.relatedTarget === null) {
      veil.hidden = true;
    }
  });
  window.addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!hasFiles(event)) {
      return;
    }
    event.preventDefault();
    const { files } = event.dataTransfer;
    if (files.length > 0) {
      if (!tableShown()) {
        tabs.show(LAYOUT);
      }
      tableShown().reader.read(files[0]);
      if (files.length > 1) {
        say('One file at a time: the first is read');
      }
    }
  });
}
