package dev.quire.train.export;

import dev.quire.train.eval.Detection;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Sides;
import dev.quire.train.page.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the exported graph does with the network's output, in plain Java. */
final class ReferenceDecoder {

  private ReferenceDecoder() {}

  /** One image's rows; width and height are the original image's. */
  static List<Detection> decode(float[] out, int rows, int columns, double height, double width) {
    int plane = rows * columns;
    record Candidate(int label, int cell, double score) {}
    List<Candidate> candidates = new ArrayList<>();
    for (int label = 0; label < PageMini.CLASSES; label++) {
      for (int cell = 0; cell < plane; cell++) {
        float logit = out[label * plane + cell];
        boolean best = true;
        for (int d = -2; d <= 2; d++) {
          int column = cell % columns + d;
          if (column >= 0 && column < columns) {
            best &= logit >= out[label * plane + cell + d];
          }
        }
        candidates.add(new Candidate(label, cell, best ? 1 / (1 + Math.exp(-logit)) : 0));
      }
    }
    List<Candidate> top =
        candidates.stream()
            .sorted(Comparator.comparingDouble(c -> -c.score()))
            .limit(OnnxModel.ROWS)
            .toList();
    int[] inOrder =
        IntStream.range(0, top.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble(i -> out[PageMini.ORDER * plane + top.get(i).cell()]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[inOrder.length];
    for (int i = 0; i < inOrder.length; i++) {
      rank[inOrder[i]] = i;
    }
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < top.size(); i++) {
      Candidate c = top.get(i);
      double[] reach = new double[4];
      for (int s = 0; s < 4; s++) {
        reach[s] = Sides.distance(out[(PageMini.SIDES + s) * plane + c.cell()]);
      }
      double x = (c.cell() % columns + 0.5) * 8;
      double y = (c.cell() / columns + 0.5) * 8;
      double sx = width / (8.0 * columns);
      double sy = height / (8.0 * rows);
      Box box =
          new Box(
              clip((x - reach[0]) * sx, width),
              clip((y - reach[1]) * sy, height),
              clip((x + reach[2]) * sx, width),
              clip((y + reach[3]) * sy, height));
      detections.add(new Detection(c.label(), c.score(), box, rank[i]));
    }
    return detections;
  }

  private static double clip(double v, double most) {
    return Math.min(most, Math.max(0, v));
  }
}
