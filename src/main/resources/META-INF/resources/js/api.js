/**
 * The service as this page sees it: its questions, their answers, and its problems.
 */

import { UNAUTHORIZED } from './key.js';
import { linesOf } from './lines.js';
import { contentTypeOf } from './media.js';
import { patiently } from './patience.js';

/** Regions are asked for down to this score once; everything above it is filtered here. */
export const LOWEST_SCORE = 0.1;

/** What a page or a document says, as a text with marks or without. */
export const MARKDOWN = 'text/markdown';
export const PLAIN_TEXT = 'text/plain';

/** Polygons where the model knows the regions' outlines, else boxes alone. */
const SHAPE = 'auto';

const JSON_TYPE = 'application/json';

/** A page on each line. */
const NDJSON = 'application/x-ndjson';

/** Why the service gave no answer, in the terms of RFC 9457. */
export class Problem extends Error {
  /**
   * @param {{type?: string, title: string, detail?: string, status?: number, retryAfter?: string}}
   *     members
   */
  constructor({ type = '', title, detail = '', status = 0, retryAfter = '' }) {
    super(title);
    this.name = 'Problem';
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether a key, or another one, would help. */
  get wantsKey() {
    return this.status === UNAUTHORIZED;
  }
}

/** Asks the service, with the visitor's key where there is one. */
export class Service {
  #key;

  /**
   * @param {import('./key.js').Key} key
   */
  constructor(key) {
    this.#key = key;
  }

  /**
   * Asks for the regions of a page.
   *
   * @param {File} file the page
   * @param {AbortSignal} signal ends the question early
   * @returns {Promise<{answer: object, roundTripMs: number}>}
   * @throws {Problem} when the service refuses or cannot be reached
   */
  async askLayout(file, signal) {
    const wishes = { threshold: LOWEST_SCORE, shape: SHAPE };
    return answerTo(() => this.#postFile(layoutUrl(wishes), file, JSON_TYPE, signal), signal);
  }

  /**
   * Asks what is written on a page, and asks again for as long as the models are being opened.
   *
   * @param {'ocr'|'read'} how line by line, or block by block
   * @param {File} file the page
   * @param {AbortSignal} signal ends the question early
   * @param {(problem: Problem) => void} onWait called each time that it has to wait
   * @returns {Promise<{answer: object, roundTripMs: number}>}
   * @throws {Problem} when the service refuses or cannot be reached
   */
  async askWritten(how, file, signal, onWait) {
    const ask = () => this.#postFile(writtenUrl(how, {}), file, JSON_TYPE, signal);
    return answerTo(() => patiently(ask, signal, onWait), signal);
  }

  /**
   * Asks what is written on a document's pages, as {@link askPages} does for their regions, and as
   * patiently as {@link askWritten}.
   */
  async *askWrittenPages(how, file, from, signal, onWait) {
    const url = writtenUrl(how, { visualize: 'page', ...since(from) });
    const ask = () => this.#postFile(url, file, NDJSON, signal);
    yield* answersIn(await patiently(ask, signal, onWait), signal);
  }

  /**
   * Asks how alike texts are.
   *
   * @param {import('./comparison.js').Question} question
   * @param {AbortSignal} signal ends the question early
   * @returns {Promise<{answer: object, roundTripMs: number}>}
   * @throws {Problem} when the service refuses or cannot be reached
   */
  async askSimilarity(question, signal) {
    const headers = { 'Content-Type': JSON_TYPE, Accept: JSON_TYPE };
    const body = JSON.stringify(question);
    return answerTo(() => this.#post(similarityUrl(), headers, body, signal), signal);
  }

  /**
   * Asks for the pages of a document, each with its picture.
   *
   * @param {File} file the document
   * @param {number} from the first page that is wanted, from 1
   * @param {AbortSignal} signal ends the question early
   * @returns {AsyncGenerator<object>} the pages' answers in their order, each as soon as it is
   *     there
   * @throws {Problem} when the service refuses, cannot be reached, or the connection breaks
   */
  async *askPages(file, from, signal) {
    const wishes = {
      threshold: LOWEST_SCORE,
      shape: SHAPE,
      visualize: 'page',
      ...since(from),
    };
    const response = await this.#postFile(layoutUrl(wishes), file, NDJSON, signal);
    yield* answersIn(response, signal);
  }

  /**
   * Asks for a file made of a page's or a document's regions.
   *
   * @param {File} file the page or the document
   * @param {{accept: string, wishes: object}} format
   * @param {{threshold: number, pages?: number}} choice the least score, and the page that is
   *     wanted
   * @returns {Promise<Blob>}
   * @throws {Problem} when the service refuses or cannot be reached
   */
  async askExport(file, { accept, wishes }, choice) {
    return this.#askFile(layoutUrl({ ...wishes, ...choice, shape: SHAPE }), file, accept);
  }

  /**
   * Asks for a file with what a page or a whole document says.
   *
   * @param {File} file the page or the document
   * @param {string} accept the media type that is wanted
   * @returns {Promise<Blob>}
   * @throws {Problem} when the service refuses or cannot be reached
   */
  async askWriting(file, accept) {
    return this.#askFile(writtenUrl('read', {}), file, accept);
  }

  async #askFile(url, file, accept) {
    const { signal } = new AbortController();
    const response = await this.#postFile(url, file, accept, signal);
    return response.blob().catch(() => {
      throw new Problem({ title: 'The connection broke' });
    });
  }

  #postFile(url, file, accept, signal) {
    const headers = { 'Content-Type': contentTypeOf(file), Accept: accept };
    return this.#post(url, headers, file, signal);
  }

