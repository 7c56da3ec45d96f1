/**
 * Server-sent events out of a stream that was fetched: the browser's own EventSource sends no
 * headers, and so no key.
 */

import { linesOf } from './lines.js';

/**
 * @typedef {{type: string, data: string, retry: ?number}} StreamEvent retry is how long to wait
 *     before asking again once the stream is cut, in milliseconds, as it has said last
 */

/**
 * The events of a stream, each as soon as it is whole, read as the HTML standard has it (9.2.6),
 * but for lines that end in a carriage return alone, and for ids.
 *
 * @param {ReadableStream<Uint8Array>} stream it is cancelled when nobody reads on
 * @returns {AsyncGenerator<StreamEvent>}
 */
export async function* eventsOf(stream) {
  let retry = null;
  let type = '';
  let data = [];
  for await (const line of linesOf(stream)) {
    const { name, value } = fieldOf(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (name === null) {
      if (data.length > 0) {
        yield { type: type || 'message', data: data.join('\n'), retry };
      }
      type = '';
      data = [];
    } else if (name === 'data') {
      data.push(value);
    } else if (name === 'event') {
      type = value;
    } else if (name === 'retry' && /^\d+$/.test(value)) {
      retry = Number(value);
    }
  }
}

/** The name is null on the blank line that ends an event, and empty on a comment. */
function fieldOf(line) {
  if (line === '') {
    return { name: null, value: '' };
  }
  const colon = line.indexOf(':');
  if (colon < 0) {
    return { name: line, value: '' };
  }
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
