package dev.quire.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.task.layout.Region;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaidOutDocumentTest {

  private static final LaidOutPage PAGE = new LaidOutPage(1, 10, 10, "page", List.of());

  @Test
  void hasAPage() {
    refuses("A document must have at least one page", List.of(), List.of());
  }

  @Test
  void hasEachPageOnce() {
    refuses("Page 1 is given twice", List.of(), List.of(PAGE, PAGE));
  }

  @Test
  void knowsItsClasses() {
    Region block = new Region(2, "table", 0.5f, 0, 0, 1, 1, null);

    refuses(
        "A region of page 3 has class id 2; there are 2 labels",
        List.of("text", "title"),
        List.of(new LaidOutPage(3, 10, 10, "page", List.of(block))));
  }

  @Test
  void formatsAreFoundByName() {
    assertEquals(Optional.of(ExportFormat.HOCR), ExportFormat.named("hocr"));
    assertEquals(Optional.empty(), ExportFormat.named("HOCR"));
    assertEquals("coco, hocr, alto", ExportFormat.ids());
  }

  private static void refuses(String message, List<String> labels, List<LaidOutPage> pages) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class, () -> new LaidOutDocument("name", labels, pages))
            .getMessage());
  }
}
