/**
 * Quire's page: a document in, the regions of its pages in reading order upon them; and on a tab of
 * its own, texts in, how alike they are.
 *
 * A page or a document comes by drop, file, paste or the sample. The service is asked once, down to
 * a low score; threshold and labels then filter what it answered.
 */

import { LOWEST_SCORE, Service, curlLine } from './api.js';
import { copyText } from './clipboard.js';
import { createDevices } from './devices.js';
import { byId } from './dom.js';
import { createDownloads } from './downloads.js';
import { createKeyDialog } from './key-dialog.js';
import { Key } from './key.js';
import { Overlay } from './overlay.js';
import { createPanel } from './panel.js';
import { drawProblem } from './problem.js';
import { Reader } from './reader.js';
import { Sheet } from './sheet.js';
import { createSimilarity } from './similarity.js';
import { NOTHING_YET, createStore, hasOutlines, shownAnswer, shownRegions } from './state.js';
import { createStrip, turnBy } from './strip.js';
import { Tabs } from './tabs.js';

const LAYOUT = 'layout';

const store = createStore(NOTHING_YET);

let silence = 0;

const key = new Key(() => window.sessionStorage);
const service = new Service(key);
const tabs = new Tabs(byId('tabs'));
const reader = new Reader(store, service, progress);
const overlay = new Overlay(byId('overlay'));
const sheet = new Sheet(byId('scroller'), byId('sheet'), () => {
  drawOverlay(store.get());
  drawZoom();
});

byId('threshold').min = LOWEST_SCORE;
createPanel(store, { reveal });
createStrip(store, { stop: () => reader.stop(), readOn: () => reader.readOn() });
createDownloads(store, service, say);
const openKeyDialog = createKeyDialog(key, say);
store.subscribe(render);
listen();
createSimilarity(service, key, copy);
createDevices(key);

function render(state, before) {
  const { page, answer, busy, problem } = state;
  document.body.dataset.view = page ? 'page' : 'empty';
  document.body.classList.toggle('is-busy', busy);
  byId('view-layout').setAttribute('aria-busy', busy);
  byId('welcome').hidden = page !== null;
  byId('viewer').hidden = page === null;
  byId('panel').hidden = answer === null;
  if (problem !== before.problem) {
    drawProblem(byId('problem'), problem);
  }
  if (page !== before.page && page !== null) {
    drawPage(page, answer);
    if (page.url !== before.page?.url) {
      sheet.toTop();
    }
  }
  const redrawn =
    answer !== before.answer ||
    state.threshold !== before.threshold ||
    state.hidden !== before.hidden ||
    state.show !== before.show;
  if (redrawn) {
    drawOverlay(state);
    drawTools(state);
  } else if (state.hovered !== before.hovered || state.selected !== before.selected) {
    overlay.highlight(state.hovered, state.selected);
  }
}

function drawPage(page, answer) {
  const image = byId('page-image');
  byId('page-name').textContent = answer?.width
    ? `${page.name}, ${answer.width} × ${answer.height}`
    : page.name;
  byId('page-name').title = page.name;
  byId('sheet').classList.toggle('is-blank', !page.shown);
  image.hidden = !page.shown;
  if (page.shown) {
    image.src = page.url;
  }
  image.alt = page.number ? `Page ${page.number} of ${page.name}` : `The page ${page.name}`;
  drawFailure(answer?.error);
  const note = byId('sheet-note');
  note.textContent = noteOn(page, answer);
  note.hidden = note.textContent === '';
  sheet.setSize(page);
}

/** Lays on a page that has failed what was wrong with it. */
function drawFailure(error) {
  byId('page-problem').hidden = error === undefined;
  byId('page-problem-title').textContent = error?.title ?? '';
  byId('page-problem-detail').textContent = error?.detail ?? '';
  byId('page-problem-status').textContent = error?.status ? `Status ${error.status}` : '';
}

function noteOn({ shown, type, number, imageSize }, answer) {
  if (!answer || answer.error) {
    return '';
  }
  if (!shown && number) {
    return 'The service sent no picture of this page, so its regions lie on a blank sheet.';
  }
  if (!shown) {
    return (
      `This browser cannot show ${type}, so the regions lie on a blank sheet of the page’s size.`
    );
  }
  const differs = answer.width !== imageSize.width || answer.height !== imageSize.height;
  return differs
    ? `The service read ${answer.width} × ${answer.height} pixels, the browser shows ` +
        `${imageSize.width} × ${imageSize.height}; the regions may lie askew.`
    : '';
}

