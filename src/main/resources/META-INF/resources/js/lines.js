/**
 * The lines of a stream of text, each as soon as it is whole. What follows the last line's end is
 * dropped: a line that was cut is no line.
 *
 * @param {ReadableStream<Uint8Array>} stream in UTF-8; it is cancelled when nobody reads on
 * @returns {AsyncGenerator<string>}
 */
export async function* linesOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  // Lines carry pictures: their pieces are joined once, not each time one more arrives.
  let pieces = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const [first, ...others] = value.split('\n');
      pieces.push(first);
      for (const other of others) {
        yield pieces.join('');
        pieces = [other];
      }
    }
  } finally {
    // Where reading failed, so does this, with nothing more to say.
    reader.cancel().catch(() => {});
  }
}
