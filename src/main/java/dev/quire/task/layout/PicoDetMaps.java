package dev.quire.task.layout;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a PicoDet graph gave for one grid, for all pages of a batch. See {@link PicoDetHead}.
 *
 * @param scores [pages, cells, classes]
 * @param distributions [pages, cells, 4, bins]
 */
record PicoDetMaps(
    PicoDetGrid grid, FloatBuffer scores, int classes, FloatBuffer distributions, int bins) {

  /** A cell and its highest score. */
  private record Peak(int cell, float score) {}

  /**
   * Boxes in pixels of the input, in the order of the cells: one for each class of a cell that
   * scores above the threshold, if the cell is among the given number with the highest scores. Of
   * equal ones, the first cells are.
   */
  List<PicoDetBox> candidates(int page, float threshold, int mostCells) {
    List<PicoDetBox> candidates = new ArrayList<>();
    for (Peak peak : peaks(page, threshold, mostCells)) {
      int cell = page * grid.cells() + peak.cell;
      PicoDetBox peakBox = box(page, peak);
      for (int classId = 0; classId < classes; classId++) {
        float score = scores.get(cell * classes + classId);
        if (score > threshold) {
          candidates.add(peakBox.of(classId, score));
        }
      }
    }
    return candidates;
  }

  private List<Peak> peaks(int page, float threshold, int mostCells) {
    List<Peak> peaks = new ArrayList<>();
    for (int cell = 0; cell < grid.cells(); cell++) {
      float highest = highest(page * grid.cells() + cell);
      if (highest > threshold) {
        peaks.add(new Peak(cell, highest));
      }
    }
    if (peaks.size() <= mostCells) {
      return peaks;
    }
    return peaks.stream()
        .sorted(Comparator.comparingDouble(Peak::score).reversed())
        .limit(mostCells)
        .sorted(Comparator.comparingInt(Peak::cell))
        .toList();
  }

  private float highest(int cell) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int at = cell * classes; at < (cell + 1) * classes; at++) {
      if (scores.get(at) > highest) {
        highest = scores.get(at);
      }
    }
    return highest;
  }

  private PicoDetBox box(int page, Peak peak) {
    int at = (page * grid.cells() + peak.cell) * PicoDetGrid.SIDES * bins;
    double x = grid.centreX(peak.cell);
    double y = grid.centreY(peak.cell);
    return new PicoDetBox(
        0,
        peak.score,
        x - distance(at),
        y - distance(at + bins),
        x + distance(at + 2 * bins),
        y + distance(at + 3 * bins));
  }

  /** The mean of the distances 0, 1 … weighted by the softmax of their logits, in pixels. */
  private double distance(int at) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int bin = 0; bin < bins; bin++) {
      highest = Math.max(highest, distributions.get(at + bin));
    }
    double sum = 0;
    double weighted = 0;
    for (int bin = 0; bin < bins; bin++) {
      double weight = Math.exp(distributions.get(at + bin) - highest);
      sum += weight;
      weighted += bin * weight;
    }
    return weighted / sum * grid.stride();
  }
}
