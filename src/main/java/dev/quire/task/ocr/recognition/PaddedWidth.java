package dev.quire.task.ocr.recognition;

import dev.quire.image.LineImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The widths that lines of 48 rows are padded to. A recogniser's text depends on it: of the lines
 * of Latin pages, version 4 reads one in seven otherwise when it is padded by a few columns more.
 */
public enum PaddedWidth {

  /**
   * From the line alone, so that its text does not depend on what stands beside it: the next
   * multiple of 32, at least 320. Measured against an eighth, or the steps 320, 480, 640 …, so
   * small steps give the most words right and the fewest columns of padding.
   */
  ALONE {
    @Override
    public List<Integer> of(List<LineImage> lines) {
      return lines.stream().map(line -> up(natural(line))).toList();
    }
  },

  /**
   * As RapidOCR has it, from the line and five others of its page: sorted by their proportions,
   * lines are taken six at a time, and padded to what the widest of the six has, at least 320.
   */
  SIXES {
    @Override
    public List<Integer> of(List<LineImage> lines) {
      List<Integer> order =
          IntStream.range(0, lines.size())
              .boxed()
              .sorted(Comparator.comparingDouble(at -> ratio(lines.get(at))))
              .toList();
      Integer[] widths = new Integer[lines.size()];
      for (int from = 0; from < order.size(); from += GROUP) {
        List<Integer> group = order.subList(from, Math.min(order.size(), from + GROUP));
        double widest = ratio(lines.get(group.get(group.size() - 1)));
        int width =
            (int) Math.min(MOST, PreparedLine.HEIGHT * Math.max((double) LEAST / HEIGHT, widest));
        group.forEach(at -> widths[at] = width);
      }
      return List.of(widths);
    }
  };

  /** What the models were trained with. */
  static final int LEAST = 320;

  /** What PaddleX takes at most; what is wider is squeezed. */
  static final int MOST = 3200;

  private static final int HEIGHT = PreparedLine.HEIGHT;
  private static final int STEP = 32;
  private static final int GROUP = 6;

  /** The padded width of each line of a page. */
  public abstract List<Integer> of(List<LineImage> lines);

  /** Columns of a line at 48 rows, rounded up. */
  static long natural(LineImage line) {
    return ((long) HEIGHT * line.width() + line.height() - 1) / line.height();
  }

  static int up(long width) {
    return (int) Math.max(LEAST, Math.min(MOST, (width + STEP - 1) / STEP * STEP));
  }

  private static double ratio(LineImage line) {
    return (double) line.width() / line.height();
  }
}
