/**
 * The service's own news, as server-sent events.
 */

import { eventsOf } from './events.js';
import { UNAUTHORIZED } from './key.js';

const EVENTS = 'text/event-stream';

/**
 * How long to wait before asking again, in milliseconds: at first, unless the service says how
 * long; then twice as long each time in vain.
 */
const PATIENCE = { first: 2_000, most: 30_000 };

/**
 * Listens to a stream of events for as long as the page can be seen, and comes back to it whenever
 * it is cut. A page in the background would hold one of the few connections that a browser has for
 * a host. Where the service wants a key, or another one, it waits until one is kept.
 */
export class Feed {
  #key;
  #url;
  #listeners;
  #listening = new AbortController();
  #again = 0;
  #first = PATIENCE.first;
  #patience = PATIENCE.first;

  /**
   * @param {import('./key.js').Key} key
   * @param {string} url
   * @param {{onNews: (news: object) => void, onCut: () => void, onRefused: () => void}} listeners
   *     onNews is called with each event's data, which is JSON; onCut when the stream cannot be
   *     had, each time that it is tried; onRefused when it cannot for want of a key
   */
  constructor(key, url, listeners) {
    this.#key = key;
    this.#url = url;
    this.#listeners = listeners;
  }

  /** Begins to listen. */
  start() {
    document.addEventListener('visibilitychange', () => this.#listen());
    this.#key.onChange(() => this.#listen());
    this.#listen();
  }

  #listen() {
    clearTimeout(this.#again);
    this.#listening.abort();
    this.#listening = new AbortController();
    if (!document.hidden) {
      this.#hear(this.#listening.signal);
    }
  }

  async #hear(signal) {
    const response = await this.#ask(signal);
    if (signal.aborted) {
      return;
    }
    if (response?.status === UNAUTHORIZED) {
      this.#listeners.onRefused();
      return;
    }
    if (response && isStream(response)) {
      for await (const event of untilCut(eventsOf(response.body))) {
        this.#tell(event);
      }
    }
    if (!signal.aborted) {
      this.#comeBack();
    }
  }

  /** The answer, or null where there is none. */
  async #ask(signal) {
    const headers = { Accept: EVENTS };
    try {
      return await this.#key.fetch(this.#url, { headers, cache: 'no-store', signal });
    } catch {
      return null;
    }
  }

  #tell({ type, data, retry }) {
    if (type !== 'message') {
      return;
    }
    this.#first = retry ?? this.#first;
    this.#patience = this.#first;
    try {
      this.#listeners.onNews(JSON.parse(data));
    } catch (error) {
      // News that cannot be shown are no reason to miss those that follow.
      reportError(error);
    }
  }

  #comeBack() {
    this.#listeners.onCut();
    this.#again = setTimeout(() => this.#listen(), this.#patience);
    this.#patience = Math.min(2 * this.#patience, PATIENCE.most);
  }
}

function isStream(response) {
  return response.ok && (response.headers.get('Content-Type') ?? '').startsWith(EVENTS);
}

/** The events up to where the connection breaks: a stream that is cut has ended, too. */
async function* untilCut(events) {
  try {
    yield* events;
  } catch {
    // What to do about it is the same.
  }
}
