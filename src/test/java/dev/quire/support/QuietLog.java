package dev.quire.support;

import dev.quire.log.ClientDisconnectFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Listens for what a client must not be able to write into the log: warnings, errors, and stack
 * traces of whatever level from INFO on. Thread-safe.
 */
public final class QuietLog extends Handler {

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  public QuietLog() {
    setFilter(new ClientDisconnectFilter());
  }

  /** Listens from now on. */
  public void begin() {
    heard.clear();
    Logger.getLogger("").addHandler(this);
  }

  /** Listens no more, and tells what was heard. */
  public List<String> end() {
    Logger.getLogger("").removeHandler(this);
    return new ArrayList<>(heard);
  }

  @Override
  public void publish(LogRecord line) {
    if (!isLoggable(line)) {
      return;
    }
    boolean loud = line.getLevel().intValue() > Level.INFO.intValue();
    boolean traced =
        line.getThrown() != null && line.getLevel().intValue() >= Level.INFO.intValue();
    if (loud || traced) {
      heard.add(
          "%s %s: %s %s"
              .formatted(
                  line.getLevel(), line.getLoggerName(), line.getMessage(), line.getThrown()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
