/**
 * Reads what is laid on the table: asks the service about it and puts the answers into the store.
 */

import { Problem } from './api.js';
import { leaveOff, openDocument, readPages, release } from './document.js';
import { contentTypeOf, isDocument } from './media.js';
import { UNKNOWN_SIZE } from './state.js';
import { warningsInWords } from './warnings.js';

const SAMPLE = 'sample/page.jpg';

/**
 * @typedef {{
 *   page: (file: File, signal: AbortSignal, onWait: (problem: Problem) => void) =>
 *       Promise<{answer: object, roundTripMs: number}>,
 *   pages: (file: File, from: number, signal: AbortSignal, onWait: (problem: Problem) => void) =>
 *       AsyncGenerator<object>,
 *   found: (state: object) => string
 * }} Subject what the service is asked about a page or about those of a document from one on, and
 *     in a few words what it has found on the page; onWait is called each time that the service
 *     cannot answer yet
 */

/** Reads one image or one document at a time; another takes its place. */
export class Reader {
  #store;
  #subject;
  #progress;
  #question = new AbortController();
  #asked = null;
  /** What was on the table before a document of which no page has arrived yet. */
  #aside = null;

  /**
   * @param {ReturnType<import('./state.js').createStore>} store
   * @param {Subject} subject
   * @param {(text: string) => void} progress tells how far it is
   */
  constructor(store, subject, progress) {
    this.#store = store;
    this.#subject = subject;
    this.#progress = progress;
  }

  /**
   * Reads a file.
   *
   * @param {File} file
   * @param {string} [sampleUrl] where it comes from, unless it is the visitor's own
   */
  async read(file, sampleUrl) {
    this.#asked = { file, sampleUrl };
    const signal = this.#ask();
    this.#progress('Reading the page');
    const paged = await isDocument(file);
    if (signal.aborted) {
      return;
    }
    if (paged) {
      await this.#readDocument(file, signal);
    } else {
      await this.#readImage(file, sampleUrl, signal);
    }
  }

  /** Reads the page that the service brings along. */
  async readSample() {
    const url = new URL(SAMPLE, document.baseURI).href;
    try {
      const response = await fetch(url);
      if (!response.ok) {
        throw new Error(`${response.status}`);
      }
      const blob = await response.blob();
      await this.read(new File([blob], 'page.jpg', { type: 'image/jpeg' }), url);
    } catch {
      this.#store.set({
        problem: new Problem({ title: 'The sample page is missing', detail: `No page at ${url}.` }),
        again: () => this.retry(),
      });
    }
  }

  /** Asks again what had no answer, or no whole one. */
  retry() {
    const table = this.#store.get().document;
    if (table?.reading === 'broken' && table.file === this.#asked.file) {
      this.readOn();
    } else if (this.#asked) {
      this.read(this.#asked.file, this.#asked.sampleUrl);
    } else {
      this.readSample();
    }
  }

  /** Stops reading the document; the pages that have arrived stay. */
  stop() {
    this.#question.abort();
    if (!this.#putBack()) {
      leaveOff(this.#store);
    }
    this.#store.set({ busy: false, waiting: null });
  }

  /** Reads the pages of the document that are missing. */
  async readOn() {
    const signal = this.#ask(this.#store.get().document.pages.length > 0);
    await this.#readPages(signal).catch((problem) => this.#fail(problem, signal));
  }

  async #readImage(file, sampleUrl, signal) {
    const page = await pageOf(file, sampleUrl);
    if (signal.aborted) {
      release({ page });
      return;
    }
    if (page.shown) {
      this.#putOnTable(page, null, 0);
    }
    try {
      const { answer, roundTripMs } = await this.#subject.page(file, signal, (problem) =>
        this.#wait(problem, signal),
      );
      this.#putOnTable(page, answer, roundTripMs);
      const found = this.#subject.found(this.#store.get());
      this.#progress([found, warningsInWords(answer)].filter(Boolean).join('. '));
    } catch (problem) {
      if (!page.shown) {
        release({ page });
      }
      this.#fail(problem, signal);
    }
  }

  async #readDocument(file, signal) {
    const { page, document, answer, roundTripMs, hidden } = this.#store.get();
    this.#aside = { page, document, answer, roundTripMs, hidden };
    openDocument(this.#store, file);
    await this.#readPages(signal).catch((problem) => this.#fail(problem, signal));
  }

  async #readPages(signal) {
    const ask = (file, from) =>
      this.#subject.pages(file, from, signal, (problem) => this.#wait(problem, signal));
    await readPages(this.#store, ask, signal, () => {
      this.#store.set({ busy: false, waiting: null });
      this.#progress('The first page is ready');
      this.#discardAside();
    });
    const { count } = this.#store.get().document;
    this.#progress(count === 1 ? 'The page is ready' : `All ${count} pages are ready`);
  }

  /** Begins a question, and ends the one before. */
  #ask(answered = false) {
    this.#question.abort();
    this.#putBack();
    this.#question = new AbortController();
    this.#store.set({ busy: !answered, problem: null, waiting: null });
    return this.#question.signal;
  }

  #fail(problem, signal) {
    if (signal.aborted) {
      return;
    }
    if (!(problem instanceof Problem)) {
      console.error(problem);
    }
    this.#putBack();
    this.#store.set({ busy: false, waiting: null, problem, again: () => this.retry() });
  }

  #wait(problem, signal) {
    if (!signal.aborted) {
      this.#store.set({ waiting: problem });
      this.#progress(problem.title);
    }
  }

  /** Takes a document off the table that has no pages; tells whether there was one. */
  #putBack() {
    const aside = this.#aside;
    this.#aside = null;
    if (aside) {
      this.#store.set(aside);
    }
    return aside !== null;
  }

  #discardAside() {
    if (this.#aside) {
      release(this.#aside);
      this.#aside = null;
    }
  }

  /** Shows a page with its answer, or without one while the service is at work. */
  #putOnTable(page, answer, roundTripMs) {
    const before = this.#store.get();
    const size = answer ?? page;
    this.#store.set({
      page: { ...page, width: size.width, height: size.height },
      document: null,
      answer,
      roundTripMs,
      busy: answer === null,
      waiting: null,
      hidden: new Set(),
      hovered: null,
      selected: null,
    });
    if (before.page?.url !== page.url) {
      release(before);
    }
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
