package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.engine.EngineException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void saysWhatTheProgramSaysOfIt() {
    assertEquals(
        "/data cannot hold temporary files: No space left on device",
        new StartFailure(
                new IllegalStateException(
                    "bean",
                    new EngineException(
                        "/data cannot hold temporary files: No space left on device",
                        new IOException("No space left on device"))))
            .toString());
    assertEquals(
        "quire.devices must be named",
        new StartFailure(
                new RuntimeException(new IllegalArgumentException("quire.devices must be named")))
            .toString());
  }

  @Test
  void elseWhatWasAtTheBottomOfIt() {
    assertEquals(
        "Too many open files",
        new StartFailure(new RuntimeException("start", new IOException("Too many open files")))
            .toString());
    assertEquals(
        "java.lang.NullPointerException", new StartFailure(new NullPointerException()).toString());
  }
}
