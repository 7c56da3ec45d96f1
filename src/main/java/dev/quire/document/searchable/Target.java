package dev.quire.document.searchable;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where a document is written; stays open, and knows whether it was itself that failed. */
final class Target extends FilterOutputStream {

  private boolean failed;

  Target(OutputStream out) {
    super(out);
  }

  /** The same with a buffer before it. */
  OutputStream buffered() {
    return new BufferedOutputStream(this, 1 << 16);
  }

  /** Whether it could not be written to. */
  boolean failed() {
    return failed;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
