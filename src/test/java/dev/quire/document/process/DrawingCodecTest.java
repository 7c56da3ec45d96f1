package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.document.DocumentSettings;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.searchable.Written;
import dev.quire.document.searchable.Written.Note;
import dev.quire.image.PageWarning;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingCodecTest {

  private final DrawingCodec wire = new DrawingCodec();

  static List<DrawingMessage> messages() {
    return List.of(
        new DrawingMessage.Hello(1),
        new DrawingMessage.Begin(DocumentSettings.defaults()),
        new DrawingMessage.Ready(),
        new DrawingMessage.Open(3, 1L << 40, 2, 1000, Optional.of("päss")),
        new DrawingMessage.Open(3, 0, 2, 0, Optional.empty()),
        new DrawingMessage.Opened(300),
        new DrawingMessage.Measure(4, 7, 12),
        new DrawingMessage.Measured(new PageSize(10, 20)),
        new DrawingMessage.Draw(5, 7, 12, false),
        new DrawingMessage.Draw(5, 7, 12, true),
        new DrawingMessage.Drawn(
            new PageSize(10, 20),
            99,
            1,
            List.of(new PageWarning(PageWarning.Kind.NOT_DRAWN, "a picture")),
            Optional.empty()),
        new DrawingMessage.Drawn(
            new PageSize(10, 20), 99, 1, List.of(), Optional.of(new DrawingMessage.TextRead(4, 9))),
        new DrawingMessage.ReadText(6, 7, 12),
        new DrawingMessage.TextRead(3, 1 << 24),
        new DrawingMessage.AddText(7, 8, 2, 1000),
        new DrawingMessage.TextAdded(
            4, 1 << 20, new Written(3, 2, 500, 7, Set.of(Note.DECRYPTED, Note.SIGNATURES_LOST))),
        new DrawingMessage.TextAdded(4, 0, new Written(3, 0, 0, 0, Set.of())),
        new DrawingMessage.NotPermitted("It does not permit …"),
        new DrawingMessage.Taken(),
        new DrawingMessage.Forget(7),
        new DrawingMessage.Cancel(5),
        new DrawingMessage.Cancelled(),
        new DrawingMessage.Refused(Reason.TOO_COMPLEX, 12, "Page 12 …"),
        new DrawingMessage.Failed("no room"),
        new DrawingMessage.Beat());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageArrivesAsItWasSent(DrawingMessage message) throws IOException {
    byte[] bytes = wire.encode(message);
    assertEquals(message, wire.decode(bytes));
    assertThrows(IOException.class, () -> wire.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    if (bytes.length > 1) {
      assertThrows(IOException.class, () -> wire.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    }
  }
}
