/**
 * A document on the table: its pages as they arrive, and which of them is shown.
 */

import { Problem } from './api.js';
import { blobOf, contentTypeOf } from './media.js';
import { UNKNOWN_SIZE } from './state.js';

/**
 * @typedef {{number: number, answer: object, url: ?string, arrivedMs: number}} Leaf a page that
 *     has arrived: the service's answer without its picture, the picture, and how long after the
 *     question it was there
 * @typedef {{
 *   file: File, name: string, type: string, count: ?number, pages: Leaf[],
 *   reading: 'underway'|'whole'|'stopped'|'broken', elapsedMs: number
 * }} Document count is how many pages it has, as soon as that is known; pages those that have
 *     arrived, in their order; elapsedMs the time spent on reading them
 */

/**
 * Lays a document on the table that has no pages yet.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {File} file
 */
export function openDocument(store, file) {
  const named = { file, name: file.name, type: contentTypeOf(file) };
  store.set({
    document: { ...named, count: null, pages: [], reading: 'underway', elapsedMs: 0 },
    page: { ...named, ...UNKNOWN_SIZE, url: null, imageSize: null, shown: false },
    answer: null,
    hidden: new Set(),
    hovered: null,
    selected: null,
  });
}

/**
 * Reads the pages that are missing, and shows the first as soon as it is there.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {(file: File, from: number) => AsyncGenerator<object>} ask asks for the answers to the
 *     pages from one on
 * @param {AbortSignal} signal ends the reading early
 * @param {() => void} onFirst called when the document's first page is shown
 * @throws {Problem} when the service refuses the document, or the connection breaks
 */
export async function readPages(store, ask, signal, onFirst) {
  const { file, pages, elapsedMs: before } = store.get().document;
  const started = performance.now();
  change(store, { reading: 'underway' });
  try {
    const from = (pages.at(-1)?.number ?? 0) + 1;
    for await (const answer of ask(file, from)) {
      if (add(store, answer, before + performance.now() - started) === 1) {
        turnTo(store, answer.page);
        onFirst();
      }
    }
  } catch (error) {
    if (!signal.aborted) {
      change(store, { reading: 'broken' });
    }
    throw error;
  }
  const { count, pages: read } = store.get().document;
  if (read.length < count) {
    change(store, { reading: 'broken' });
    throw new Problem({ title: 'The answer ended early' });
  }
  change(store, { reading: 'whole' });
}

/** Notes that nobody waits for the pages that are missing. */
export function leaveOff(store) {
  change(store, { reading: 'stopped' });
}

/**
 * Shows another page, if it has arrived.
 *
 * @param {ReturnType<import('./state.js').createStore>} store
 * @param {number} number from 1
 * @returns {boolean} whether it has
 */
export function turnTo(store, number) {
  const { document, page } = store.get();
  const leaf = document?.pages.find((each) => each.number === number);
  if (!leaf) {
    return false;
  }
  if (page.number !== number) {
    store.set({
      page: pageOf(document, leaf, page),
      answer: leaf.answer,
      roundTripMs: leaf.arrivedMs,
      hovered: null,
      selected: null,
    });
  }
  return true;
}

/**
 * Frees the pictures of what is taken off the table.
 *
 * @param {{page: ?object, document: ?Document}} table
 */
export function release({ page, document }) {
  const urls = [page, ...(document?.pages ?? [])].map((each) => each?.url);
  new Set(urls.filter(Boolean)).forEach((url) => URL.revokeObjectURL(url));
}

/** Adds a page; tells how many there are now. */
function add(store, { picture, ...answer }, elapsedMs) {
  const { pages, count } = store.get().document;
  const leaf = {
    number: answer.page,
    answer,
    url: picture ? URL.createObjectURL(blobOf(picture)) : null,
    arrivedMs: elapsedMs,
  };
  change(store, { pages: [...pages, leaf], count: answer.page_count ?? count, elapsedMs });
  return pages.length + 1;
}

function pageOf({ file, name, type }, { number, answer, url }, before) {
  // A page that has failed has no size; that of the page before it is the likeliest.
  const { width, height } = answer.width ? answer : before;
  const size = { width, height };
  return { file, name, type, number, url, ...size, imageSize: size, shown: url !== null };
}

function change(store, changes) {
  store.set({ document: { ...store.get().document, ...changes } });
}
