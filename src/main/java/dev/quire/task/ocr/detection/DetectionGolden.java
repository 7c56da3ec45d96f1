package dev.quire.task.ocr.detection;

import dev.quire.image.Bitmap;
import dev.quire.task.Golden;
import dev.quire.task.PolygonOverlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pages on which a detection model is compared with itself: a line matches one whose box overlaps
 * by {@value #LEAST_IOU} or more. Immutable and thread-safe.
 *
 * <p>As with layouts, a line whose score crosses the threshold by less than {@value #SCORE_SLACK}
 * is no difference: it counts if the other side has it above the threshold. Lines have no order of
 * their own, see {@link LineOrder}.
 */
public final class DetectionGolden implements Golden<PreparedTextPage, ProbabilityMap> {

  /** The intersection over union from which boxes count as the same. */
  public static final double LEAST_IOU = 0.9;

  /** How far below the threshold a line's score may lie to answer for one above it. */
  public static final double SCORE_SLACK = 0.02;

  private final List<PreparedTextPage> pages;
  private final DetectionParameters parameters;
  private final DbPostprocessor postprocessor = new DbPostprocessor();

  /**
   * Prepares the pages.
   *
   * @param parameters with which lines are made of maps
   */
  public DetectionGolden(
      List<Bitmap> pages, TextPagePreparation preparation, DetectionParameters parameters) {
    this.pages = pages.stream().map(preparation::prepare).toList();
    this.parameters = parameters;
  }

  @Override
  public List<PreparedTextPage> items() {
    return pages;
  }

  /**
   * {@inheritDoc} The matched share is 2·|M| / (|R| + |O|) of the lines of all pages.
   *
   * @throws IllegalArgumentException if there are more or fewer results than pages
   */
  @Override
  public Likeness compare(List<ProbabilityMap> reference, List<ProbabilityMap> other) {
    if (reference.size() != pages.size() || other.size() != pages.size()) {
      throw new IllegalArgumentException(
          "%d and %d results of %d pages".formatted(reference.size(), other.size(), pages.size()));
    }
    long compared = 0;
    long matched = 0;
    for (int page = 0; page < pages.size(); page++) {
      List<TextBox> lines = lines(page, reference);
      List<TextBox> lineOfOther = lines(page, other);
      List<Match> matches = matches(lines, lineOfOther);
      matched += 2L * matches.size();
      compared += counted(lines, matches.stream().map(Match::line));
      compared += counted(lineOfOther, matches.stream().map(Match::lineOfOther));
    }
    return new Likeness(compared, compared == 0 ? 1 : (double) matched / compared, 1);
  }

  private List<TextBox> lines(int page, List<ProbabilityMap> maps) {
    double lenient = Math.max(0, parameters.boxThreshold() - SCORE_SLACK);
    return postprocessor.boxes(
        maps.get(page), pages.get(page).page(), parameters.withBoxThreshold(lenient));
  }

  /** One to one, the largest overlap first. */
  private List<Match> matches(List<TextBox> lines, List<TextBox> other) {
    List<Match> candidates = new ArrayList<>();
    for (TextBox line : lines) {
      for (TextBox lineOfOther : other) {
        if (isStrong(line) || isStrong(lineOfOther)) {
          double iou =
              PolygonOverlap.of(line.quad().corners(), lineOfOther.quad().corners()).overUnion();
          if (iou >= LEAST_IOU) {
            candidates.add(new Match(line, lineOfOther, iou));
          }
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(match -> -match.iou()));
    Set<TextBox> taken = new HashSet<>();
    Set<TextBox> takenOfOther = new HashSet<>();
    List<Match> matches = new ArrayList<>();
    for (Match match : candidates) {
      if (!taken.contains(match.line()) && !takenOfOther.contains(match.lineOfOther())) {
        taken.add(match.line());
        takenOfOther.add(match.lineOfOther());
        matches.add(match);
      }
    }
    return matches;
  }

  /** The lines above the threshold and the matched ones below it. */
  private long counted(List<TextBox> lines, Stream<TextBox> matched) {
    return lines.stream().filter(this::isStrong).count()
        + matched.filter(line -> !isStrong(line)).count();
  }

  private boolean isStrong(TextBox line) {
    return line.score() >= parameters.boxThreshold();
  }

  /** Two lines, one of each side, that are or may become a pair. */
  private record Match(TextBox line, TextBox lineOfOther, double iou) {}
}
