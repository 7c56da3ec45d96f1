package dev.quire.api.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/read} for a page. */
@Schema(description = "What a page says, block by block in reading order")
@JsonNaming(SnakeCaseStrategy.class)
public record ReadAnswer(
    @Schema(description = "Width of the page in pixels, after its EXIF orientation") int width,
    @Schema(description = "Height of the page in pixels, after its EXIF orientation") int height,
    @Schema(
            description = "Where its characters come from: its text layer, or its picture",
            enumeration = {"layer", "ocr"})
        String textSource,
    @Schema(
            description = "Why the text layer of a PDF page was not used",
            examples = "no-text-layer",
            nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String textReason,
    List<BlockAnswer> blocks,
    @Schema(description = "The same as Markdown, without headers, footers and page numbers")
        String markdown,
    ReadTiming timing,
    @Schema(description = "What the page does not show faithfully; left out where it is whole")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<WarningAnswer> warnings,
    @Schema(description = "Only where one was asked for", nullable = true)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        PictureAnswer picture) {

  /** The same with a picture. */
  ReadAnswer with(PictureAnswer other) {
    return new ReadAnswer(
        width, height, textSource, textReason, blocks, markdown, timing, warnings, other);
  }

  /** A region of the page with its text. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Block")
  public record BlockAnswer(
      @Schema(
              description = "What it is to its reader",
              enumeration = {
                "title",
                "heading",
                "text",
                "list_item",
                "table",
                "figure",
                "caption",
                "formula",
                "code",
                "reference",
                "footnote",
                "header",
                "footer",
                "page_number"
              })
          String role,
      @Schema(description = "The layout model's name for it", examples = "paragraph_title")
          String label,
      @Schema(description = "1 for a title, 2 to 6 for headings", nullable = true)
          @JsonInclude(JsonInclude.Include.NON_NULL)
          Integer level,
      @Schema(description = "How sure the layout model is, 0 to 1; 0 for lines without a region")
          double score,
      @Schema(description = "Left, top, right and bottom in pixels of the page") List<Double> box,
      @Schema(description = "Its lines joined to running text") String text,
      List<ReadLineAnswer> lines,
      @Schema(description = "Of a table whose cells could be told", nullable = true)
          @JsonInclude(JsonInclude.Include.NON_NULL)
          TableAnswer table,
      @Schema(description = "Of a figure, with images=embedded", nullable = true)
          @JsonInclude(JsonInclude.Include.NON_NULL)
          PictureAnswer image) {}

  /** A line of a block. */
  @Schema(name = "ReadLine")
  public record ReadLineAnswer(
      String text,
      @Schema(description = "How surely it says so, 0 to 1; 1 from a text layer") double score,
      @Schema(description = "Left, top, right and bottom in pixels of the page") List<Double> box,
      @Schema(description = "Only where they were asked for")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<ReadWordAnswer> words) {}

  /** A word of a line. */
  @Schema(name = "ReadWord")
  public record ReadWordAnswer(
      String text,
      @Schema(description = "Left, top, right and bottom in pixels of the page")
          List<Double> box) {}

  /** A table as cells. */
  @Schema(name = "Table")
  public record TableAnswer(
      int rows,
      int columns,
      List<CellAnswer> cells,
      @Schema(description = "The same as an HTML table") String html) {}

  /** A cell of a table. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Cell")
  public record CellAnswer(
      @Schema(description = "Its first row, from 0") int row,
      @Schema(description = "Its first column, from 0") int column,
      int rowSpan,
      int columnSpan,
      @Schema(description = "Whether it names what stands below or beside it") boolean header,
      String text,
      @Schema(description = "Left, top, right and bottom in pixels of the page")
          List<Double> box) {}

  /** Where the time went, in milliseconds; layout and text are found side by side. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "ReadTiming")
  public record ReadTiming(double decodeMs, double layoutMs, double textMs, double totalMs) {}
}
