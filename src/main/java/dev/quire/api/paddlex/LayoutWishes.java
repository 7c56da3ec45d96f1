package dev.quire.api.paddlex;

import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.MergeMode;
import dev.quire.task.layout.Merging;
import dev.quire.task.layout.Refinement;
import dev.quire.task.layout.ShapeMode;
import dev.quire.task.layout.Unclip;
import java.util.Optional;

/**
 * What a request wants of its layout.
 *
 * @param threshold scores that regions must exceed, 0 to 1
 * @param nms whether overlapping regions are suppressed
 * @param unclip how much larger boxes are made
 * @param merging which of nested boxes stay
 * @param shape what the polygons outline
 */
record LayoutWishes(
    Optional<PerClass<Double>> threshold,
    Optional<Boolean> nms,
    Optional<Unclip> unclip,
    Optional<Merging> merging,
    Optional<ShapeMode> shape) {

  /**
   * Reads them.
   *
   * @param thresholdField what the endpoint calls the threshold
   */
  static LayoutWishes of(Fields fields, String thresholdField) {
    return new LayoutWishes(
        fields.optional(thresholdField, FieldType.perClass(FieldType.PROBABILITY)),
        fields.optional("layoutNms", FieldType.FLAG),
        fields
            .optional("layoutUnclipRatio", FieldType.perClass(FieldType.UNCLIP_RATIO))
            .map(wish -> wish.map(Unclip.Everywhere::new, Unclip.PerClass::new)),
        fields
            .optional("layoutMergeBboxesMode", FieldType.perClass(FieldType.oneOf(MergeMode.class)))
            .map(wish -> wish.map(Merging.Everywhere::new, Merging.PerClass::new)),
        fields.optional("layoutShapeMode", FieldType.oneOf(ShapeMode.class)));
  }

  /**
   * The parameters that they make of others.
   *
   * @param silent what holds where they say nothing
   */
  LayoutParameters over(LayoutParameters silent) {
    LayoutParameters scored =
        threshold
            .map(wish -> wish.map(silent::withThreshold, silent::withThresholds))
            .orElse(silent);
    return scored
        .withNms(nms.map(scored.nms()::withEnabled).orElse(scored.nms()))
        .withRefinement(over(scored.refinement()));
  }

  private Refinement over(Refinement silent) {
    return silent
        .withUnclip(unclip.orElse(silent.unclip()))
        .withMerging(merging.orElse(silent.merging()))
        .withShape(shape.orElse(silent.shape()));
  }
}
