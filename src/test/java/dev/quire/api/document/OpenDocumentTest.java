package dev.quire.api.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.support.Pdfs;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A closed PDF document refuses to tell a page's size. */
class OpenDocumentTest {

  private final Document pdf = new Documents(DocumentSettings.defaults()).open(Pdfs.pages(10));
  private final OpenDocument document = new OpenDocument();

  @Test
  void endsAtOnceWhereNobodyUsesIt() {
    document.opened(pdf);
    assertEquals(1, document.use(Document::pageCount));

    document.end();
    document.end();

    assertTrue(document.isEnded());
    assertClosed();
    assertThrows(CancellationException.class, () -> document.use(Document::pageCount));
  }

  @Test
  void theLastUserClosesIt() {
    document.opened(pdf);
    document.use(
        open -> {
          document.use(
              again -> {
                document.end();
                return again.size(1);
              });
          return open.size(1);
        });
    assertClosed();
  }

  @Test
  void whatIsOpenedTooLateIsClosed() {
    assertThrows(CancellationException.class, () -> document.use(Document::pageCount));
    document.end();
    assertThrows(CancellationException.class, () -> document.opened(pdf));
    assertClosed();
  }

  private void assertClosed() {
    assertThrows(IllegalStateException.class, () -> pdf.size(1));
  }
}
