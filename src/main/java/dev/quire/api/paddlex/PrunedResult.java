package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.task.layout.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code prunedResult} as PaddleOCR-VL's pipeline gives it. Unlike the answer around it, its nulls
 * are on the wire.
 *
 * @param pageIndex null, as PaddleX's service has it
 * @param pageCount null, as PaddleX's service has it
 * @param warnings what the page does not show faithfully, which PaddleX does not tell; left out
 *     where it is whole
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PrunedResult(
    Integer pageIndex,
    Integer pageCount,
    int width,
    int height,
    ModelSettings modelSettings,
    List<Block> parsingResList,
    LayoutDetection layoutDetRes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WarningAnswer> warnings) {

  /** PaddleOCR-VL's labels of what is not part of the running text. */
  public static final List<String> MARKDOWN_IGNORE_LABELS =
      List.of(
          "number", "footnote", "header", "header_image", "footer", "footer_image", "aside_text");

  /**
   * A page's result.
   *
   * @param ignored labels whose blocks are not numbered, besides those that have no place in the
   *     reading order anyway
   */
  static PrunedResult of(Answered page, List<String> ignored) {
    return new PrunedResult(
        null,
        null,
        page.answer().width(),
        page.answer().height(),
        ModelSettings.layoutOnly(ignored),
        blocks(page.regions(), Set.copyOf(ignored)),
        new LayoutDetection(null, page.regions().stream().map(Box::of).toList()),
        WarningAnswer.of(page.warnings()));
  }

  private static List<Block> blocks(List<Region> regions, Set<String> ignored) {
    List<Block> blocks = new ArrayList<>(regions.size());
    int next = 1;
    for (Region region : regions) {
      boolean counts = region.order() != null && !ignored.contains(region.label());
      blocks.add(Block.of(blocks.size(), region, counts ? next++ : null));
    }
    return List.copyOf(blocks);
  }

  /** The parts of PaddleX's pipeline that were at work: of all of them, the layout alone. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ModelSettings(
      boolean useDocPreprocessor,
      boolean useLayoutDetection,
      boolean useChartRecognition,
      boolean useSealRecognition,
      boolean useOcrForImageBlock,
      boolean formatBlockContent,
      boolean mergeLayoutBlocks,
      boolean returnLayoutPolygonPoints,
      List<String> markdownIgnoreLabels) {

    static ModelSettings layoutOnly(List<String> ignored) {
      return new ModelSettings(false, true, false, false, false, false, false, true, ignored);
    }
  }

  /**
   * One block of the page.
   *
   * @param blockContent empty, since nothing was read
   * @param blockBbox left, top, right and bottom in whole pixels
   * @param blockId from 0
   * @param blockOrder from 1; null for blocks that are not numbered
   * @param groupId the block's own id, since blocks are not joined
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Block(
      String blockLabel,
      String blockContent,
      List<Integer> blockBbox,
      int blockId,
      Integer blockOrder,
      int groupId,
      List<List<Number>> blockPolygonPoints) {

    static Block of(int id, Region region, Integer order) {
      return new Block(
          region.label(),
          "",
          Coordinates.wholeBox(region),
          id,
          order,
          id,
          Coordinates.outline(region));
    }
  }

  /** What the layout model found. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record LayoutDetection(Integer pageIndex, List<Box> boxes) {}

  /**
   * One region.
   *
   * @param coordinate left, top, right and bottom in pixels
   * @param order from 1; null for what stands beside the running text
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Box(
      int clsId,
      String label,
      float score,
      List<Number> coordinate,
      Integer order,
      List<List<Number>> polygonPoints) {

    static Box of(Region region) {
      return new Box(
          region.classId(),
          region.label(),
          region.score(),
          Coordinates.box(region),
          region.order(),
          Coordinates.outline(region));
    }
  }
}
