package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.Model;
import dev.quire.model.Nms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutParametersTest {

  /** PP-DocLayoutV3's classes. */
  private static final List<String> LABELS =
      List.of(
          "abstract",
          "algorithm",
          "aside_text",
          "chart",
          "content",
          "display_formula",
          "doc_title",
          "figure_title",
          "footer",
          "footer_image",
          "footnote",
          "formula_number",
          "header",
          "header_image",
          "image",
          "inline_formula",
          "number",
          "paragraph_title",
          "reference",
          "reference_content",
          "seal",
          "table",
          "text",
          "vertical_text",
          "vision_footnote");

  private final Model model = LayoutFixture.withLabels(LayoutFixture.model(8), LABELS);

  @Test
  void leaveBoxesAloneByDefault() {
    assertEquals(
        new LayoutParameters(
            0.5, Map.of(), Nms.off(), Refinement.NONE, LayoutParameters.SKIP_ORDER_LABELS),
        LayoutParameters.of(model));
  }

  @Test
  void knowWhatPaddleOcrVlWants() {
    LayoutParameters parameters = LayoutParameters.paddleX(model);

    assertEquals(0.3, parameters.threshold());
    assertEquals(new Nms(true, 0.6, 0.98), parameters.nms());
    assertEquals(
        new Refinement(
            true,
            true,
            new Merging.PerClass(
                Map.of(
                    3, MergeMode.LARGE,
                    5, MergeMode.LARGE,
                    6, MergeMode.LARGE,
                    15, MergeMode.LARGE,
                    17, MergeMode.LARGE)),
            ShapeMode.AUTO,
            new Unclip.Everywhere(new Unclip.Ratio(1, 1)),
            true),
        parameters.refinement());
  }

  @Test
  void knowWhatTheModelAloneGets() {
    LayoutParameters parameters = LayoutParameters.paddleXAlone(model);

    assertEquals(0.5, parameters.threshold());
    assertEquals(Nms.off(), parameters.nms());
    assertEquals(
        new Refinement(true, true, Merging.none(), ShapeMode.AUTO, Unclip.none(), true),
        parameters.refinement());
  }

  @Test
  void changeOneThingAtATime() {
    LayoutParameters some =
        LayoutParameters.paddleX(model)
            .withNms(Nms.off())
            .withSkipOrderLabels(Set.of("text"))
            .withThresholds(Map.of(3, 0.7));

    assertEquals(Map.of(3, 0.7), some.classThresholds());
    assertEquals(0.5, some.threshold());
    assertEquals(Nms.off(), some.nms());
    assertEquals(Set.of("text"), some.skipOrderLabels());
    assertEquals(LayoutParameters.paddleX(model).refinement(), some.refinement());
    assertEquals(Map.of(), some.withThreshold(0.2).classThresholds());
    assertEquals(Refinement.NONE, some.withRefinement(Refinement.NONE).refinement());
  }

  @Test
  void changeOneStepAtATime() {
    Merging merging = new Merging.Everywhere(MergeMode.SMALL);
    Unclip unclip = new Unclip.Everywhere(new Unclip.Ratio(2, 2));

    assertEquals(
        new Refinement(false, false, merging, ShapeMode.POLY, unclip, true),
        Refinement.NONE
            .withMerging(merging)
            .withShape(ShapeMode.POLY)
            .withUnclip(unclip)
            .withOverlaps(true));
  }

  @Test
  void refuseThresholdsOutOfRange() {
    LayoutParameters parameters = LayoutParameters.of(model);

    for (double value : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> parameters.withThresholds(Map.of(1, value)));
    }
  }
}
