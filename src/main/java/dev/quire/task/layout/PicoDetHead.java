package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A PicoDet graph without its last steps, as PP-StructureV2 had it exported. For each stride s and
 * the N = ⌈H/s⌉·⌈W/s⌉ cells of its grid, row-major, it hands out scores [B,N,classes], 0 to 1, and
 * distributions [B,N,4·bins]: left, top, right and bottom, for each of them a logit for every
 * distance 0, 1 … bins−1. This is {@code PicoDetPostProcess} of PaddleOCR:
 *
 * <pre>
 * distance = s · Σ k·softmax(logits)[k]
 * box      = centre − (left, top) … centre + (right, bottom), centre = (cell + 0.5) · s
 * </pre>
 *
 * <p>Of each grid the {@value #MOST_CELLS} cells with the highest scores are looked at, of each
 * class the {@value PicoDetSuppression#MOST_CANDIDATES} likeliest boxes above the threshold; what
 * overlaps a likelier one of its class falls away, and at most {@value
 * PicoDetSuppression#MOST_KEPT} of a class stay. The rows are in order of class, those of a class
 * in order of score. Boxes are not cut off at the page's edges; the steps that follow do that.
 *
 * @param scores names of the outputs with the scores, smallest stride first
 * @param distributions names of the outputs with the distributions, smallest stride first
 * @param settings strides and thresholds
 * @param maxBatch most pages a run that the outputs are declared for
 */
public record PicoDetHead(
    List<String> scores, List<String> distributions, Head.PicoDet settings, int maxBatch)
    implements LayoutHead {

  /** Most cells of one grid that are looked at. */
  static final int MOST_CELLS = 1000;

  private static final int SIDES = PicoDetGrid.SIDES;
  static final int RANK = 3;

  public PicoDetHead {
    scores = List.copyOf(scores);
    distributions = List.copyOf(distributions);
    Objects.requireNonNull(settings, "settings");
    int strides = settings.strides().size();
    if (scores.size() != strides || distributions.size() != strides) {
      throw new IllegalArgumentException(
          "%d strides take as many outputs of each kind, not %s and %s"
              .formatted(strides, scores, distributions));
    }
  }

  /** Whether a map so deep holds four sides of two distances or more. */
  static boolean isSides(long depth) {
    return depth % SIDES == 0 && depth >= 2 * SIDES;
  }

  @Override
  public List<String> outputs() {
    List<String> outputs = new ArrayList<>(scores);
    outputs.addAll(distributions);
    return List.copyOf(outputs);
  }

  @Override
  public List<PageRows> rows(Model model, Map<String, Tensor> tensors, List<PreparedPage> pages) {
    LayoutOutputs outputs = new LayoutOutputs(model, tensors, outputs());
    Resolution resolution = pages.get(0).resolution();
    List<PicoDetMaps> levels = new ArrayList<>();
    for (int level = 0; level < scores.size(); level++) {
      levels.add(maps(outputs, level, resolution, pages.size()));
    }
    return IntStream.range(0, pages.size())
        .mapToObj(page -> rows(levels, page, pages.get(page)))
        .toList();
  }

  private PicoDetMaps maps(LayoutOutputs outputs, int level, Resolution resolution, int pages) {
    PicoDetGrid grid = new PicoDetGrid(resolution, settings.strides().get(level));
    Tensor score = outputs.requireFloats(scores.get(level), RANK);
    Shape expected = Shape.of(pages, grid.cells(), outputs.model().labels().size());
    if (!score.shape().equals(expected)) {
      throw outputs.broken(scores.get(level), score, "scores " + expected);
    }
    Tensor distribution = outputs.requireFloats(distributions.get(level), RANK);
    long depth = distribution.shape().dimension(2);
    if (!distribution.shape().equals(Shape.of(pages, grid.cells(), depth)) || !isSides(depth)) {
      throw outputs.broken(
          distributions.get(level),
          distribution,
          "distributions [%dx%d] of four sides".formatted(pages, grid.cells()));
    }
    return new PicoDetMaps(
        grid,
        score.data().asFloatBuffer(),
        (int) expected.dimension(2),
        distribution.data().asFloatBuffer(),
        (int) depth / SIDES);
  }

  private PageRows rows(List<PicoDetMaps> levels, int page, PreparedPage prepared) {
    List<PicoDetBox> candidates = new ArrayList<>();
    for (PicoDetMaps level : levels) {
      candidates.addAll(level.candidates(page, (float) settings.threshold(), MOST_CELLS));
    }
    List<PicoDetBox> kept = new PicoDetSuppression(settings.overlap()).apply(candidates);
    BoxScale scale = BoxScale.of(BoxUnit.INPUT, prepared);
    float[] values = new float[kept.size() * PageRows.WITHOUT_ORDER];
    FloatBuffer rows = FloatBuffer.wrap(values);
    for (PicoDetBox box : kept) {
      rows.put(box.classId()).put(box.score());
      rows.put((float) (box.x1() * scale.x())).put((float) (box.y1() * scale.y()));
      rows.put((float) (box.x2() * scale.x())).put((float) (box.y2() * scale.y()));
    }
    return new PageRows(PageRows.WITHOUT_ORDER, values, prepared.width(), prepared.height());
  }
}
