package dev.quire.api.problem;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** Why the reading of a body ended before the body did. */
public enum BodyFailure {
  /** The HTTP server's limit. */
  TOO_LARGE,
  /** Its sender left. */
  BROKEN_OFF,
  /** It was not the body that could not be read. */
  OTHER;

  /** What an exception means. The server's own have no types to tell them by. */
  public static BodyFailure of(IOException failure) {
    String message =
        failure.getMessage() == null ? "" : failure.getMessage().toLowerCase(Locale.ROOT);
    if (message.contains("too large")) {
      return TOO_LARGE;
    }
    boolean closed =
        failure instanceof ClosedChannelException
            || failure instanceof EOFException
            || message.contains("connection")
                && (message.contains("closed") || message.contains("reset"))
            || message.contains("stream was reset")
            || message.contains("broken pipe");
    return closed ? BROKEN_OFF : OTHER;
  }
}
