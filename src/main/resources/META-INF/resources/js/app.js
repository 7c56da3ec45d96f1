/**
 * Quire's page: a document page in, its regions in reading order upon it.
 *
 * A page comes by drop, file, paste or the sample. The service is asked once, down to a low score;
 * threshold and labels then filter what it answered.
 */

import { LOWEST_SCORE, Problem, askLayout, contentTypeOf, curlLine } from './api.js';
import { copyText } from './clipboard.js';
import { Overlay } from './overlay.js';
import { createPanel } from './panel.js';
import { Sheet } from './sheet.js';
import { NOTHING_YET, createStore, shownAnswer, shownRegions } from './state.js';

const SAMPLE = 'sample/page.jpg';
const UNKNOWN_SIZE = { width: 1240, height: 1754 };

const byId = (id) => document.getElementById(id);
const store = createStore(NOTHING_YET);

let question = new AbortController();
let asked = null;
let silence = 0;

const overlay = new Overlay(byId('overlay'));
const sheet = new Sheet(byId('scroller'), byId('sheet'), () => {
  drawOverlay(store.get());
  drawZoom();
});

byId('threshold').min = LOWEST_SCORE;
createPanel(store, { reveal });
store.subscribe(render);
listen();

/** Reads one page: shows it, asks the service, and shows the answer upon it. */
async function read(file, sampleUrl) {
  question.abort();
  question = new AbortController();
  const { signal } = question;
  asked = { file, sampleUrl };
  store.set({ busy: true, problem: null });

  const page = await pageOf(file, sampleUrl);
  if (signal.aborted) {
    release(page);
    return;
  }
  if (page.shown) {
    putOnTable(page, null, 0);
  }
  try {
    const { answer, roundTripMs } = await askLayout(file, signal);
    putOnTable(page, answer, roundTripMs);
    progress(`${shownRegions(store.get()).length} regions found`);
  } catch (problem) {
    if (signal.aborted) {
      return;
    }
    if (!(problem instanceof Problem)) {
      console.error(problem);
    }
    if (!page.shown) {
      release(page);
    }
    store.set({ busy: false, problem });
  }
}

/** Shows a page with its answer, or without one while the service is at work. */
function putOnTable(page, answer, roundTripMs) {
  const before = store.get().page;
  const size = answer ?? page;
  store.set({
    page: { ...page, width: size.width, height: size.height },
    answer,
    roundTripMs,
    busy: answer === null,
    hidden: new Set(),
    hovered: null,
    selected: null,
  });
  if (before && before.url !== page.url) {
    release(before);
  }
}

/** The page with what the browser knows of it: whether it can be shown, and how large it is. */
async function pageOf(file, sampleUrl) {
  const url = URL.createObjectURL(file);
  const page = { file, name: file.name, type: contentTypeOf(file), url, sampleUrl };
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    const imageSize = { width: image.naturalWidth, height: image.naturalHeight };
    return { ...page, ...imageSize, imageSize, shown: true };
  } catch {
    return { ...page, ...UNKNOWN_SIZE, imageSize: null, shown: false };
  }
}

function release(page) {
  URL.revokeObjectURL(page.url);
}

async function readSample() {
  const url = new URL(SAMPLE, document.baseURI).href;
  try {
    const response = await fetch(url);
    if (!response.ok) {
      throw new Error(`${response.status}`);
    }
    const blob = await response.blob();
    await read(new File([blob], 'page.jpg', { type: 'image/jpeg' }), url);
  } catch {
    store.set({
      problem: new Problem({ title: 'The sample page is missing', detail: `No page at ${url}.` }),
    });
  }
}

function render(state, before) {
  const { page, answer, busy, problem } = state;
  document.body.dataset.view = page ? 'page' : 'empty';
  document.body.classList.toggle('is-busy', busy);
  byId('view-layout').setAttribute('aria-busy', busy);
  byId('welcome').hidden = page !== null;
  byId('viewer').hidden = page === null;
  byId('panel').hidden = answer === null;
  if (busy && !before.busy) {
    progress('Reading the page');
  }
  if (problem !== before.problem) {
    drawProblem(problem);
  }
  if (page !== before.page) {
    drawPage(page, answer);
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
  byId('page-name').textContent = answer
    ? `${page.name}, ${answer.width} × ${answer.height}`
    : page.name;
  byId('page-name').title = page.name;
  byId('sheet').classList.toggle('is-blank', !page.shown);
  image.hidden = !page.shown;
  if (page.shown) {
    image.src = page.url;
  }
  image.alt = `The page ${page.name}`;
  const note = byId('sheet-note');
  note.textContent = noteOn(page, answer);
  note.hidden = note.textContent === '';
  sheet.setSize(page);
}

function noteOn({ shown, type, imageSize }, answer) {
  if (!shown) {
    return (
      `This browser cannot show ${type}, so the regions lie on a blank sheet of the page’s size.`
    );
  }
  const differs =
    answer && (answer.width !== imageSize.width || answer.height !== imageSize.height);
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

function drawProblem(problem) {
  const box = byId('problem');
  box.hidden = problem === null;
  if (problem === null) {
    return;
  }
  const tell = (part, text) => {
    box.querySelector(`[data-part="${part}"]`).textContent = text;
  };
  const hints = [
    problem.status ? `Status ${problem.status}` : '',
    problem.retryAfter ? `try again in ${problem.retryAfter} s` : '',
  ];
  tell('title', problem.title ?? 'Something went wrong on this page');
  tell('detail', problem.detail ?? problem.message);
  tell('status', hints.filter(Boolean).join(', '));
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
    sample: readSample,
    retry: () => (asked ? read(asked.file, asked.sampleUrl) : readSample()),
    dismiss: () => store.set({ problem: null }),
  };
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
      read(file);
    }
    target.value = '';
  });
  document.addEventListener('paste', ({ clipboardData }) => {
    const [file] = clipboardData.files;
    if (file) {
      read(file);
    } else {
      say('The clipboard holds no image');
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
    copy(curlLine(page, threshold), 'curl line');
  });

  const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'page', w: 'width' };
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || target.closest('input, textarea')) {
      return;
    }
    if (store.get().page && key in keys) {
      sheet.zoom(keys[key]);
    } else if (key === 'Escape') {
      store.set({ selected: null, problem: null });
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
      read(files[0]);
      if (files.length > 1) {
        say('One page at a time: the first is read');
      }
    }
  });
}
