package dev.quire.app;

import dev.quire.auth.KeyRing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets tests that change the file of keys have it read again sooner than the service would. */
@Singleton
public class KeyReadings {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KeyWatch usual;
  private final KeyWatch frequent;
  private boolean started;

  KeyReadings(KeyWatch usual, KeyRing keys) {
    this.usual = usual;
    this.frequent = new KeyWatch(keys, PAUSE);
  }

  /** Has the file read often from now on; further calls do nothing. */
  public void hasten() {
    if (!started) {
      usual.close();
      frequent.start();
      started = true;
    }
  }

  @PreDestroy
  void stop() {
    frequent.close();
  }
}
