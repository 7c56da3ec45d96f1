package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.document.InvalidDocumentException.Reason;
import org.junit.jupiter.api.Test;

class PdfCallTest {

  /** A document that is refused stays refused; the same one may be drawn in a minute. */
  @Test
  void whatTheServiceLacksIsNotTheDocumentsFault() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    assertSame(full, assertThrows(OutOfMemoryError.class, () -> PdfCall.onPage(1, thrown(full))));
    assertSame(full, assertThrows(OutOfMemoryError.class, () -> PdfCall.onDocument(thrown(full))));
  }

  @Test
  void whatNoServiceCouldHaveIsTheDocumentsFault() {
    OutOfMemoryError claim = new OutOfMemoryError("Requested array size exceeds VM limit");
    assertEquals(
        Reason.TOO_COMPLEX,
        assertThrows(InvalidDocumentException.class, () -> PdfCall.onPage(1, thrown(claim)))
            .reason());
    assertEquals(
        Reason.TOO_COMPLEX,
        assertThrows(InvalidDocumentException.class, () -> PdfCall.onDocument(thrown(claim)))
            .reason());
  }

  private static PdfCall<String> thrown(Error error) {
    return () -> {
      throw error;
    };
  }
}
