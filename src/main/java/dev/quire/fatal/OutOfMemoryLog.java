package dev.quire.fatal;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Watches the log for an {@link OutOfMemoryError} that the framework has caught: event loops,
 * executors and HTTP connections log what reaches them and go on as well as they can, which may be
 * not at all. What this program logs itself it has dealt with.
 */
public final class OutOfMemoryLog extends Handler {

  /** The second tells of failures that came after their request had ended. */
  private static final List<String> DEALT_WITH = List.of("dev.quire.", "io.quarkus.mutiny");

  private final OutOfMemoryExit exit;

  public OutOfMemoryLog(OutOfMemoryExit exit) {
    this.exit = exit;
  }

  @Override
  public void publish(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    if (thrown != null && !isDealtWith(entry.getLoggerName())) {
      exit.endIfOutOfMemory(thrown);
    }
  }

  private static boolean isDealtWith(String logger) {
    if (logger == null) {
      return false;
    }
    for (String prefix : DEALT_WITH) {
      if (logger.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void flush() {
    // nothing is kept
  }

  @Override
  public void close() {
    // nothing is held
  }
}
