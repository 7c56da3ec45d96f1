package dev.quire.api.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.doors.Samples.Readable;
import dev.quire.api.doors.Samples.Unreadable;
import dev.quire.api.doors.Told.OfPage;
import dev.quire.api.doors.Told.Region;
import dev.quire.support.Pdfs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By whichever door a file comes, with the embedded model: what {@code /v1/layout} says of it. */
@QuarkusTest
class SameAnswerQuarkusTest {

  private static final int PDF = 0;
  private static final int IMAGE = 1;

  @TestHTTPResource URI service;
  @TempDir Path folder;

  private Doors doors;

  @BeforeEach
  void open() {
    doors = new Doors(service);
  }

  @ParameterizedTest
  @EnumSource(Readable.class)
  void aFileHasTheSameRegionsAtEveryDoor(Readable sample) throws Exception {
    byte[] file = sample.file();
    String type = Doors.mediaType(file);
    int fileType = type.equals("application/pdf") ? PDF : IMAGE;
    Told layout = doors.layout(file, type, Doors.STEPS);
    assertEquals(200, layout.status(), layout::words);
    assertEquals(sample.pages(), layout.pages().size());
    layout.pages().forEach(page -> assertFalse(page.regions().isEmpty()));

    assertSame(layout, doors.form(file, type, Doors.STEPS));
    assertSame(layout, doors.lines(file, type, Doors.STEPS));
    assertSame(layout, doors.layoutParsing(file, fileType));
    assertSame(layout, doors.infer(file, fileType));
    assertSame(layout, doors.bulk(file, "file", Doors.STEPS, folder));
    assertOnePage(layout, doors.objectDetection(file));
    assertOnePage(doors.layout(file, type, ""), doors.analyze(file, type));
  }

  @ParameterizedTest
  @EnumSource(Unreadable.class)
  void aFileIsRefusedForTheSameReasonAtEveryDoor(Unreadable sample) throws Exception {
    byte[] file = sample.file();
    String type = Doors.mediaType(file);
    int fileType = type.equals("application/pdf") ? PDF : IMAGE;
    Told layout = doors.layout(file, type, "");
    boolean empty = sample == Unreadable.EMPTY;
    // that there is nothing each door says in its own words
    String reason = empty ? "" : layout.words();
    int status = empty ? 400 : 422;

    assertRefused(status, reason, layout);
    assertRefused(status, reason, doors.form(file, type, ""));
    assertRefused(status, reason, doors.lines(file, type, ""));
    assertRefused(422, reason, doors.layoutParsing(file, fileType));
    assertRefused(422, reason, doors.infer(file, fileType));
    assertRefused(422, reason, doors.objectDetection(file));
    assertRefused(status, reason, doors.analyze(file, type));
    Told bulk = doors.bulk(file, "file", "", folder);
    assertTrue(
        bulk.isRefusal() || bulk.pages().equals(List.of(OfPage.faulty(reason))), bulk::toString);
  }

  /** Where an answer has no place for a page's problem, the document is refused with it. */
  @Test
  void aPageThatCannotBeDrawnIsToldOfAtEveryDoor() throws Exception {
    byte[] file = Pdfs.pages(50, 30_000, 60);
    Told layout = doors.layout(file, "application/pdf", Doors.STEPS);
    assertEquals(3, layout.pages().size());
    String reason = layout.pages().get(1).problem().orElseThrow();
    assertTrue(reason.startsWith("Page 2 "), reason);

    assertSame(layout, doors.lines(file, "application/pdf", Doors.STEPS));
    assertSame(layout, doors.bulk(file, "torn.pdf", Doors.STEPS, folder));
    assertRefused(422, reason, doors.layoutParsing(file, PDF));
    assertRefused(422, reason, doors.infer(file, PDF));
  }

  /** Names, media types and numbers for types may say what they like. */
  @ParameterizedTest
  @CsvSource({
    "PNG,                application/pdf, 0, page.pdf",
    "JPEG_ON_ITS_SIDE,   image/png,       0, page.tiff",
    "BMP,                image/tiff,      0, page.webp",
    "TIFF_OF_ONE_PAGE,   image/jpeg,      0, page.jpg",
    "TIFF_OF_THREE_PAGES,application/pdf, 0, pages.png",
    "PDF_OF_ONE_PAGE,    image/png,       1, page.png",
    "PDF_OF_THREE_PAGES, image/webp,      1, pages.jpg"
  })
  void whatAFileIsItsContentsDecide(Readable sample, String type, int fileType, String name)
      throws Exception {
    byte[] file = sample.file();
    Told layout = doors.layout(file, Doors.mediaType(file), Doors.STEPS);

    assertSame(layout, doors.layout(file, type, Doors.STEPS));
    assertSame(layout, doors.form(file, type, Doors.STEPS));
    assertSame(layout, doors.lines(file, type, Doors.STEPS));
    assertSame(layout, doors.layoutParsing(file, fileType));
    assertSame(layout, doors.infer(file, fileType));
    assertSame(layout, doors.bulk(file, name, Doors.STEPS, folder));
    assertOnePage(doors.layout(file, type, ""), doors.analyze(file, type));
  }

  /** A door whose answers have room for one page refuses a file of several in words of its own. */
  private static void assertOnePage(Told expected, Told actual) {
    if (expected.pages().size() == 1) {
      assertSame(expected, actual);
    } else {
      assertRefused(422, "at most 1", actual);
    }
  }

  private static void assertRefused(int status, String reason, Told told) {
    assertEquals(status, told.status(), told::toString);
    assertFalse(told.words().isBlank());
    assertTrue(told.words().contains(reason), () -> told + ", not " + reason);
  }

  private static void assertSame(Told expected, Told actual) {
    assertEquals(expected.status(), actual.status(), actual::words);
    assertEquals(expected.pages().size(), actual.pages().size(), actual::toString);
    for (int i = 0; i < expected.pages().size(); i++) {
      OfPage page = expected.pages().get(i);
      OfPage other = actual.pages().get(i);
      assertEquals(page.problem(), other.problem());
      assertEquals(page.warnings(), other.warnings());
      assertEquals(page.regions().size(), other.regions().size(), other::toString);
      for (int j = 0; j < page.regions().size(); j++) {
        Region region = page.regions().get(j);
        Region like = other.regions().get(j);
        assertTrue(region.isLike(like), () -> region + " and " + like);
      }
    }
  }
}
