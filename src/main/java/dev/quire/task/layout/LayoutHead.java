package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** How rows come of what a graph hands out. Immutable and thread-safe. */
public sealed interface LayoutHead permits RowsHead, PicoDetHead, DetrHead {

  /** The outputs that are read, by their names in the graph. */
  List<String> outputs();

  /** Most pages a run for which the graph has outputs; {@link Integer#MAX_VALUE} if any number. */
  int maxBatch();

  /**
   * The rows of each page of a batch, in the order of the pages.
   *
   * @param model whose graph it is
   * @param outputs at least those that are read
   * @throws IllegalStateException if they are not what the graph promised, or a row's class has no
   *     label
   */
  List<PageRows> rows(Model model, Map<String, Tensor> outputs, List<PreparedPage> pages);

  /**
   * The one that a model's descriptor names, or else its graph's outputs, with these outputs.
   *
   * @throws dev.quire.model.ModelException if the graph has other outputs
   */
  static LayoutHead of(LayoutSignature signature) {
    Head head = signature.model().head();
    if (head instanceof Head.Unsaid unsaid) {
      head =
          DetrSignature.isNamedIn(signature)
              ? new Head.Detr(unsaid.masks())
              : new Head.Rows(BoxUnit.PAGE, unsaid.masks());
    }
    if (head instanceof Head.PicoDet picoDet) {
      return new PicoDetSignature(signature, picoDet).head();
    }
    if (head instanceof Head.Detr detr) {
      return new DetrSignature(signature, detr).head();
    }
    return new RowsSignature(signature, (Head.Rows) head).head();
  }
}
