/**
 * What the page knows, and what follows from it.
 */

/**
 * @typedef {{label: string, score: number, box: number[], order: ?number, polygon?: number[][]}}
 *     Region
 * @typedef {{index: number, region: Region, order: ?number, words?: string, name?: string}} Placed
 *     a region, its place in the answer, and its number in the reading order as shown; where it is
 *     not called by its label and score, how else, in short and as a whole
 */

/** A sheet of A4: what a page is taken for until its size is known. */
export const UNKNOWN_SIZE = { width: 1240, height: 1754 };

/** The state before any page was read. */
export const NOTHING_YET = {
  /**
   * The page on the table: {file, name, type, url, sampleUrl}; width and height as the service
   * tells them, or the browser before; whether the browser can show it, and its imageSize then;
   * its number where it is a page of a document.
   */
  page: null,
  /** The document that the page is of, as document.js describes it; null for an image. */
  document: null,
  /** Whether a question is under way. */
  busy: false,
  /** The service's answer to the page that is shown; one without regions where it has failed. */
  answer: null,
  roundTripMs: 0,
  /** Why the service cannot answer yet, while the question waits to be asked again. */
  waiting: null,
  /** Why the last question has no answer. */
  problem: null,
  /** Asks once more what the problem is about. */
  again: () => {},
  threshold: 0.45,
  /** Labels that are switched off. */
  hidden: new Set(),
  /** Indexes into answer.regions, or null. */
  hovered: null,
  selected: null,
  /** What is drawn beside the regions' places. */
  show: { labels: true, order: true, path: false, outlines: true },
};

/**
 * Holds one immutable state and tells its subscribers of each change.
 *
 * @param {object} initial
 */
export function createStore(initial) {
  let state = initial;
  const subscribers = [];
  return {
    get: () => state,
    /** Replaces the named members, then calls every subscriber with the new and the old state. */
    set(changes) {
      const before = state;
      state = { ...state, ...changes };
      subscribers.forEach((subscriber) => subscriber(state, before));
    },
    subscribe(subscriber) {
      subscribers.push(subscriber);
    },
  };
}

/**
 * All regions of an answer, in its order.
 *
 * @param {?object} answer
 * @returns {Region[]}
 */
export function regionsOf(answer) {
  return answer?.regions ?? [];
}

/**
 * Whether the regions on the table have outlines, or those of another page of the document.
 *
 * @returns {boolean}
 */
export function hasOutlines({ answer, document }) {
  return [answer, ...(document?.pages ?? []).map((leaf) => leaf.answer)].some((each) =>
    regionsOf(each).some(({ polygon }) => polygon),
  );
}

/**
 * The regions at or above the threshold, in reading order; those without a place in it come last,
 * from the top down. They are numbered afresh, for the numbers of the answer count regions that
 * the threshold leaves out.
 *
 * @returns {Placed[]}
 */
export function regionsAbove({ answer, threshold }) {
  const placed = regionsOf(answer)
    .map((region, index) => ({ index, region, order: region.order ?? null }))
    .filter(({ region }) => region.score >= threshold)
    .sort(inReadingOrder);
  let next = 1;
  return placed.map((each) => ({ ...each, order: each.order === null ? null : next++ }));
}

/**
 * The regions that are drawn: above the threshold, and of a label that is switched on.
 *
 * @returns {Placed[]}
 */
export function shownRegions(state) {
  return regionsAbove(state).filter(({ region }) => !state.hidden.has(region.label));
}

/** The answer with the regions that are drawn, numbered as they are drawn. */
export function shownAnswer(state) {
  const regions = shownRegions(state).map(({ region, order }) => ({ ...region, order }));
  return { ...state.answer, regions };
}

function inReadingOrder(a, b) {
  if (a.order !== null && b.order !== null) {
    return a.order - b.order;
  }
  if (a.order !== null || b.order !== null) {
    return a.order !== null ? -1 : 1;
  }
  return a.region.box[1] - b.region.box[1] || a.region.box[0] - b.region.box[0];
}
