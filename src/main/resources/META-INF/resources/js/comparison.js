/**
 * Comparing texts: what is asked about them, and when.
 */

import { Problem } from './api.js';

/** How long a writer must pause before the service is asked, in milliseconds. */
const PAUSE = 250;

/**
 * @typedef {{pairs: {a: string, b: string}[]}
 *     |{source: string, candidates: string[], top_k: number}} Question one pair, or candidates that
 *     are all to be ranked
 * @typedef {{question: Question, answer: object, roundTripMs: number}} Reply
 */

/** The state before any text was compared. */
export const NOTHING_COMPARED = {
  /** Whether a question is under way. */
  asking: false,
  /** @type {?Reply} the last answer; it stays until the next, unless there is nothing to ask */
  reply: null,
  /** Why the last question has no answer. */
  problem: null,
};

/**
 * The candidates of a text: its lines, but for blank ones.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function candidatesOf(text) {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * What is to be asked about two texts.
 *
 * @param {string} a
 * @param {string} b one text, or several candidates, each on a line of its own
 * @returns {?Question} null while either is blank
 */
export function questionOf(a, b) {
  const source = a.trim();
  const candidates = candidatesOf(b);
  if (source === '' || candidates.length === 0) {
    return null;
  }
  return candidates.length === 1
    ? { pairs: [{ a: source, b: candidates[0] }] }
    : { source, candidates, top_k: candidates.length };
}

/**
 * How many tokens at the ends of texts the model has not read.
 *
 * @param {Reply} reply
 * @returns {{a: number[], b: number[]}} of each pair, or of A with each candidate
 */
export function unreadOf({ question, answer }) {
  const rows = question.pairs ?? question.candidates;
  const cuts = new Map((answer.truncated ?? []).map((cut) => [cut.index, cut]));
  return {
    a: rows.map((_, index) => cuts.get(index)?.a ?? cuts.get(index)?.source ?? 0),
    b: rows.map((_, index) => cuts.get(index)?.b ?? cuts.get(index)?.candidate ?? 0),
  };
}

/** Asks one question at a time; another takes its place. */
export class Comparer {
  #store;
  #service;
  #pause = 0;
  #underWay = new AbortController();
  #last = 'null';

  /**
   * @param {ReturnType<import('./state.js').createStore>} store
   * @param {import('./api.js').Service} service
   */
  constructor(store, service) {
    this.#store = store;
    this.#service = service;
  }

  /**
   * Asks once the writer pauses, unless the last question was the same.
   *
   * @param {?Question} question
   */
  soon(question) {
    clearTimeout(this.#pause);
    const wanted = JSON.stringify(question);
    if (wanted !== this.#last) {
      this.#pause = setTimeout(() => this.now(question), question === null ? 0 : PAUSE);
    }
  }

  /**
   * Asks at once.
   *
   * @param {?Question} question null leaves no answer standing
   */
  async now(question) {
    clearTimeout(this.#pause);
    this.#underWay.abort();
    this.#underWay = new AbortController();
    const { signal } = this.#underWay;
    this.#last = JSON.stringify(question);
    if (question === null) {
      this.#store.set(NOTHING_COMPARED);
      return;
    }
    this.#store.set({ asking: true });
    try {
      const { answer, roundTripMs } = await this.#service.askSimilarity(question, signal);
      const reply = { question, answer, roundTripMs };
      this.#store.set({ asking: false, reply, problem: null });
    } catch (problem) {
      if (signal.aborted) {
        return;
      }
      if (!(problem instanceof Problem)) {
        console.error(problem);
      }
      this.#store.set({ asking: false, reply: null, problem });
    }
  }
}
