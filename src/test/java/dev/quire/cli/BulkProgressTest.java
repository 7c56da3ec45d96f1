package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.bulk.Counts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BulkProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final StringWriter written = new StringWriter();

  @Test
  void aTerminalHasABarThatIsWrittenOver() {
    BulkProgress standing = standing(true, 80);
    standing.standing(counts(0));
    now.set(10_000_000_000L);
    standing.standing(counts(100));

    String[] lines = written.toString().split("\r");
    assertEquals(3, lines.length);
    assertTrue(lines[2].startsWith("█████░░"), lines[2]);
    assertTrue(
        lines[2].contains("150 of about 600 pages, 10.0/s, 45 s left, 2 problem(s)"), lines[2]);
    assertTrue(lines[2].length() <= 80 + "\u001b[K".length(), lines[2]);
    assertFalse(written.toString().contains("\n"));
  }

  @Test
  void aNarrowTerminalHasNoBar() {
    BulkProgress standing = standing(true, 30);
    standing.standing(counts(100));
    assertFalse(written.toString().contains("█"), written::toString);
  }

  @Test
  void elsewhereEachStandingIsALine() {
    BulkProgress standing = standing(false, 80);
    standing.standing(counts(0));
    standing.standing(counts(100));
    standing.warning("Something");

    assertEquals(3, written.toString().lines().count());
    assertFalse(written.toString().contains("\r"));
    assertEquals(Duration.ofSeconds(10), standing.interval());
  }

  @Test
  void aWarningStaysAboveTheBar() {
    BulkProgress standing = standing(true, 80);
    standing.standing(counts(0));
    standing.warning("Something");
    assertTrue(written.toString().endsWith("\r\u001b[KSomething\n"), written::toString);
  }

  @Test
  void theEndStays() {
    BulkProgress standing = standing(true, 80);
    standing.standing(new Counts(3, true, 3, 40, 10, 30, 0, 0, 7));
    assertTrue(
        written.toString().endsWith("40 of 40 pages, 0.0/s, done, 7 asked again\u001b[K\n"),
        written::toString);
  }

  @Test
  void pagesWithWarningsAreToldOf() {
    assertEquals(
        "40 of 40 pages, 2.0/s, done, 1 problem(s), 1,234 with warnings",
        BulkProgress.text(new Counts(3, true, 3, 40, 0, 39, 1_234, 1, 0), "pages", 2));
  }

  @Test
  void barsAreFullOnlyAtTheEnd() {
    assertEquals("░░░░░", BulkProgress.bar(new Counts(1, true, 1, 100, 0, 0, 0, 0, 0), 5));
    assertEquals("██░░░", BulkProgress.bar(new Counts(1, true, 1, 100, 40, 19, 0, 0, 0), 5));
    assertEquals("████░", BulkProgress.bar(new Counts(1, true, 1, 100, 0, 99, 0, 0, 0), 5));
    assertEquals("█████", BulkProgress.bar(new Counts(1, true, 1, 100, 0, 99, 0, 1, 0), 5));
    assertEquals("░░░░░", BulkProgress.bar(new Counts(0, false, 0, 0, 0, 0, 0, 0, 0), 5));
  }

  @Test
  void timesHaveTwoUnits() {
    assertEquals("0 s", BulkProgress.time(Duration.ZERO));
    assertEquals("59 s", BulkProgress.time(Duration.ofSeconds(59)));
    assertEquals("1 min 0 s", BulkProgress.time(Duration.ofSeconds(60)));
    assertEquals("2 h 5 min", BulkProgress.time(Duration.ofSeconds(7_530)));
    assertEquals("3 d 1 h", BulkProgress.time(Duration.ofHours(73)));
  }

  /** 200 files of which 50 are open, with 150 pages; 50 of them were there before. */
  private static Counts counts(long finished) {
    return new Counts(
        200, true, 50, 150, 50, Math.max(0, finished - 2), 0, Math.min(2, finished), 0);
  }

  private BulkProgress standing(boolean interactive, int columns) {
    Terminal terminal = new Terminal(new PrintWriter(written, true), interactive, columns);
    return new BulkProgress(terminal, "pages", now::get);
  }
}
