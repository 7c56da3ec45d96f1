package dev.quire.api.read;

import dev.quire.api.SingleUse;
import dev.quire.api.document.Forms;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.ocr.OcrQuery;
import dev.quire.api.ocr.OcrRequests;
import dev.quire.api.ocr.OcrRequests.Asked;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.reading.WritingMode;
import dev.quire.reading.order.ReadingOptions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Reads requests for reading. Immutable and thread-safe. */
public final class ReadRequests {

  private final OcrRequests ocr;
  private final ReadService task;
  private final LayoutOptions layout;

  /**
   * @param ocr reads how lines are recognised
   * @param layout how regions are found
   */
  public ReadRequests(OcrRequests ocr, ReadService task, LayoutOptions layout) {
    this.ocr = ocr;
    this.task = task;
    this.layout = layout;
  }

  /**
   * Reads one.
   *
   * @param body the file, or a form with it in the part {@code file}
   * @return fails as {@link Forms#upload} does
   * @throws ProblemException if there is no file, or a parameter or header makes no sense
   * @throws dev.quire.document.InvalidPageSelectionException if the pages make none
   */
  Uni<ReadRequest> read(ReceivedBody body, OcrQuery lines, ReadQuery query) {
    SingleUse<byte[]> bytes = Forms.bytes(body);
    Asked asked = ocr.asked(lines);
    if (asked.options().upright()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "page_orientation cannot be true here: pages are laid out and read as they stand");
    }
    ReadOptions options =
        new ReadOptions(
            text(query.text),
            // words tell which cells and columns a line belongs to
            asked.options().with(asked.options().lines().withWords(true)),
            writing(query.writing),
            layout,
            0,
            figures(query.images, asked));
    Optional<ReadFormat> format = Optional.ofNullable(query.format).map(ReadRequests::format);
    return ocr.upload(bytes, body, asked, task)
        .map(pages -> options.figures() ? pages.withPictures(Figures.PICTURES) : pages)
        .map(pages -> new ReadRequest(pages, options, asked.options().lines().words(), format));
  }

  private static TextChoice text(String text) {
    return text == null
        ? TextChoice.AUTO
        : TextChoice.named(text)
            .orElseThrow(() -> problem("text must be one of %s, not '%s'", TextChoice.ids(), text));
  }

  private static boolean figures(String images, Asked asked) {
    if (images == null || images.equals("none")) {
      return false;
    }
    if (!images.equals("embedded")) {
      throw problem("images must be one of %s, not '%s'", List.of("none", "embedded"), images);
    }
    if (!asked.pictures().isEmpty()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "Ask for the pictures of figures (images) or for one of the page (visualize), not for"
              + " both");
    }
    return true;
  }

  private static ReadFormat format(String text) {
    return ReadFormat.named(text)
        .orElseThrow(() -> problem("format must be one of %s, not '%s'", ReadFormat.ids(), text));
  }

  private static ReadingOptions writing(String text) {
    return switch (text == null ? "auto" : text) {
      case "auto" -> ReadingOptions.defaults();
      case "ltr" -> ReadingOptions.of(WritingMode.LEFT_TO_RIGHT);
      case "rtl" -> ReadingOptions.of(WritingMode.RIGHT_TO_LEFT);
      case "vertical" -> ReadingOptions.of(WritingMode.VERTICAL);
      default ->
          throw problem(
              "writing must be one of %s, not '%s'",
              List.of("auto", "ltr", "rtl", "vertical"), text);
    };
  }

  private static ProblemException problem(String detail, List<String> known, String found) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail.formatted(known, found));
  }
}
