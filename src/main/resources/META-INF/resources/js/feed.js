/**
 * The service's own news, as server-sent events.
 */

/** How long to wait before asking again once the browser itself has given up, in milliseconds. */
const PATIENCE = { first: 2_000, most: 30_000 };

/**
 * Listens to a stream of events for as long as the page can be seen, and comes back to it whenever
 * it is cut. A page in the background would hold one of the few connections that a browser has for
 * a host.
 */
export class Feed {
  #url;
  #onNews;
  #onCut;
  #source = null;
  #again = 0;
  #patience = PATIENCE.first;

  /**
   * @param {string} url
   * @param {(news: object) => void} onNews called with each event's data, which is JSON
   * @param {() => void} onCut called when the stream cannot be had, each time that it is tried
   */
  constructor(url, onNews, onCut) {
    this.#url = url;
    this.#onNews = onNews;
    this.#onCut = onCut;
  }

  /** Begins to listen. */
  start() {
    document.addEventListener('visibilitychange', () => this.#listen());
    this.#listen();
  }

  #listen() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
    if (document.hidden) {
      return;
    }
    const source = new EventSource(this.#url);
    source.addEventListener('message', ({ data }) => {
      this.#patience = PATIENCE.first;
      this.#onNews(JSON.parse(data));
    });
    source.addEventListener('error', () => {
      this.#onCut();
      // Else the browser connects again by itself.
      if (source.readyState === EventSource.CLOSED) {
        this.#again = setTimeout(() => this.#listen(), this.#patience);
        this.#patience = Math.min(2 * this.#patience, PATIENCE.most);
      }
    });
    this.#source = source;
  }
}