function drawOverlay(state) {
  if (!state.page) {
    return;
  }
  overlay.draw(shownRegions(state), state.page, sheet.scale, state.show);
  overlay.highlight(state.hovered, state.selected);
}

function drawTools(state) {
  byId('show-outlines').hidden = !hasOutlines(state);
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', state.show[button.dataset.show]);
  }
}

function drawZoom() {
  byId('zoom-value').textContent = `${Math.round(sheet.scale * 100)}%`;
  for (const button of document.querySelectorAll('[data-zoom="page"], [data-zoom="width"]')) {
    button.setAttribute('aria-pressed', button.dataset.zoom === sheet.fitted);
  }
}

function reveal(index) {
  const place = overlay.placeOf(index);
  if (place) {
    sheet.reveal(place);
  }
}

/** Tells screen readers what eyes can see. */
function progress(text) {
  byId('progress-note').textContent = text;
}

/** Tells something in passing, to eyes and screen readers alike. */
function say(text) {
  const notice = byId('notice');
  notice.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (notice.textContent = ''), 2500);
}

async function copy(text, what) {
  say((await copyText(text)) ? `${what} copied` : 'The browser does not allow copying here');
}

function listen() {
  const actions = {
    choose: () => byId('file').click(),
    sample: () => reader.readSample(),
    retry: () => store.get().again(),
    dismiss: () => store.set({ problem: null }),
    key: openKeyDialog,
  };
  key.onChange(() => {
    const { problem, again } = store.get();
    if (key.kept && problem?.wantsKey) {
      again();
    }
  });
  document.addEventListener('click', ({ target }) => {
    const { action, show, zoom } = target.closest('button')?.dataset ?? {};
    if (action) {
      actions[action]();
    } else if (show) {
      const before = store.get().show;
      store.set({ show: { ...before, [show]: !before[show] } });
    } else if (zoom) {
      sheet.zoom(zoom);
    }
  });

  byId('file').addEventListener('change', ({ target }) => {
    const [file] = target.files;
    if (file) {
      reader.read(file);
    }
    target.value = '';
  });
  document.addEventListener('paste', ({ clipboardData, target }) => {
    if (tabs.shown !== LAYOUT || target.closest('dialog')) {
      return;
    }
    const [file] = clipboardData.files;
    if (file) {
      reader.read(file);
    } else {
      say('The clipboard holds no image and no document');
    }
  });
  listenToDrops();

  const svg = byId('overlay');
  svg.addEventListener('pointermove', (event) => {
    const hovered = overlay.regionAt(event.clientX, event.clientY);
    if (hovered !== store.get().hovered) {
      store.set({ hovered });
    }
  });
  svg.addEventListener('pointerleave', () => store.set({ hovered: null }));
  svg.addEventListener('click', (event) => {
    const index = overlay.regionAt(event.clientX, event.clientY);
    store.set({ selected: index === store.get().selected ? null : index });
  });

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

  const turns = { PageDown: 1, PageUp: -1 };
  const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'page', w: 'width' };
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const elsewhere = tabs.shown !== LAYOUT || target.closest('input, textarea, dialog');
    if (ctrlKey || metaKey || altKey || elsewhere) {
      return;
    }
    if (store.get().page && key in keys) {
      sheet.zoom(keys[key]);
    } else if (key in turns && mayTurn(target, turns[key])) {
      event.preventDefault();
      turnBy(store, turns[key]);
    } else if (key === 'Escape') {
      store.set({ selected: null, problem: null });
    }
  });
}

/** Whether a key that scrolls, too, is to turn the pages: not where there is more to scroll to. */
function mayTurn(target, direction) {
  const scrollsItself = target.closest('#region-list, #devices-drawer') !== null;
  return store.get().document !== null && !scrollsItself && !sheet.canScroll(direction);
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
      tabs.show(LAYOUT);
      reader.read(files[0]);
      if (files.length > 1) {
        say('One file at a time: the first is read');
      }
    }
  });
}
