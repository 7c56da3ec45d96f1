package dev.quire.task.layout;

import dev.quire.model.Head;
import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds rows, their numbers and perhaps their masks among a graph's outputs: those of the usual
 * names, else the only ones of their kinds.
 *
 * <p>A graph without numbers is taken for one page a run, whose rows they all are. Converters drop
 * the output where it is constant, and a graph of a single page has no need of it.
 */
record RowsSignature(LayoutSignature signature, Head.Rows settings) {

  private static final int MASKS_RANK = 3;

  /**
   * The head for these outputs.
   *
   * @throws ModelException if the graph has other outputs
   */
  RowsHead head() {
    String rows = rows();
    Optional<String> counts = counts();
    Optional<String> masks = settings.masks() ? Optional.of(masks()) : Optional.empty();
    return new RowsHead(rows, counts, masks, settings.boxes());
  }

  private String rows() {
    TensorSpec rows =
        find(RowsHead.ROWS, RowsSignature::isRows).orElseThrow(() -> missing(RowsHead.ROWS));
    if (!isRows(rows)) {
      throw signature.mismatch("an output " + rows, "float32 rows of 6, 7 or 8 columns");
    }
    return rows.name();
  }

  private Optional<String> counts() {
    Optional<TensorSpec> counts = find(RowsHead.COUNTS, RowsSignature::isCounts);
    if (counts.isPresent()) {
      if (!isCounts(counts.get())) {
        throw signature.mismatch("an output " + counts.get(), "one int32 a page");
      }
      return counts.map(TensorSpec::name);
    }
    boolean ambiguous = signature.outputs().stream().anyMatch(RowsSignature::isCounts);
    if (ambiguous) {
      throw missing(RowsHead.COUNTS);
    }
    if (signature.maxBatch() != 1) {
      throw signature.mismatch(
          "outputs " + signature.outputs(),
          RowsHead.COUNTS
              + " among them, or 'max_batch: 1' in model.yml, as without it all rows are those of"
              + " one page");
    }
    return Optional.empty();
  }

  private String masks() {
    Optional<TensorSpec> masks = find(RowsHead.MASKS, RowsSignature::isMasks);
    if (masks.filter(RowsSignature::isMasks).isEmpty()) {
      throw signature.mismatch(
          "outputs " + signature.outputs(),
          RowsHead.MASKS + " among them, int32 masks of the rows, as model.yml has 'masks: true'");
    }
    return masks.get().name();
  }

  /**
   * The output of this name if it is of a kind, else the only one that is, else that of the name.
   */
  private Optional<TensorSpec> find(String name, Predicate<TensorSpec> kind) {
    Optional<TensorSpec> usual = LayoutSignature.named(signature.outputs(), name);
    List<TensorSpec> fitting = signature.outputs().stream().filter(kind).toList();
    if (fitting.size() == 1 && usual.filter(kind).isEmpty()) {
      return Optional.of(fitting.get(0));
    }
    return usual;
  }

  private ModelException missing(String name) {
    return signature.mismatch("outputs " + signature.outputs(), name + " among them");
  }

  /** By the shape alone: programs of Paddle 1.x declare the type wrongly, only a run has it. */
  private static boolean isRows(TensorSpec spec) {
    return spec.shape().rank() == 2
        && (spec.shape().dimension(1) == Shape.DYNAMIC
            || PageRows.isColumns(spec.shape().dimension(1)));
  }

  private static boolean isCounts(TensorSpec spec) {
    boolean whole = spec.type() == ElementType.INT32 || spec.type() == ElementType.INT64;
    return whole && spec.shape().rank() == 1;
  }

  private static boolean isMasks(TensorSpec spec) {
    return spec.type() == ElementType.INT32 && spec.shape().rank() == MASKS_RANK;
  }
}
