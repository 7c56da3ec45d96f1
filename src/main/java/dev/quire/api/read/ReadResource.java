package dev.quire.api.read;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.StageTimes;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.ocr.OcrQuery;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.searchable.Written;
import dev.quire.export.ExportFormat;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code POST /v1/read}: a page in, what it says in reading order out. */
@Path("/v1/read")
@Consumes({
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/bmp",
  "image/tiff",
  "application/pdf",
  MediaType.MULTIPART_FORM_DATA
})
@Tag(name = "Text")
public class ReadResource {

  static final String NDJSON = "application/x-ndjson";

  static final String MARKDOWN = "text/markdown";

  static final String PDF = "application/pdf";

  /** A PDF file has no place for what is not as it was: names of {@link Written.Note}. */
  static final String NOTES = "X-Document-Notes";

  /** Who accepts anything gets JSON. */
  private static final String LESS = ";qs=0.5";

  private final Instance<ReadRequests> requests;
  private final Instance<ReadAnswers> answers;

  ReadResource(Instance<ReadRequests> requests, Instance<ReadAnswers> answers) {
    this.requests = requests;
    this.answers = answers;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "read",
      summary = "Read a page, or the pages of a document, in reading order",
      description =
          "The body is the image or the PDF document itself, or a form with it in the part 'file'."
              + " A document is answered page by page; with Accept: application/x-ndjson each page"
              + " is a line, sent as soon as it is ready; with Accept: text/markdown or text/plain the"
              + " answer is the text alone, joined over page breaks; with application/xhtml+xml or"
              + " application/xml it is hOCR or ALTO with lines and words; with application/pdf it is"
              + " the document as a PDF file in which that text can be found and copied. The text layer of a PDF page is"
              + " used where it can be trusted; what has none is recognised.")
  @APIResponse(
      responseCode = "200",
      description = "The blocks in reading order",
      content = @Content(schema = @Schema(oneOf = {ReadAnswer.class, ReadDocumentAnswer.class})))
  @APIResponse(responseCode = "400", description = "No image, or a parameter out of range")
  @APIResponse(responseCode = "404", description = "Text is not read here")
  @APIResponse(responseCode = "413", description = "The body is over the limit")
  @APIResponse(responseCode = "415", description = "Not an image type")
  @APIResponse(responseCode = "422", description = "The image is broken or too large")
  @APIResponse(responseCode = "504", description = "The page waited too long")
  public Uni<RestResponse<Object>> read(
      @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_OCTET_STREAM,
                    schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA,
                    schema =
                        @Schema(
                            type = SchemaType.OBJECT,
                            requiredProperties = "file",
                            properties =
                                @SchemaProperty(
                                    name = "file",
                                    type = SchemaType.STRING,
                                    format = "binary")))
              })
          ReceivedBody body,
      @BeanParam OcrQuery lines,
      @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.JSON);
  }

  /** A line for each page, as soon as it and those before it are ready. */
  @POST
  @Produces(NDJSON + LESS)
  @Operation(hidden = true)
  public Multi<RawValue> lines(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return RestMulti.fromMultiData(
            asked(body, lines, query)
                .onItem()
                .transformToMulti(asked -> answers.get().lines(inLines(asked))))
        .header(HttpHeaders.CONTENT_TYPE, NDJSON)
        .build();
  }

  /** The whole document as Markdown. */
  @POST
  @Produces(MARKDOWN + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> markdown(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.MARKDOWN);
  }

  /** The text alone. */
  @POST
  @Produces(MediaType.TEXT_PLAIN + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> text(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.TEXT);
  }

  /** The document with its text, invisible, where it stands. */
  @POST
  @Produces(PDF + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> searchable(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.PDF);
  }

  /** Lines and words as hOCR. */
  @POST
  @Produces(MediaType.APPLICATION_XHTML_XML + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> hocr(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.HOCR);
  }

  /** Lines and words as ALTO. */
  @POST
  @Produces(MediaType.APPLICATION_XML + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> alto(
      ReceivedBody body, @BeanParam OcrQuery lines, @BeanParam ReadQuery query) {
    return answered(body, lines, query, ReadFormat.ALTO);
  }

  private Uni<RestResponse<Object>> answered(
      ReceivedBody body, OcrQuery lines, ReadQuery query, ReadFormat accepted) {
    return asked(body, lines, query)
        .chain(asked -> answered(asked, asked.format().orElse(accepted)));
  }

  private Uni<RestResponse<Object>> answered(ReadRequest asked, ReadFormat format) {
    if (asked.options().figures() && !format.hasFigures()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "images=embedded is for JSON and Markdown; %s has no place for them"
              .formatted(format.id()));
    }
    ReadAnswers all = answers.get();
    return switch (format) {
      case JSON -> all.whole(asked).chain(reply -> response(asked, reply));
      case MARKDOWN -> all.markdown(asked).map(text -> written(text, format));
      case TEXT -> all.text(asked).map(text -> written(text, format));
      case PDF -> all.searchable(asked).map(ReadResource::file);
      case HOCR -> all.export(asked, ExportFormat.HOCR).map(file -> written(file, format));
      case ALTO -> all.export(asked, ExportFormat.ALTO).map(file -> written(file, format));
    };
  }

  private static ReadRequest inLines(ReadRequest asked) {
    if (asked.format().filter(format -> format != ReadFormat.JSON).isPresent()) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "With Accept: application/x-ndjson each page is JSON; format must be json or left out");
    }
    return asked;
  }

  private static RestResponse<Object> file(Searchable document) {
    ResponseBuilder<Object> response =
        ResponseBuilder.ok((Object) document.file()).header(HttpHeaders.CONTENT_TYPE, PDF);
    String notes =
        document.written().notes().stream()
            .sorted()
            .map(note -> note.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    if (!notes.isEmpty()) {
      response.header(NOTES, notes);
    }
    return response.build();
  }

  private static RestResponse<Object> written(Object text, ReadFormat format) {
    return ResponseBuilder.ok(text)
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType() + ";charset=UTF-8")
        .build();
  }

  private Uni<ReadRequest> asked(ReceivedBody body, OcrQuery lines, ReadQuery query) {
    if (!requests.isResolvable()) {
      ReceivedBody.take(body);
      throw new ProblemException(
          ProblemType.NOT_FOUND, "Text is not read here: quire.models.ocr.enabled is false");
    }
    return requests.get().read(body, lines, query);
  }

  private Uni<RestResponse<Object>> response(
      ReadRequest request, Reply<Answered, ReadDocumentAnswer> reply) {
    if (reply instanceof Reply.OfPage<Answered, ReadDocumentAnswer> alone) {
      return answers
          .get()
          .json(request, alone.page())
          .map(
              json ->
                  ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE)
                      .header(StageTimes.HEADER, alone.page().answer().stages().toServerTiming())
                      .build());
    }
    return answers
        .get()
        .json(((Reply.OfDocument<Answered, ReadDocumentAnswer>) reply).answer())
        .map(json -> ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE).build());
  }
}
