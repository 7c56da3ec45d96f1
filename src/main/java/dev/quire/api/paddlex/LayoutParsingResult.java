package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.layout.LayoutService.Answered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code result} of {@code POST /layout-parsing}. Pictures are JPEG files, in Base64 on the
 * wire.
 */
public record LayoutParsingResult(List<Page> layoutParsingResults, DataInfo dataInfo)
    implements WarnedResult {

  @Override
  public List<String> warningTypes() {
    return layoutParsingResults.stream()
        .flatMap(page -> page.prunedResult().warnings().stream())
        .map(WarningAnswer::type)
        .distinct()
        .toList();
  }

  /**
   * One page.
   *
   * @param outputImages by their names; empty but there where none are wanted, since PaddleX's
   *     sample clients walk through them without asking
   * @param inputImage absent where no pictures are wanted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(
      PrunedResult prunedResult,
      Markdown markdown,
      Map<String, byte[]> outputImages,
      byte[] inputImage) {

    private static final List<String> OUTPUT_IMAGES =
        List.of("layout_det_res", "layout_order_res", "overall_ocr_res");

    /**
     * A page's result.
     *
     * @param ignored as {@link PrunedResult#of} has them
     */
    static Page of(Done<Answered> page, List<String> ignored) {
      return of(PrunedResult.of(page.answer(), ignored), Markdown.NOTHING_READ, page.pictures());
    }

    /**
     * A page's result.
     *
     * @param drawn the page and the pictures of {@link #OUTPUT_IMAGES}, or their first ones; empty
     *     where none are wanted
     */
    static Page of(PrunedResult result, Markdown markdown, List<PictureAnswer> drawn) {
      Map<String, byte[]> output = new LinkedHashMap<>();
      for (int at = 1; at < drawn.size(); at++) {
        output.put(OUTPUT_IMAGES.get(at - 1), drawn.get(at).data());
      }
      return new Page(result, markdown, output, drawn.isEmpty() ? null : drawn.get(0).data());
    }
  }

  /**
   * The text of a page.
   *
   * @param text Markdown; empty where pages are not read
   * @param images the files of figures by the names that the text has; in Base64 on the wire
   * @param isStart whether a paragraph begins with the page; PP-StructureV3's clients expect it
   * @param isEnd whether one ends with it
   */
  public record Markdown(String text, Map<String, byte[]> images, boolean isStart, boolean isEnd) {

    static final Markdown NOTHING_READ = new Markdown("", Map.of(), true, true);
  }
}
