package dev.quire.bulk;

import java.io.IOException;

/**
 * A file is left out without a line, for a reason that is no fault of the file's; once that is
 * gone, the same command does it.
 */
class LeftOutException extends IOException {

  private static final long serialVersionUID = 1L;

  LeftOutException(String message) {
    super(message);
  }
}
