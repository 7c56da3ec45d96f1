package dev.quire.train.loss;

import dev.quire.train.net.PageMini;
import dev.quire.train.page.Box;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which cells of the output answer for which regions of one image. A region's cells are those whose
 * centres lie in its middle, at most {@link #REACH_X} and {@link #REACH_Y} pixels from its centre
 * and never so near that none is left; a cell in the middle of several belongs to the smallest.
 *
 * @param regions the image's regions
 * @param cells the positive cells, {@code row · columns + column}
 * @param owners the index in {@code regions} of each positive cell
 * @param weights the weight of each positive cell: a region counts as the square root of its cells,
 *     times its label's {@link Emphasis}
 */
public record Targets(List<Truth> regions, int[] cells, int[] owners, float[] weights) {

  private static final double LEAST_REACH = PageMini.STRIDE / 2.0;
  private static final double REACH_X = 20;
  private static final double REACH_Y = 14;

  /** A region of this many cells has cells of weight 1. */
  private static final double USUAL_CELLS = 9;

  /** Assigns the cells of an output of the size given. */
  public static Targets assign(List<Truth> regions, int rows, int columns) {
    int[] owner = new int[rows * columns];
    Arrays.fill(owner, -1);
    int[] bySize =
        IntStream.range(0, regions.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -regions.get(i).box().area()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : bySize) {
      Box box = regions.get(i).box();
      double x = (box.x1() + box.x2()) / 2;
      double y = (box.y1() + box.y2()) / 2;
      double reachX = Math.max(LEAST_REACH, Math.min(REACH_X, box.width() / 4));
      double reachY = Math.max(LEAST_REACH, Math.min(REACH_Y, box.height() / 4));
      for (int row = first(y - reachY); row <= Math.min(rows - 1, last(y + reachY)); row++) {
        for (int col = first(x - reachX); col <= Math.min(columns - 1, last(x + reachX)); col++) {
          owner[row * columns + col] = i;
        }
      }
    }
    int[] cells = IntStream.range(0, owner.length).filter(c -> owner[c] >= 0).toArray();
    int[] owners = Arrays.stream(cells).map(c -> owner[c]).toArray();
    int[] counts = new int[regions.size()];
    for (int o : owners) {
      counts[o]++;
    }
    float[] weights = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      double usual = Math.sqrt(USUAL_CELLS / counts[owners[i]]);
      weights[i] = (float) (usual * Emphasis.of(regions.get(owners[i]).label()));
    }
    return new Targets(List.copyOf(regions), cells, owners, weights);
  }

  /** The centre of a cell, in pixels. */
  public static double centre(int index) {
    return (index + 0.5) * PageMini.STRIDE;
  }

  private static int first(double from) {
    return Math.max(0, (int) Math.ceil(from / PageMini.STRIDE - 0.5));
  }

  private static int last(double to) {
    return (int) Math.floor(to / PageMini.STRIDE - 0.5);
  }
}
