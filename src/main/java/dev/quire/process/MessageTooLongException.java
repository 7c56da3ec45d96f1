package dev.quire.process;

import java.io.IOException;

/** A message that is longer than the other side would take; nothing of it was sent. */
public final class MessageTooLongException extends IOException {

  MessageTooLongException(int bytes, int most) {
    super("A message takes %d bytes; at most %d are allowed".formatted(bytes, most));
  }
}
