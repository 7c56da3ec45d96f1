/**
 * The visitor's key to the service, where it asks for one.
 */

/** The status of an answer to a question that came without a key, or with none that is in force. */
export const UNAUTHORIZED = 401;

const HEADER = 'X-API-Key';

const PLACE = 'quire.api-key';

/**
 * Whether a text can be sent as a key at all: ASCII that can be seen, with spaces at most between.
 *
 * @param {string} text
 * @returns {boolean}
 */
export function canBeKey(text) {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(text);
}

/**
 * Holds one key for as long as the browser's tab is open, and shows it to nobody but the service.
 */
export class Key {
  #storage;
  #value;
  #refused = false;
  #onChange = [];
  #onStanding = [];

  /**
   * @param {() => Storage} storage gives the place to keep the key in. Where the browser denies it,
   *     the key is kept until the page is left.
   */
  constructor(storage) {
    this.#storage = storage;
    const stored = this.#stored((place) => place.getItem(PLACE)) ?? '';
    this.#value = canBeKey(stored) ? stored : null;
  }

  /** Whether there is a key. */
  get kept() {
    return this.#value !== null;
  }

  /** Whether the service refuses questions for want of a key, or of a better one. */
  get refused() {
    return this.#refused;
  }

  /**
   * Keeps a key, instead of any before.
   *
   * @param {string} value {@link canBeKey} of it must be true
   */
  keep(value) {
    this.#stored((place) => place.setItem(PLACE, value));
    this.#change(value);
  }

  /** Forgets the key, if there is one. */
  forget() {
    this.#stored((place) => place.removeItem(PLACE));
    this.#change(null);
  }

  /**
   * @param {() => void} listener called each time that a key is kept or forgotten
   */
  onChange(listener) {
    this.#onChange.push(listener);
  }

  /**
   * @param {() => void} listener called each time that the service begins to refuse questions for
   *     want of a key, or of a better one, and each time that it ceases to
   */
  onStanding(listener) {
    this.#onStanding.push(listener);
  }

  /**
   * Asks the service with the key, where there is one. A question that is refused is asked once
   * more where a key has been kept meanwhile.
   *
   * @param {string} url
   * @param {RequestInit} options its headers are an object, its body can be sent twice
   * @returns {Promise<Response>} of any status
   * @throws as {@link fetch} does
   */
  async fetch(url, options) {
    const value = this.#value;
    const headers = { ...options.headers, ...(value !== null && { [HEADER]: value }) };
    const response = await fetch(url, { ...options, headers });
    const refused = response.status === UNAUTHORIZED;
    if (value !== this.#value) {
      return refused && this.kept ? this.fetch(url, options) : response;
    }
    // Of other failures, none tells what the key is worth.
    if (refused || response.ok) {
      this.#stand(refused);
    }
    return response;
  }

  #stand(refused) {
    if (refused !== this.#refused) {
      this.#refused = refused;
      this.#onStanding.forEach((listener) => listener());
    }
  }

  #change(value) {
    this.#value = value;
    this.#stand(false);
    this.#onChange.forEach((listener) => listener());
  }

  #stored(use) {
    try {
      return use(this.#storage());
    } catch {
      // Denied, by the visitor's settings mostly: what this object holds has to do.
      return null;
    }
  }
}
