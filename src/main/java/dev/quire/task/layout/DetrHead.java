package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Model;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A DETR graph without its last steps, as Hugging Face's transformers export PP-DocLayoutV3 and the
 * RT-DETR family: for each of Q queries {@code logits} [B,Q,classes], {@code pred_boxes} [B,Q,4] as
 * centre, width and height in shares of the page, perhaps {@code order_logits} [B,Q,Q] and {@code
 * out_masks} [B,Q,height,width]. All are float32. What is done with them is what PaddleX's own
 * export does in its graph:
 *
 * <pre>
 * rows  = the Q highest of the Q·classes scores σ(logits), highest first
 * box   = ((cx − w/2, cy − h/2), (cx + w/2, cy + h/2)) · (page width, page height)
 * order = the query's rank, see {@link DetrRanks}
 * mask  = out_masks &gt; 0
 * </pre>
 *
 * <p>So a query that is likely in two classes gives two rows with the same box. Of equal scores the
 * first query's is first, then the first class's. Scores that are no number are left out.
 *
 * @param logits name of the output with the classes' logits
 * @param boxes name of the output with the boxes
 * @param order name of the output with the reading order, if there is one
 * @param masks name of the output with the masks, if it is read
 * @param maxBatch most pages a run that the outputs are declared for
 */
public record DetrHead(
    String logits, String boxes, Optional<String> order, Optional<String> masks, int maxBatch)
    implements LayoutHead {

  /** Centre, width and height of a box. */
  static final int SIDES = 4;

  private static final int RANK = 3;
  private static final int MASKS_RANK = 4;
  private static final int FIRST_COORDINATE = 2;

  public DetrHead {
    Objects.requireNonNull(logits, "logits");
    Objects.requireNonNull(boxes, "boxes");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(masks, "masks");
  }

  @Override
  public List<String> outputs() {
    return Stream.of(Optional.of(logits), Optional.of(boxes), order, masks)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<PageRows> rows(Model model, Map<String, Tensor> tensors, List<PreparedPage> pages) {
    LayoutOutputs outputs = new LayoutOutputs(model, tensors, outputs());
    Tensor scores = outputs.requireFloats(logits, RANK);
    long queries = scores.shape().dimension(1);
    requireShape(outputs, logits, scores, Shape.of(pages.size(), queries, model.labels().size()));
    Tensor places = outputs.requireFloats(boxes, RANK);
    requireShape(outputs, boxes, places, Shape.of(pages.size(), queries, SIDES));
    Optional<Tensor> relations = order.map(name -> outputs.requireFloats(name, RANK));
    relations.ifPresent(
        tensor ->
            requireShape(
                outputs, order.orElseThrow(), tensor, Shape.of(pages.size(), queries, queries)));
    Optional<Tensor> shapes = masks.map(name -> outputs.requireFloats(name, MASKS_RANK));
    shapes.ifPresent(
        tensor -> {
          Shape found = tensor.shape();
          Shape expected = Shape.of(pages.size(), queries, found.dimension(2), found.dimension(3));
          requireShape(outputs, masks.orElseThrow(), tensor, expected);
        });
    DetrQueries decoded =
        new DetrQueries(
            (int) queries,
            scores.data().asFloatBuffer(),
            model.labels().size(),
            places.data().asFloatBuffer());
    return IntStream.range(0, pages.size())
        .mapToObj(page -> page(decoded, relations, shapes, page, pages.get(page)))
        .toList();
  }

  private static void requireShape(
      LayoutOutputs outputs, String name, Tensor found, Shape expected) {
    if (!found.shape().equals(expected)) {
      throw outputs.broken(name, found, expected.toString());
    }
  }

  private static PageRows page(
      DetrQueries queries,
      Optional<Tensor> relations,
      Optional<Tensor> shapes,
      int page,
      PreparedPage prepared) {
    List<DetrQueries.Choice> choices = queries.highest(page);
    int columns = relations.isPresent() ? PageRows.WITH_RANK : PageRows.WITHOUT_ORDER;
    int[] ranks =
        relations
            .map(tensor -> new DetrRanks(queries.number(), tensor.data().asFloatBuffer()).of(page))
            .orElseGet(() -> new int[0]);
    BoxScale scale = BoxScale.of(BoxUnit.RELATIVE, prepared);
    float[] values = new float[choices.size() * columns];
    FloatBuffer rows = FloatBuffer.wrap(values);
    for (DetrQueries.Choice choice : choices) {
      int first = rows.position();
      rows.put(choice.classId()).put(choice.score()).put(queries.box(page, choice.query()));
      scale.apply(values, first + FIRST_COORDINATE);
      if (relations.isPresent()) {
        rows.put(ranks[choice.query()]);
      }
    }
    Optional<Masks> masks = shapes.map(tensor -> new DetrMasks(tensor).of(page, choices));
    return new PageRows(columns, values, prepared.width(), prepared.height(), masks);
  }
}
