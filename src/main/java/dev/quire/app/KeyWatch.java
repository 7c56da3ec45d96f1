package dev.quire.app;

import dev.quire.auth.KeyRing;
import dev.quire.fatal.RecurringTask;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Reads the file of keys again and again, so that a key is given or revoked without a restart. */
final class KeyWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(KeyWatch.class);

  private final KeyRing keys;
  private final Duration pause;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "quire-keys");
            daemon.setDaemon(true);
            return daemon;
          });
  private boolean readable = true;

  KeyWatch(KeyRing keys, Duration pause) {
    this.keys = keys;
    this.pause = pause;
  }

  void start() {
    thread.scheduleWithFixedDelay(
        new RecurringTask(this::refresh), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void refresh() {
    try {
      keys.refresh()
          .ifPresent(count -> LOG.infof("The file of keys has changed: %d key(s) in force", count));
      readable = true;
    } catch (IOException e) {
      if (readable) {
        LOG.errorf("The file of keys cannot be read, so the keys stay as they were: %s", e);
        readable = false;
      }
    } catch (RuntimeException e) {
      LOG.errorf(
          "The file of keys has changed and makes no sense, so the keys stay as they were: %s",
          e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
