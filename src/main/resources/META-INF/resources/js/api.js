/**
 * The service as this page sees it: one question, its answer, and its problems.
 */

/** Regions are asked for down to this score once; everything above it is filtered here. */
export const LOWEST_SCORE = 0.1;

const TYPES_BY_EXTENSION = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

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
 * The media type to send a file with: the browser's, else the one its extension tells.
 *
 * @param {File} file
 * @returns {string}
 */
export function contentTypeOf(file) {
  if (file.type) {
    return file.type === 'image/x-ms-bmp' ? 'image/bmp' : file.type;
  }
  const extension = file.name.toLowerCase().split('.').pop();
  return TYPES_BY_EXTENSION[extension] ?? 'application/octet-stream';
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
  const started = performance.now();
  let response;
  try {
    response = await fetch(layoutUrl(LOWEST_SCORE), {
      method: 'POST',
      headers: { 'Content-Type': contentTypeOf(file), Accept: 'application/json' },
      body: file,
      signal,
    });
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
  const answer = await response.json().catch((error) => {
    if (signal.aborted) {
      throw error;
    }
    throw new Problem({ title: 'The answer is not JSON', status: response.status });
  });
  return { answer, roundTripMs: performance.now() - started };
}

/**
 * A shell line that asks the same question.
 *
 * @param {{name: string, type: string, sampleUrl?: string}} page
 * @param {number} threshold
 * @returns {string}
 */
export function curlLine(page, threshold) {
  const post = [
    'curl -sS',
    quoted(layoutUrl(threshold)),
    `-H ${quoted(`Content-Type: ${page.type}`)}`,
    `--data-binary ${page.sampleUrl ? '@-' : quoted(`@${page.name}`)}`,
  ].join(' ');
  return page.sampleUrl ? `curl -sS ${quoted(page.sampleUrl)} | ${post}` : post;
}

function layoutUrl(threshold) {
  return new URL(`v1/layout?threshold=${threshold}`, document.baseURI).href;
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
