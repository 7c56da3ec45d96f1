package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;

/** What a page and its pictures take is taken before they are there, and given back. */
class DrawingMemoryTest {

  private static final int SIDE = 100;
  private static final int PICTURE_BYTES = 8 * SIDE * SIDE;

  /** 20 points at 144 dpi. */
  private static final int PAGE_BYTES = 3 * 40 * 40;

  /** A page, a picture and a quarter. */
  private final ByteBudget heap = ByteBudget.ofOneStage(PAGE_BYTES + PICTURE_BYTES * 5 / 4);

  private final Documents documents = new Documents(DocumentSettings.defaults());
  private final MemoryReservation held = heap.open("client", Stage.PIXELS);

  @Test
  void picturesAreDrawnOneAfterTheOtherAndThePageStaysHeld() throws IOException {
    try (Document document = documents.open(pictures(3))) {
      document.page(1, () -> false, held);
    }
    assertEquals(PAGE_BYTES, held.bytes());
  }

  @Test
  void aPageWaitsForWhatOthersHoldAndHoldsNothingMeanwhile() throws IOException {
    try (Document document = documents.open(pictures(1));
        MemoryReservation others = heap.reserve("others", Stage.PIXELS, PICTURE_BYTES / 2)) {
      MemoryExhaustedException busy =
          assertThrows(MemoryExhaustedException.class, () -> document.page(1, () -> false, held));
      assertFalse(busy.forGood());
      assertEquals(0, held.bytes());
      CompletableFuture<MemoryReservation> room = busy.room().toCompletableFuture();
      others.shrinkTo(PICTURE_BYTES / 4 + 1);
      assertFalse(room.isDone(), "page and picture do not fit together");
      others.shrinkTo(PICTURE_BYTES / 4);
      assertTrue(room.isDone());
      document.page(1, () -> false, held);
    }
  }

  @Test
  void aPageThatNoMemoryCouldHoldWithItsPicturesIsRefused() throws IOException {
    ByteBudget small = ByteBudget.ofOneStage(PICTURE_BYTES + PAGE_BYTES / 2);
    try (Document document = documents.open(pictures(1));
        MemoryReservation all = small.open("client", Stage.PIXELS)) {
      InvalidDocumentException refusal =
          assertThrows(InvalidDocumentException.class, () -> document.page(1, () -> false, all));
      assertEquals(InvalidDocumentException.Reason.TOO_LARGE, refusal.reason());
      assertEquals(0, all.bytes());
    }
  }

  private static byte[] pictures(int count) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(20, 20));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        for (int i = 0; i < count; i++) {
          BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
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
