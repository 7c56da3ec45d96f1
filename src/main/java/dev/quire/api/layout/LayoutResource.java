package dev.quire.api.layout;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.StageTimes;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.export.ExportFormat;
import dev.quire.image.PageWarning;
import dev.quire.picture.PictureFormat;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/** {@code POST /v1/layout}: a page in, its regions out. */
@Path("/v1/layout")
@Consumes({
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/bmp",
  "image/tiff",
  "application/pdf",
  MediaType.MULTIPART_FORM_DATA
})
@Tag(name = "Layout")
public class LayoutResource {

  static final String NDJSON = "application/x-ndjson";

  private static final String XHTML = "application/xhtml+xml";
  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";

  /** Who accepts anything gets JSON. */
  private static final String LESS = ";qs=0.5";

  /** RFC 9211 tells clients whether an answer was computed for them. */
  private static final String CACHE_STATUS = "Cache-Status";

  /** A picture has no place for warnings: the types of those that its page has. */
  private static final String WARNINGS = "X-Page-Warnings";

  private final LayoutRequests requests;
  private final LayoutAnswers answers;

  LayoutResource(LayoutRequests requests, LayoutAnswers answers) {
    this.requests = requests;
    this.answers = answers;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "layout",
      summary = "Find the regions of a page, or of the pages of a document",
      description =
          "The body is the image or the PDF document itself, or a form with it in the part 'file'."
              + " A document is answered page by page; with Accept: application/x-ndjson each page"
              + " is a line, sent as soon as it is ready; with Accept: image/png or image/jpeg the"
              + " answer is one page's picture with its regions drawn on it. A page that is not shown"
              + " faithfully has warnings, a picture of it the header X-Page-Warnings.")
  @APIResponse(
      responseCode = "200",
      description = "The regions in reading order",
      content = @Content(schema = @Schema(oneOf = {LayoutAnswer.class, DocumentAnswer.class})))
  @APIResponse(responseCode = "400", description = "No image, or a parameter out of range")
  @APIResponse(responseCode = "413", description = "The body is over the limit")
  @APIResponse(responseCode = "415", description = "Not an image type")
  @APIResponse(responseCode = "422", description = "The image is broken or too large")
  @APIResponse(responseCode = "504", description = "The page waited too long")
  public Uni<RestResponse<Object>> layout(
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
      @BeanParam LayoutQuery query) {
    return requests
        .read(body, query)
        .chain(
            asked ->
                asked
                    .format()
                    .map(format -> export(asked, format))
                    .orElseGet(() -> answers.whole(asked).chain(this::response)));
  }

  /** Who accepts XHTML gets hOCR unless the query says otherwise. */
  @POST
  @Produces(XHTML + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> hocr(ReceivedBody body, @BeanParam LayoutQuery query) {
    return requests
        .read(body, query)
        .chain(asked -> export(asked, asked.format().orElse(ExportFormat.HOCR)));
  }

  /** Who accepts XML gets ALTO unless the query says otherwise. */
  @POST
  @Produces(MediaType.APPLICATION_XML + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> alto(ReceivedBody body, @BeanParam LayoutQuery query) {
    return requests
        .read(body, query)
        .chain(asked -> export(asked, asked.format().orElse(ExportFormat.ALTO)));
  }

  private Uni<RestResponse<Object>> export(LayoutRequest asked, ExportFormat format) {
    return answers.export(asked, format).map(file -> response(file, format));
  }

  /** A line for each page, as soon as it and those before it are ready. */
  @POST
  @Produces(NDJSON + LESS)
  @Operation(hidden = true)
  public Multi<RawValue> lines(ReceivedBody body, @BeanParam LayoutQuery query) {
    return RestMulti.fromMultiData(
            requests.read(body, query).onItem().transformToMulti(answers::lines))
        .header(HttpHeaders.CONTENT_TYPE, NDJSON)
        .build();
  }

  /** The page with its regions drawn on it. */
  @POST
  @Produces(PNG + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<byte[]>> png(ReceivedBody body, @BeanParam LayoutQuery query) {
    return requests.read(body, query).chain(asked -> picture(asked, new PictureFormat.Png()));
  }

  /** The same as a smaller file. */
  @POST
  @Produces(JPEG + LESS)
  @Operation(hidden = true)
  public Uni<RestResponse<byte[]>> jpeg(ReceivedBody body, @BeanParam LayoutQuery query) {
    return requests.read(body, query).chain(asked -> picture(asked, new PictureFormat.Jpeg()));
  }

  private Uni<RestResponse<byte[]>> picture(LayoutRequest request, PictureFormat format) {
    return answers
        .picture(request, format)
        .map(
            page -> {
              ResponseBuilder<byte[]> response =
                  ResponseBuilder.ok(page.pictures().get(0).data(), format.mediaType());
              String warnings = kinds(page.answer().warnings());
              if (!warnings.isEmpty()) {
                response.header(WARNINGS, warnings);
              }
              return response.build();
            });
  }

  private static String kinds(List<PageWarning> warnings) {
    return warnings.stream()
        .map(warning -> warning.kind().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static RestResponse<Object> response(byte[] file, ExportFormat format) {
    return ResponseBuilder.<Object>ok(new String(file, StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_TYPE, format.mediaType() + ";charset=UTF-8")
        .build();
  }

  private Uni<RestResponse<Object>> response(Reply<Answered, DocumentAnswer> reply) {
    if (reply instanceof Reply.OfPage<Answered, DocumentAnswer> alone) {
      Answered page = alone.page().answer();
      return json(LayoutForm.answer(alone.page()), alone.page().pictures().isEmpty())
          .map(
              json ->
                  ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE)
                      .header(StageTimes.HEADER, page.stages().toServerTiming())
                      .header(CACHE_STATUS, cacheStatus(page.source()))
                      .build());
    }
    return json(((Reply.OfDocument<Answered, DocumentAnswer>) reply).answer(), false)
        .map(json -> ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE).build());
  }

  /**
   * What the framework writes: an answer, or a larger one as the JSON that it is. It would write
   * that on the event loop, where pictures or a thousand pages take too long.
   */
  private Uni<Object> json(Object answer, boolean small) {
    return small ? Uni.createFrom().item(answer) : answers.json(answer);
  }

  private static String cacheStatus(PageResult.Source source) {
    return switch (source) {
      case COMPUTED -> "quire; fwd=miss";
      case SHARED -> "quire; fwd=miss; collapsed";
      case CACHE -> "quire; hit";
    };
  }
}
