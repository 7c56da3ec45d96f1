package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;

/** What a page's pictures take is taken before they are unfolded, and given back. */
class DrawingMemoryTest {

  private static final int SIDE = 100;
  private static final int PICTURE_BYTES = 8 * SIDE * SIDE;

  /** A quarter more than one picture takes of the share of pixels. */
  private final ByteBudget heap =
      ByteBudget.staged((long) (1.25 * PICTURE_BYTES / Stage.PIXELS.share()));

  private final Documents documents =
      new Documents(DocumentSettings.defaults(), new RequestMemory(heap, ByteBudget.unlimited()));

  @Test
  void picturesAreDrawnOneAfterTheOther() throws IOException {
    try (Document document = documents.open(pictures(3, SIDE))) {
      document.page(1);
    }
    assertEquals(0, heap.reserved());
  }

  @Test
  void aPageWaitsForWhatOthersHold() throws IOException {
    try (Document document = documents.open(pictures(1, SIDE))) {
      try (MemoryReservation others = heap.reserve("others", Stage.PIXELS, PICTURE_BYTES / 2)) {
        assertThrows(MemoryExhaustedException.class, () -> document.page(1));
        assertEquals(PICTURE_BYTES / 2, others.bytes());
      }
      document.page(1);
    }
    assertEquals(0, heap.reserved());
  }

  @Test
  void aPictureThatNoMemoryCouldHoldIsRefused() throws IOException {
    try (Document document = documents.open(pictures(1, 2 * SIDE))) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1));
      assertEquals(InvalidDocumentException.Reason.TOO_LARGE, refusal.reason());
    }
    assertEquals(0, heap.reserved());
  }

  private static byte[] pictures(int count, int side) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(20, 20));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        for (int i = 0; i < count; i++) {
          BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
          image.setRGB(i, i, 0xff0000);
          PDImageXObject picture = LosslessFactory.createFromImage(document, image);
          content.drawImage(picture, 0, 0, 20, 20);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}