  async #post(url, headers, body, signal) {
    let response;
    try {
      response = await this.#key.fetch(url, { method: 'POST', headers, body, signal });
    } catch (error) {
      if (signal.aborted) {
        throw error;
      }
      throw new Problem({
        title: 'The service did not answer',
        detail: `${location.origin} could not be reached, or it closed the connection.`,
      });
    }
    if (response.status === UNAUTHORIZED) {
      throw refusalOf(this.#key);
    }
    if (!response.ok) {
      throw await problemOf(response);
    }
    return response;
  }
}

/**
 * A shell line that asks the same about a page.
 *
 * @param {{name: string, type: string, sampleUrl?: string, number?: number}} page
 * @param {number} threshold
 * @param {boolean} keyed whether a key is to be sent, which the shell has in a variable
 * @returns {string}
 */
export function curlLine(page, threshold, keyed) {
  const { number } = page;
  const url = layoutUrl({ threshold, shape: SHAPE, ...(number && { pages: number }) });
  return pageCurlLine(url, [], page, keyed);
}

/**
 * A shell line that asks what is written on a page.
 *
 * @param {'ocr'|'read'} how line by line, or block by block
 * @param {string} accept the media type that is wanted
 * @param {{name: string, type: string, sampleUrl?: string, number?: number}} page
 * @param {boolean} keyed whether a key is to be sent, which the shell has in a variable
 * @returns {string}
 */
export function writtenCurlLine(how, accept, page, keyed) {
  const { number } = page;
  const url = writtenUrl(how, number ? { pages: number } : {});
  return pageCurlLine(url, [`-H ${quoted(`Accept: ${accept}`)}`], page, keyed);
}

/**
 * A shell line that asks the same about texts.
 *
 * @param {import('./comparison.js').Question} question
 * @param {boolean} keyed whether a key is to be sent, which the shell has in a variable
 * @returns {string}
 */
export function similarityCurlLine(question, keyed) {
  return [
    'curl -sS',
    quoted(similarityUrl()),
    ...keyHeader(keyed),
    `-H ${quoted(`Content-Type: ${JSON_TYPE}`)}`,
    `--data-binary ${quoted(JSON.stringify(question))}`,
  ].join(' ');
}

function pageCurlLine(url, headers, { name, type, sampleUrl }, keyed) {
  const post = [
    'curl -sS',
    quoted(url),
    ...keyHeader(keyed),
    ...headers,
    `-H ${quoted(`Content-Type: ${type}`)}`,
    `--data-binary ${sampleUrl ? '@-' : quoted(`@${name}`)}`,
  ].join(' ');
  return sampleUrl ? `curl -sS ${quoted(sampleUrl)} | ${post}` : post;
}

/** The pages from one on, for those that come before have been read. */
function since(from) {
  return from > 1 ? { pages: `${from}-` } : {};
}

/** The answers in a stream of lines, each as soon as it is there. */
async function* answersIn(response, signal) {
  try {
    for await (const line of linesOf(response.body)) {
      if (line.trim() !== '') {
        yield parsed(line, response.status);
      }
    }
  } catch (error) {
    if (signal.aborted || error instanceof Problem) {
      throw error;
    }
    throw new Problem({ title: 'The connection broke' });
  }
}

/** The answer in JSON, and how long it took. */
async function answerTo(ask, signal) {
  const started = performance.now();
  const response = await ask();
  const answer = await response.json().catch((error) => {
    if (signal.aborted) {
      throw error;
    }
    throw new Problem({ title: 'The answer is not JSON', status: response.status });
  });
  return { answer, roundTripMs: performance.now() - started };
}

function parsed(line, status) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem({ title: 'A line of the answer is not JSON', status });
  }
}

function layoutUrl(wishes) {
  return urlOf('v1/layout', wishes);
}

function writtenUrl(how, wishes) {
  return urlOf(`v1/${how}`, wishes);
}

function similarityUrl() {
  return urlOf('v1/similarity', {});
}

function urlOf(path, wishes) {
  const query = new URLSearchParams(wishes).toString();
  return new URL(`${path}${query && `?${query}`}`, document.baseURI).href;
}

/** In double quotes, for the shell to put the key in; the key itself belongs in no line. */
function keyHeader(keyed) {
  return keyed ? ['-H "X-API-Key: $QUIRE_API_KEY"'] : [];
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What is missing, in terms of this page: the service's own are for those who write programs. */
function refusalOf(key) {
  const words = key.kept
    ? {
        title: 'The key was not accepted',
        detail:
          'It may be mistyped, or no longer in force. Enter another, and your question is asked ' +
          'again.',
      }
    : {
        title: 'A key is needed',
        detail:
          'This service answers only those who have a key. Enter yours, and your question is ' +
          'asked again.',
      };
  return new Problem({ ...words, status: UNAUTHORIZED });
}

async function problemOf(response) {
  const { status, statusText } = response;
  const retryAfter = response.headers.get('Retry-After') ?? '';
  const text = await response.text().catch(() => '');
  try {
    const { type, title, detail } = JSON.parse(text);
    if (title || detail) {
      return new Problem({
        type: String(type ?? ''),
        title: String(title ?? statusText),
        detail: String(detail ?? ''),
        status,
        retryAfter,
      });
    }
  } catch {
    // Not a problem document: a proxy's page, say. The status has to do.
  }
  return new Problem({ title: statusText || 'The service refused', status, retryAfter });
}
