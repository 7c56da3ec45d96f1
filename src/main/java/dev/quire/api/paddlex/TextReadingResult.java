package dev.quire.api.paddlex;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.task.ocr.OcrOptions;
import java.util.List;

/** The {@code result} of {@code POST /ocr}. Pictures are JPEG files, in Base64 on the wire. */
public record TextReadingResult(List<Page> ocrResults, DataInfo dataInfo) implements WarnedResult {

  @Override
  public List<String> warningTypes() {
    return ocrResults.stream()
        .flatMap(page -> page.prunedResult().warnings().stream())
        .map(WarningAnswer::type)
        .distinct()
        .toList();
  }

  /**
   * One page.
   *
   * @param ocrImage the page with the lines that were found; absent where no pictures are wanted
   * @param inputImage the page; absent where no pictures are wanted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(PrunedText prunedResult, byte[] ocrImage, byte[] inputImage) {

    /**
     * A page's result.
     *
     * @param options how it was read
     * @param leastScore as {@link PrunedText#of} has it
     */
    static Page of(Done<Answered> page, OcrOptions options, double leastScore) {
      List<PictureAnswer> drawn = page.pictures();
      return new Page(
          PrunedText.of(page.answer(), options, leastScore),
          drawn.isEmpty() ? null : drawn.get(1).data(),
          drawn.isEmpty() ? null : drawn.get(0).data());
    }
  }
}
