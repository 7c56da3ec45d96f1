package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PaddleEngineFactoryTest {

  private final PaddleEngineFactory factory = new PaddleEngineFactory();

  @Test
  void makesAnEngineFromItsSettings() {
    assertEquals(
        "paddlepaddle",
        factory.engine(PaddleEngineFactory.settings(PaddleOptions.defaults())).name());
    assertEquals(Map.of("threads", "4"), PaddleEngineFactory.settings(new PaddleOptions(4)));
  }

  @Test
  void refusesSettingsOfOthers() {
    assertEquals(
        "Settings {} found, threads expected",
        assertThrows(IllegalArgumentException.class, () -> factory.engine(Map.of())).getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> factory.engine(Map.of("threads", "1", "spinning", "true")));
    assertThrows(IllegalArgumentException.class, () -> factory.engine(Map.of("threads", "many")));
  }

  @Test
  void refusesThreadsThatCannotBe() {
    assertEquals(
        "threads must be 0 to 1024, but is -1",
        assertThrows(IllegalArgumentException.class, () -> new PaddleOptions(-1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new PaddleOptions(1025));
  }
}
