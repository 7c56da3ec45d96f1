package dev.quire.api.ocr;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.StageTimes;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
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

/** {@code POST /v1/ocr}: a page in, its lines of text out. */
@Path("/v1/ocr")
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
public class OcrResource {

  static final String NDJSON = "application/x-ndjson";

  /** Who accepts anything gets JSON. */
  private static final String LESS = ";qs=0.5";

  private final Instance<OcrRequests> requests;
  private final Instance<OcrAnswers> answers;

  OcrResource(Instance<OcrRequests> requests, Instance<OcrAnswers> answers) {
    this.requests = requests;
    this.answers = answers;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "ocr",
      summary = "Read the text of a page, or of the pages of a document",
      description =
          "The body is the image or the PDF document itself, or a form with it in the part 'file'."
              + " A document is answered page by page; with Accept: application/x-ndjson each page"
              + " is a line, sent as soon as it is ready; with Accept: text/plain the answer is the"
              + " text alone, pages parted by form feeds. A line that the model failed on has an"
              + " error in its place.")
  @APIResponse(
      responseCode = "200",
      description = "The lines in reading order",
      content = @Content(schema = @Schema(oneOf = {OcrAnswer.class, OcrDocumentAnswer.class})))
  @APIResponse(responseCode = "400", description = "No image, or a parameter out of range")
  @APIResponse(responseCode = "404", description = "Text is not read here")
  @APIResponse(responseCode = "413", description = "The body is over the limit")
  @APIResponse(responseCode = "415", description = "Not an image type")
  @APIResponse(responseCode = "422", description = "The image is broken or too large")
  @APIResponse(responseCode = "504", description = "The page waited too long")
  public Uni<RestResponse<Object>> ocr(
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
      @BeanParam OcrQuery query) {
    return read(body, query).chain(asked -> answers.get().whole(asked)).chain(this::response);
  }

  /** A line for each page, as soon as it and those before it are ready. */
  @POST
  @Produces(NDJSON + LESS)
  @Operation(hidden = true)
  public Multi<RawValue> lines(ReceivedBody body, @BeanParam OcrQuery query) {
    return RestMulti.fromMultiData(
            read(body, query).onItem().transformToMulti(asked -> answers.get().lines(asked)))
        .header(HttpHeaders.CONTENT_TYPE, NDJSON)
        .build();
  }

  /** The text alone. */
  @POST
  @Produces(MediaType.TEXT_PLAIN + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<String>> text(ReceivedBody body, @BeanParam OcrQuery query) {
    return read(body, query)
        .chain(asked -> answers.get().text(asked))
        .map(
            text ->
                ResponseBuilder.ok(text)
                    .header(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_PLAIN + ";charset=UTF-8")
                    .build());
  }

  private Uni<OcrRequest> read(ReceivedBody body, OcrQuery query) {
    if (!requests.isResolvable()) {
      ReceivedBody.take(body);
      throw new ProblemException(
          ProblemType.NOT_FOUND, "Text is not read here: quire.models.ocr.enabled is false");
    }
    return requests.get().read(body, query);
  }

  private Uni<RestResponse<Object>> response(Reply<Answered, OcrDocumentAnswer> reply) {
    if (reply instanceof Reply.OfPage<Answered, OcrDocumentAnswer> alone) {
      return answers
          .get()
          .json(OcrForm.answer(alone.page()))
          .map(
              json ->
                  ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE)
                      .header(StageTimes.HEADER, alone.page().answer().stages().toServerTiming())
                      .build());
    }
    return answers
        .get()
        .json(((Reply.OfDocument<Answered, OcrDocumentAnswer>) reply).answer())
        .map(json -> ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE).build());
  }
}
