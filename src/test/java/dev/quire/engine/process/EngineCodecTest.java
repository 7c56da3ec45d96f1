package dev.quire.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.engine.Precision;
import dev.quire.engine.process.EngineMessage.Beat;
import dev.quire.engine.process.EngineMessage.Failed;
import dev.quire.engine.process.EngineMessage.Failure;
import dev.quire.engine.process.EngineMessage.Hello;
import dev.quire.engine.process.EngineMessage.Open;
import dev.quire.engine.process.EngineMessage.Opened;
import dev.quire.engine.process.EngineMessage.Placed;
import dev.quire.engine.process.EngineMessage.Ran;
import dev.quire.engine.process.EngineMessage.Run;
import dev.quire.engine.process.EngineMessage.Trim;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineCodecTest {

  private final EngineCodec wire = new EngineCodec();

  static Stream<EngineMessage> messages() {
    TensorSpec image = new TensorSpec("image", ElementType.UINT8, Shape.of(-1, 800, 800, 3));
    TensorSpec scalar = new TensorSpec("größe 尺寸", ElementType.FLOAT16, Shape.of());
    Placed placed = new Placed("image", ElementType.INT64, Shape.of(2, 3), 7);
    EngineSpec engine = new EngineSpec("paddlepaddle", "a.Factory", Map.of("threads", "2"));
    return Stream.of(
        new Hello(1),
        new Hello(-5),
        new Open(engine, "m", Path.of("/a/graph"), Optional.empty(), "cpu:3"),
        new Open(engine, "", Path.of("/a/graph"), Optional.of(Path.of("/w")), "gpu:0"),
        new Opened(List.of(image, scalar), List.of(), Precision.FP16),
        new Run(List.of(placed, placed), List.of("a", "b")),
        new Run(List.of(), List.of()),
        new Ran(List.of(placed)),
        new Failed(Failure.OUT_OF_MEMORY, "no room\nat all"),
        new Trim(),
        new Beat());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageCrossesWhole(EngineMessage message) throws IOException {
    assertEquals(message, wire.decode(wire.encode(message)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anythingShortOfAMessageIsRefused(EngineMessage message) throws IOException {
    byte[] bytes = wire.encode(message);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> wire.decode(cut));
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(IOException.class, () -> wire.decode(longer));
  }

  /** Whatever comes, it is a message or an IOException, and takes no memory to speak of. */
  @Test
  void garbageIsRefused() throws IOException {
    Random random = new Random(11);
    List<byte[]> seeds = new java.util.ArrayList<>();
    for (EngineMessage message : messages().toList()) {
      seeds.add(wire.encode(message));
    }
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        wire.decode(bytes);
      } catch (IOException expected) {
        // one of the two
      }
    }
  }
}
