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
 * {@code prunedResult} as PaddleOCR-VL's pipeline gives it and, where pages are read, with what
 * PP-StructureV3 adds. Unlike the answer around it, its nulls are on the wire.
 *
 * @param pageIndex null, as PaddleX's service has it
 * @param pageCount null, as PaddleX's service has it
 * @param overallOcrRes the lines of the page; absent where it was not read
 * @param tableResList the tables whose cells were found; absent where there are none
 * @param warnings what the page does not show faithfully, which PaddleX does not report; left out
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
    @JsonInclude(JsonInclude.Include.NON_NULL) PrunedText overallOcrRes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TableResult> tableResList,
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
        LayoutDetection.of(page.regions()),
        null,
        List.of(),
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

  /**
   * The parts of PaddleX's pipeline that were at work.
   *
   * @param useTableRecognition absent where pages are not read, as are the next two
   */
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
      List<String> markdownIgnoreLabels,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean useTableRecognition,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean useFormulaRecognition,
      @JsonInclude(JsonInclude.Include.NON_NULL) Boolean useRegionDetection) {

    /** Of all of them, the layout alone. */
    static ModelSettings layoutOnly(List<String> ignored) {
      return new ModelSettings(
          false, true, false, false, false, false, false, true, ignored, null, null, null);
    }

    /** The layout and the text. */
    static ModelSettings reading(DocumentWishes wishes, List<String> ignored) {
      return new ModelSettings(
          false,
          true,
          false,
          false,
          wishes.figures(),
          wishes.formatted(),
          false,
          true,
          ignored,
          wishes.tables(),
          false,
          false);
    }
  }

  /**
   * One block of the page.
   *
   * @param blockContent its text, of a table its HTML; empty where nothing was read
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
  public record LayoutDetection(Integer pageIndex, List<Box> boxes) {

    static LayoutDetection of(List<Region> regions) {
      return new LayoutDetection(null, regions.stream().map(Box::of).toList());
    }
  }

  /**
   * One table.
   *
   * @param cellBoxList left, top, right and bottom of each cell in whole pixels
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record TableResult(
      List<List<Integer>> cellBoxList, String predHtml, TableText tableOcrPred) {}

  /** The lines of a table, with their places in whole pixels. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record TableText(
      List<List<List<Integer>>> recPolys,
      List<String> recTexts,
      List<Double> recScores,
      List<List<Integer>> recBoxes) {}

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
