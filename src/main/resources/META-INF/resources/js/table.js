/**
 * A table with a page on it: its sheet at some zoom, what is drawn upon it, the pages of its
 * document beside it, and what was wrong with it. What is asked about the page, and how the answer
 * is drawn, is the tab's own.
 */

import { drawProblem } from './problem.js';
import { Reader } from './reader.js';
import { Sheet } from './sheet.js';
import { createStrip, turnBy } from './strip.js';

/**
 * @typedef {{
 *   things: string,
 *   differs: (state: object, before: object) => boolean,
 *   draw: (state: object, scale: number) => void,
 *   highlight: (state: object) => void,
 *   isAnother: (state: object, before: object) => boolean,
 *   indexAt: (x: number, y: number) => ?number,
 *   placeOf: (index: number) => ?number[],
 * }} Drawing how an answer is drawn upon its page: what its things are called; whether they differ
 *     from before, beside the answer; how to draw them anew, and how to bring some to the fore, and
 *     whether those are others than before; which of them lies at a point of the screen, and where
 *     one lies within the sheet
 */

const KEYS = { '+': 'in', '=': 'in', '-': 'out', 0: 'page', w: 'width' };
const TURNS = { PageDown: 1, PageUp: -1 };

/** One tab's table. */
export class Table {
  #view;
  #place;
  #store;
  #drawing;
  #sheet;
  #reader;

