package dev.quire.task.ocr.orientation;

import dev.quire.image.Bitmap;
import dev.quire.image.PageAngle;
import dev.quire.image.PageTurn;
import dev.quire.task.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pages on which an orientation model is compared with itself, each turned all four ways: two runs
 * agree on a page if they have the same angle for it. An angle that is ahead by less than {@value
 * #SCORE_SLACK} is no difference. Immutable and thread-safe.
 */
public final class PageOrientationGolden implements Golden<FittedPage, PageOrientationScores> {

  /** How far one angle may be ahead of another and count as its equal. */
  public static final double SCORE_SLACK = 0.02;

  private final List<FittedPage> pages;

  /** Prepares the pages. */
  public PageOrientationGolden(List<Bitmap> pages, PageOrientationTask task) {
    this.pages = pages.stream().flatMap(PageOrientationGolden::turned).map(task::prepare).toList();
  }

  private static Stream<Bitmap> turned(Bitmap page) {
    return Arrays.stream(PageAngle.values())
        .map(angle -> new PageTurn(angle, page.width(), page.height()).upright(page));
  }

  @Override
  public List<FittedPage> items() {
    return pages;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are more or fewer results than pages
   */
  @Override
  public Likeness compare(
      List<PageOrientationScores> reference, List<PageOrientationScores> other) {
    if (reference.size() != pages.size() || other.size() != pages.size()) {
      throw new IllegalArgumentException(
          "%d and %d results of %d pages".formatted(reference.size(), other.size(), pages.size()));
    }
    long matched =
        IntStream.range(0, pages.size()).filter(i -> agree(reference.get(i), other.get(i))).count();
    return new Likeness(
        2L * pages.size(), pages.isEmpty() ? 1 : (double) matched / pages.size(), 1);
  }

  private static boolean agree(PageOrientationScores reference, PageOrientationScores other) {
    PageAngle angle = reference.angle();
    PageAngle angleOfOther = other.angle();
    return angle == angleOfOther
        || reference.score(angle) - reference.score(angleOfOther) < SCORE_SLACK
        || other.score(angleOfOther) - other.score(angle) < SCORE_SLACK;
  }
}
