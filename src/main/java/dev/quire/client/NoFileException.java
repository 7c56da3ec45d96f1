package dev.quire.client;

import java.io.IOException;

/** What is there is no file that can be read to its end. */
final class NoFileException extends IOException {

  private static final long serialVersionUID = 1L;

  NoFileException() {
    super("It is no file but a FIFO, a socket or a device");
  }
}