  /**
   * @param {HTMLElement} view the tab's panel
   * @param {(id: string) => HTMLElement} place finds the table's elements by their names
   * @param {ReturnType<import('./state.js').createStore>} store
   * @param {import('./reader.js').Subject} subject
   * @param {Drawing} drawing
   * @param {(text: string) => void} progress tells those who do not see it how far it is
   */
  constructor(view, place, store, subject, drawing, progress) {
    this.#view = view;
    this.#place = place;
    this.#store = store;
    this.#drawing = drawing;
    this.#reader = new Reader(store, subject, progress);
    this.#sheet = new Sheet(place('scroller'), place('sheet'), () => {
      this.#drawThings(store.get());
      this.#drawZoom();
    });
    createStrip(store, place, {
      stop: () => this.#reader.stop(),
      readOn: () => this.#reader.readOn(),
    });
    store.subscribe((state, before) => this.#render(state, before));
    this.#listen();
  }

  /** Reads what is laid on it. */
  get reader() {
    return this.#reader;
  }

  /** The page or document on it, as it came: {file, sampleUrl}; null without any. */
  get laid() {
    return this.#store.get().page;
  }

  /** The button that takes over what lies on another table. */
  get offer() {
    return this.#place('offer');
  }

  /** Does what a button asks for, if that is the table's. */
  press({ action, show, zoom }) {
    const actions = {
      sample: () => this.#reader.readSample(),
      retry: () => this.#store.get().again(),
      dismiss: () => this.#store.set({ problem: null }),
    };
    if (action in actions) {
      actions[action]();
    } else if (show) {
      const before = this.#store.get().show;
      this.#store.set({ show: { ...before, [show]: !before[show] } });
    } else if (zoom) {
      this.#sheet.zoom(zoom);
    }
  }

  /**
   * Does what a key asks for that was pressed anywhere on the table.
   *
   * @param {KeyboardEvent} event
   * @param {boolean} scrolls whether the key scrolls something else
   */
  strike(event, scrolls) {
    const { page, document } = this.#store.get();
    const turn = TURNS[event.key];
    if (page && event.key in KEYS) {
      this.#sheet.zoom(KEYS[event.key]);
    } else if (turn && document !== null && !scrolls && !this.#sheet.canScroll(turn)) {
      event.preventDefault();
      turnBy(this.#store, turn);
    } else if (event.key === 'Escape') {
      this.#store.set({ selected: null, problem: null });
    }
  }

  /** Asks again what was refused for want of a key. */
  askWithKey() {
    const { problem, again } = this.#store.get();
    if (problem?.wantsKey) {
      again();
    }
  }

  /**
   * Scrolls one of the things into view.
   *
   * @param {number} index
   */
  reveal(index) {
    const place = this.#drawing.placeOf(index);
    if (place) {
      this.#sheet.reveal(place);
    }
  }

  #listen() {
    const svg = this.#place('overlay');
    svg.addEventListener('pointermove', ({ clientX, clientY }) => {
      const hovered = this.#drawing.indexAt(clientX, clientY);
      if (hovered !== this.#store.get().hovered) {
        this.#store.set({ hovered });
      }
    });
    svg.addEventListener('pointerleave', () => this.#store.set({ hovered: null }));
    svg.addEventListener('click', ({ clientX, clientY }) => {
      const index = this.#drawing.indexAt(clientX, clientY);
      const { selected } = this.#store.get();
      this.#store.set({ selected: index === selected ? null : index });
    });
  }

  #render(state, before) {
    const { page, answer, busy, problem } = state;
    const place = this.#place;
    this.#view.dataset.view = page ? 'page' : 'empty';
    this.#view.classList.toggle('is-busy', busy);
    this.#view.setAttribute('aria-busy', busy);
    place('welcome').hidden = page !== null;
    place('viewer').hidden = page === null;
    place('panel').hidden = answer === null;
    if (problem !== before.problem) {
      drawProblem(place('problem'), problem);
    }
    if (page !== before.page && page !== null) {
      this.#drawPage(page, answer);
      if (page.url !== before.page?.url) {
        this.#sheet.toTop();
      }
    }
    this.#drawNote(state);
    const redrawn =
      answer !== before.answer ||
      state.show !== before.show ||
      this.#drawing.differs(state, before);
    if (redrawn) {
      this.#drawThings(state);
      this.#drawTools(state);
    } else if (this.#drawing.isAnother(state, before)) {
      this.#drawing.highlight(state);
    }
  }

  #drawPage(page, answer) {
    const place = this.#place;
    const image = place('page-image');
    place('page-name').textContent = answer?.width
      ? `${page.name}, ${answer.width} × ${answer.height}`
      : page.name;
    place('page-name').title = page.name;
    place('sheet').classList.toggle('is-blank', !page.shown);
    image.hidden = !page.shown;
    if (page.shown) {
      image.src = page.url;
    }
    image.alt = page.number ? `Page ${page.number} of ${page.name}` : `The page ${page.name}`;
    this.#drawFailure(answer?.error);
    this.#sheet.setSize(page);
  }

  /** Lays on a page that has failed what was wrong with it. */
  #drawFailure(error) {
    const place = this.#place;
    place('page-problem').hidden = error === undefined;
    place('page-problem-title').textContent = error?.title ?? '';
    place('page-problem-detail').textContent = error?.detail ?? '';
    place('page-problem-status').textContent = error?.status ? `Status ${error.status}` : '';
  }

  #drawNote({ page, answer, waiting }) {
    const note = this.#place('sheet-note');
    const text = waiting
      ? `${waiting.title}. The question is asked again by itself.`
      : noteOn(page, answer, this.#drawing.things);
    if (note.textContent !== text) {
      note.textContent = text;
    }
    note.hidden = text === '';
  }

  #drawThings(state) {
    if (state.page) {
      this.#drawing.draw(state, this.#sheet.scale);
      this.#drawing.highlight(state);
    }
  }

  #drawTools({ show }) {
    for (const button of this.#view.querySelectorAll('[data-show]')) {
      button.setAttribute('aria-pressed', show[button.dataset.show]);
    }
  }

  #drawZoom() {
    this.#place('zoom-value').textContent = `${Math.round(this.#sheet.scale * 100)}%`;
    for (const button of this.#view.querySelectorAll('[data-zoom="page"], [data-zoom="width"]')) {
      button.setAttribute('aria-pressed', button.dataset.zoom === this.#sheet.fitted);
    }
  }
}

function noteOn(page, answer, things) {
  if (!page || !answer || answer.error) {
    return '';
  }
  const { shown, type, number, imageSize } = page;
  if (!shown && number) {
    return `The service sent no picture of this page, so its ${things} lie on a blank sheet.`;
  }
  if (!shown) {
    return (
      `This browser cannot show ${type}, so the ${things} lie on a blank sheet of the page’s size.`
    );
  }
  const differs = answer.width !== imageSize.width || answer.height !== imageSize.height;
  return differs
    ? `The service read ${answer.width} × ${answer.height} pixels, the browser shows ` +
        `${imageSize.width} × ${imageSize.height}; the ${things} may lie askew.`
    : '';
}
