package dev.quire.task.layout;

import dev.quire.model.Head;
import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Finds a DETR's logits, boxes, reading order and masks among a graph's outputs, by the names that
 * Hugging Face's transformers give them.
 */
record DetrSignature(LayoutSignature signature, Head.Detr settings) {

  private static final String LOGITS = "logits";
  private static final String BOXES = "pred_boxes";
  private static final String ORDER = "order_logits";
  private static final String MASKS = "out_masks";

  /** Whether the outputs without which there are no detections are among a graph's. */
  static boolean isNamedIn(LayoutSignature signature) {
    return LayoutSignature.named(signature.outputs(), LOGITS).isPresent()
        && LayoutSignature.named(signature.outputs(), BOXES).isPresent();
  }

  /**
   * The head for these outputs.
   *
   * @throws ModelException if the graph has other outputs
   */
  DetrHead head() {
    long any = Shape.DYNAMIC;
    TensorSpec logits = require(LOGITS, Shape.of(any, any, signature.model().labels().size()));
    long queries = logits.shape().dimension(1);
    TensorSpec boxes = require(BOXES, Shape.of(any, queries, DetrHead.SIDES));
    Optional<TensorSpec> order = optional(ORDER, Shape.of(any, queries, queries));
    Optional<TensorSpec> masks =
        settings.masks()
            ? Optional.of(require(MASKS, Shape.of(any, queries, any, any)))
            : Optional.empty();
    int maxBatch =
        Math.min(
            batch(List.of(logits, boxes)),
            Math.min(batch(order.stream().toList()), batch(masks.stream().toList())));
    return new DetrHead(
        logits.name(),
        boxes.name(),
        order.map(TensorSpec::name),
        masks.map(TensorSpec::name),
        maxBatch);
  }

  private static int batch(List<TensorSpec> outputs) {
    return outputs.stream().mapToInt(LayoutSignature::batch).min().orElse(Integer.MAX_VALUE);
  }

  private TensorSpec require(String name, Shape shape) {
    return optional(name, shape)
        .orElseThrow(
            () ->
                signature.mismatch(
                    "outputs " + signature.outputs(), "%s %s among them".formatted(name, shape)));
  }

  private Optional<TensorSpec> optional(String name, Shape shape) {
    TensorSpec expected = new TensorSpec(name, ElementType.FLOAT32, shape);
    Optional<TensorSpec> found = LayoutSignature.named(signature.outputs(), name);
    found.ifPresent(
        output -> {
          if (output.type() != expected.type()
              || !LayoutSignature.compatible(shape, output.shape())) {
            throw signature.mismatch("an output " + output, "an output " + expected);
          }
        });
    return found;
  }
}
