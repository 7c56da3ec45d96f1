/**
 * The service as this page sees it: its questions, their answers, and its problems.
 */

import { linesOf } from './lines.js';
import { contentTypeOf } from './media.js';

/** Regions are asked for down to this score once; everything above it is filtered here. */
export const LOWEST_SCORE = 0.1;

/** Polygons where the model knows the regions' outlines, else boxes alone. */
const SHAPE = 'auto';

const JSON_TYPE = 'application/json';

/** Why the service gave no answer, in the terms of RFC 9457. */
export class Problem extends Error {
  /**
   * @param {{title: string, detail?: string, status?: number, retryAfter?: string}} members
   */
  constructor({ title, detail = '', status = 0, retryAfter = '' }) {
    super(title);
    this.name = 'Problem';
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * Asks for the regions of a page.
 *
 * @param {File} file the page
 * @param {AbortSignal} signal ends the question early
 * @returns {Promise<{answer: object, roundTripMs: number}>}
 * @throws {Problem} when the service refuses or cannot be reached
 */
export async function askLayout(file, signal) {
  const wishes = { threshold: LOWEST_SCORE, shape: SHAPE };
  return answerTo(() => postFile(wishes, file, JSON_TYPE, signal), signal);
}

/**
 * Asks how alike texts are.
 *
 * @param {import('./comparison.js').Question} question
 * @param {AbortSignal} signal ends the question early
 * @returns {Promise<{answer: object, roundTripMs: number}>}
 * @throws {Problem} when the service refuses or cannot be reached
 */
export async function askSimilarity(question, signal) {
  const headers = { 'Content-Type': JSON_TYPE, Accept: JSON_TYPE };
  const body = JSON.stringify(question);
  return answerTo(() => post(similarityUrl(), headers, body, signal), signal);
}

/**
 * Asks for the pages of a document, each with its picture.
 *
 * @param {File} file the document
 * @param {number} from the first page that is wanted, from 1
 * @param {AbortSignal} signal ends the question early
 * @returns {AsyncGenerator<object>} the pages' answers in their order, each as soon as it is there
 * @throws {Problem} when the service refuses, cannot be reached, or the connection breaks
 */
export async function* askPages(file, from, signal) {
  const wishes = {
    threshold: LOWEST_SCORE,
    shape: SHAPE,
    visualize: 'page',
    ...(from > 1 && { pages: `${from}-` }),
  };
  const response = await postFile(wishes, file, 'application/x-ndjson', signal);
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

/**
 * Asks for a file made of a page's or a document's regions.
 *
 * @param {File} file the page or the document
 * @param {{accept: string, wishes: object}} format
 * @param {{threshold: number, pages?: number}} choice the least score, and the page that is wanted
 * @returns {Promise<Blob>}
 * @throws {Problem} when the service refuses or cannot be reached
 */
export async function askExport(file, { accept, wishes }, choice) {
  const { signal } = new AbortController();
  const all = { ...wishes, ...choice, shape: SHAPE };
  const response = await postFile(all, file, accept, signal);
  return response.blob().catch(() => {
    throw new Problem({ title: 'The connection broke' });
  });
}

/**
 * A shell line that asks the same about a page.
 *
 * @param {{name: string, type: string, sampleUrl?: string, number?: number}} page
 * @param {number} threshold
 * @returns {string}
 */
export function curlLine({ name, type, sampleUrl, number }, threshold) {
  const wishes = { threshold, shape: SHAPE, ...(number && { pages: number }) };
  const post = [
    'curl -sS',
    quoted(layoutUrl(wishes)),
    `-H ${quoted(`Content-Type: ${type}`)}`,
    `--data-binary ${sampleUrl ? '@-' : quoted(`@${name}`)}`,
  ].join(' ');
  return sampleUrl ? `curl -sS ${quoted(sampleUrl)} | ${post}` : post;
}

/**
 * A shell line that asks the same about texts.
 *
 * @param {import('./comparison.js').Question} question
 * @returns {string}
 */
export function similarityCurlLine(question) {
  return [
    'curl -sS',
    quoted(similarityUrl()),
    `-H ${quoted(`Content-Type: ${JSON_TYPE}`)}`,
    `--data-binary ${quoted(JSON.stringify(question))}`,
  ].join(' ');
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

function postFile(wishes, file, accept, signal) {
  const headers = { 'Content-Type': contentTypeOf(file), Accept: accept };
  return post(layoutUrl(wishes), headers, file, signal);
}

async function post(url, headers, body, signal) {
  let response;
  try {
    response = await fetch(url, { method: 'POST', headers, body, signal });
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    throw new Problem({
      title: 'The service did not answer',
      detail: `${location.origin} could not be reached, or it closed the connection.`,
    });
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

function parsed(line, status) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem({ title: 'A line of the answer is not JSON', status });
  }
}

function layoutUrl(wishes) {
  return new URL(`v1/layout?${new URLSearchParams(wishes)}`, document.baseURI).href;
}

function similarityUrl() {
  return new URL('v1/similarity', document.baseURI).href;
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function problemOf(response) {
  const { status, statusText } = response;
  const retryAfter = response.headers.get('Retry-After') ?? '';
  const text = await response.text().catch(() => '');
  try {
    const { title, detail } = JSON.parse(text);
    if (title || detail) {
      return new Problem({
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
