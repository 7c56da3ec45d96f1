package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetrHeadTest {

  private static final int CLASSES = LayoutFixture.LABELS.size();

  /** Logits so low that nothing is left of them. */
  private static final float NEVER = -100;

  private static final DetrHead ALL =
      new DetrHead(
          "logits",
          "pred_boxes",
          Optional.of("order_logits"),
          Optional.of("out_masks"),
          Integer.MAX_VALUE);
  private static final DetrHead BARE =
      new DetrHead("logits", "pred_boxes", Optional.empty(), Optional.empty(), Integer.MAX_VALUE);

  private final Model model = LayoutFixture.withHead(LayoutFixture.model(16), new Head.Detr(true));

  /** Two queries; σ(0) = 1/2 and σ(ln 3) = 3/4. */
  @Test
  void decodesABox() {
    float[] logits = filled(2 * CLASSES, NEVER);
    logits[3] = 0;
    logits[CLASSES + 1] = (float) Math.log(3);
    float[] boxes = {0.5f, 0.25f, 0.5f, 0.5f, 0.75f, 0.5f, 0.25f, 1};

    PageRows rows = rows(BARE, tensors(2, logits, boxes), page(200, 40));

    assertEquals(6, rows.columns());
    assertFalse(rows.ordered());
    assertTrue(rows.masks().isEmpty());
    assertEquals(200, rows.width());
    assertArrayEquals(
        new float[] {1, 0.75f, 125, 0, 175, 40, 3, 0.5f, 50, 0, 150, 20}, rows.values(), 1e-4f);
  }

  /** One query likely in two classes leaves no room for the other query. */
  @Test
  void givesAQueryARowForEachLikelyClass() {
    float[] logits = filled(2 * CLASSES, -5);
    logits[CLASSES] = 2;
    logits[CLASSES + 4] = 3;
    float[] boxes = {0.5f, 0.5f, 1, 1, 0.25f, 0.25f, 0.5f, 0.5f};

    PageRows rows = rows(BARE, tensors(2, logits, boxes), page(10, 10));

    assertEquals(2, rows.size());
    assertEquals(4, rows.detection(0).classId());
    assertEquals(0, rows.detection(1).classId());
    assertEquals(rows.detection(0).x2(), rows.detection(1).x2());
    assertEquals(5, rows.detection(0).x2());
  }

  @Test
  void prefersTheFirstOfEqualScores() {
    float[] logits = filled(3 * CLASSES, NEVER);
    logits[2 * CLASSES + 1] = 1;
    logits[CLASSES + 5] = 1;
    logits[CLASSES + 2] = 1;

    PageRows rows = rows(BARE, tensors(3, logits, new float[12]), page(10, 10));

    assertEquals(
        List.of(2, 5, 1),
        List.of(
            rows.detection(0).classId(), rows.detection(1).classId(), rows.detection(2).classId()));
  }

  @Test
  void leavesOutWhatIsNoNumber() {
    float[] logits = filled(2 * CLASSES, Float.NaN);
    logits[7] = -2;

    PageRows rows = rows(BARE, tensors(2, logits, new float[8]), page(10, 10));

    assertEquals(1, rows.size());
    assertEquals(1, rows.detection(0).classId());
    assertEquals(
        0, rows(BARE, tensors(1, filled(CLASSES, Float.NaN), new float[4]), page(9, 9)).size());
  }

  /**
   * Query 2 before query 0 before query 1: above the diagonal, a logit says how likely the row's
   * query comes before the column's. What lies below is not looked at.
   */
  @Test
  void readsInTheOrderThatIsVotedFor() {
    float never = -8;
    float surely = 8;
    float[] order = {0, surely, never, surely, 0, never, surely, surely, 0};
    float[] logits = filled(3 * CLASSES, NEVER);
    for (int query = 0; query < 3; query++) {
      logits[query * CLASSES + query] = 3 - query;
    }
    Map<String, Tensor> tensors = tensors(3, logits, new float[12]);
    tensors.put("order_logits", LayoutFixture.floats(Shape.of(1, 3, 3), order));
    DetrHead head =
        new DetrHead("logits", "pred_boxes", Optional.of("order_logits"), Optional.empty(), 1);

    PageRows rows = rows(head, tensors, page(10, 10));

    assertEquals(7, rows.columns());
    assertEquals(
        List.of(1f, 2f, 0f),
        List.of(rows.detection(0).rank(), rows.detection(1).rank(), rows.detection(2).rank()));
  }

  @Test
  void ranksEqualVotesByQuery() {
    int[] ranks =
        new DetrRanks(
                4, LayoutFixture.floats(Shape.of(1, 4, 4), new float[16]).data().asFloatBuffer())
            .of(0);

    assertArrayEquals(new int[] {0, 1, 2, 3}, ranks);
  }

  /** Everything at once, on pages of their own sizes, beside the slowest way to say it. */
  @ParameterizedTest
  @CsvSource({"1, 1, 10", "2, 3, 10", "3, 2, 40", "4, 2, 1", "5, 1, 300"})
  void agreesWithTheSlowWay(int seed, int batch, int queries) {
    Random random = new Random(seed);
    float[] logits = noise(random, batch * queries * CLASSES, 3);
    float[] boxes = noise(random, batch * queries * 4, 1);
    float[] order = noise(random, batch * queries * queries, 4);
    float[] masks = noise(random, batch * queries * 5 * 3, 1);
    for (int i = 0; i < masks.length; i += 7) {
      masks[i] = 0;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("logits", LayoutFixture.floats(Shape.of(batch, queries, CLASSES), logits));
    tensors.put("pred_boxes", LayoutFixture.floats(Shape.of(batch, queries, 4), boxes));
    tensors.put("order_logits", LayoutFixture.floats(Shape.of(batch, queries, queries), order));
    tensors.put("out_masks", LayoutFixture.floats(Shape.of(batch, queries, 5, 3), masks));
    List<PreparedPage> pages =
        List.of(page(1234, 999), page(10, 2000), page(640, 480)).subList(0, batch);

    List<PageRows> found = ALL.rows(model, tensors, pages);

    assertEquals(batch, found.size());
    for (int page = 0; page < batch; page++) {
      PageRows rows = found.get(page);
      List<int[]> chosen = slowlyChosen(logits, page, queries);
      int[] ranks = slowlyRanked(order, page, queries);
      assertEquals(queries, rows.size());
      for (int row = 0; row < queries; row++) {
        int query = chosen.get(row)[0];
        int classId = chosen.get(row)[1];
        int at = (page * queries + query) * 4;
        int width = pages.get(page).width();
        int height = pages.get(page).height();
        double score = 1 / (1 + Math.exp(-logits[(page * queries + query) * CLASSES + classId]));
        float[] expected = {
          classId,
          (float) score,
          (boxes[at] - boxes[at + 2] / 2) * width,
          (boxes[at + 1] - boxes[at + 3] / 2) * height,
          (boxes[at] + boxes[at + 2] / 2) * width,
          (boxes[at + 1] + boxes[at + 3] / 2) * height,
          ranks[query]
        };
        float[] own = Arrays.copyOfRange(rows.values(), 7 * row, 7 * row + 7);
        assertArrayEquals(expected, own, 1e-3f, "row " + row);
        for (int cell = 0; cell < 15; cell++) {
          assertEquals(
              masks[(page * queries + query) * 15 + cell] > 0,
              rows.masks().orElseThrow().get(row, cell / 3, cell % 3));
        }
      }
    }
  }

  /** Query and class of the highest logits, as many as there are queries. */
  private static List<int[]> slowlyChosen(float[] logits, int page, int queries) {
    List<int[]> all = new ArrayList<>();
    for (int query = 0; query < queries; query++) {
      for (int classId = 0; classId < CLASSES; classId++) {
        all.add(new int[] {query, classId});
      }
    }
    all.sort(
        Comparator.comparingDouble(
            pair -> -logits[(page * queries + pair[0]) * CLASSES + pair[1]]));
    return all.subList(0, queries);
  }

  /** As the formula says it, and a rank as the number of queries with fewer votes. */
  private static int[] slowlyRanked(float[] order, int page, int queries) {
    double[] votes = new double[queries];
    for (int j = 0; j < queries; j++) {
      for (int i = 0; i < queries; i++) {
        if (i < j) {
          votes[j] += 1 / (1 + Math.exp(-order[(page * queries + i) * queries + j]));
        } else if (i > j) {
          votes[j] += 1 - 1 / (1 + Math.exp(-order[(page * queries + j) * queries + i]));
        }
      }
    }
    int[] ranks = new int[queries];
    for (int j = 0; j < queries; j++) {
      for (int i = 0; i < queries; i++) {
        ranks[j] += votes[i] < votes[j] || votes[i] == votes[j] && i < j ? 1 : 0;
      }
    }
    return ranks;
  }

  @Test
  void refusesOutputsOfOtherShapes() {
    List<PreparedPage> pages = List.of(page(16, 16));
    Map<String, Tensor> right = tensors(2, new float[2 * CLASSES], new float[8]);
    right.put("order_logits", Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 2, 2)));
    right.put("out_masks", Tensor.allocate(ElementType.FLOAT32, Shape.of(1, 2, 5, 3)));
    assertEquals(2, ALL.rows(model, right, pages).get(0).size());

    assertBroken(
        Map.of("logits", right.get("logits")),
        pages,
        "expected [logits, pred_boxes, order_logits, out_masks]");
    assertBroken(right, List.of(pages.get(0), pages.get(0)), "output logits is FLOAT32[1x2x6]");
    assertBroken(with(right, "logits", 1, 2, 5), pages, "expected [1x2x6]");
    assertBroken(with(right, "logits", 2, 6), pages, "expected rank 3");
    assertBroken(with(right, "logits", 1, 3, 6), pages, "pred_boxes is FLOAT32[1x2x4]; expected");
    assertBroken(with(right, "pred_boxes", 1, 2, 5), pages, "expected [1x2x4]");
    assertBroken(with(right, "order_logits", 1, 2, 3), pages, "expected [1x2x2]");
    assertBroken(with(right, "out_masks", 1, 3, 5, 3), pages, "expected [1x2x5x3]");
    assertBroken(with(right, "out_masks", 1, 2, 15), pages, "expected rank 4");
    Map<String, Tensor> whole = new LinkedHashMap<>(right);
    whole.put("pred_boxes", Tensor.allocate(ElementType.INT32, Shape.of(1, 2, 4)));
    assertBroken(whole, pages, "expected float32");
  }

  private void assertBroken(Map<String, Tensor> outputs, List<PreparedPage> pages, String message) {
    IllegalStateException broken =
        assertThrows(IllegalStateException.class, () -> ALL.rows(model, outputs, pages));
    assertTrue(broken.getMessage().contains(message), broken.getMessage());
    assertTrue(broken.getMessage().contains("fixture.onnx"), broken.getMessage());
  }

  private PageRows rows(DetrHead head, Map<String, Tensor> tensors, PreparedPage page) {
    return head.rows(model, tensors, List.of(page)).get(0);
  }

  private static Map<String, Tensor> tensors(int queries, float[] logits, float[] boxes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("logits", LayoutFixture.floats(Shape.of(1, queries, CLASSES), logits));
    tensors.put("pred_boxes", LayoutFixture.floats(Shape.of(1, queries, 4), boxes));
    return tensors;
  }

  private static Map<String, Tensor> with(Map<String, Tensor> right, String name, long... shape) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(right);
    tensors.put(name, Tensor.allocate(ElementType.FLOAT32, Shape.of(shape)));
    return tensors;
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] noise(Random random, int size, float spread) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (2 * random.nextFloat() - 1) * spread;
    }
    return values;
  }

  private static PreparedPage page(int width, int height) {
    return LayoutFixture.page(16, width, height);
  }
}
