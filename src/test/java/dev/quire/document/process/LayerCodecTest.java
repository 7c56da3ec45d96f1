package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.document.text.LayerFacts;
import dev.quire.document.text.TextLayer;
import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerCodecTest {

  private final LayerCodec codec = new LayerCodec();

  @Test
  void aLayerArrivesAsItWasSent() throws IOException {
    Area area = new Area(0.25, 1, 99.015625, 1200);
    TextLayer layer =
        new TextLayer(
            100,
            1200,
            List.of(
                new ReadLine(
                    "\u05e9\u05dc\u05d5\u05dd 1",
                    area,
                    WritingMode.RIGHT_TO_LEFT,
                    1,
                    List.of(
                        new ReadWord("\u05e9\u05dc\u05d5\u05dd", area), new ReadWord("1", area))),
                ReadLine.of("", area)),
            new LayerFacts(6, 1, 2, 3, 1.0 / 3, List.of(area), false));
    byte[] bytes = codec.encode(layer);
    assertEquals(layer, codec.decode(bytes));
    assertThrows(IOException.class, () -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    assertThrows(IOException.class, () -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
  }
}
