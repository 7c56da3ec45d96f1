package dev.quire.api.layout;

import dev.quire.api.RequestTerms;
import dev.quire.api.layout.DocumentService.Opened;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.document.PageSelection;
import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code POST /v1/layout}: a page in, its regions out. */
@Path("/v1/layout")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Layout")
public class LayoutResource {

  private static final String NDJSON = "application/x-ndjson";
  private static final String SERVER_TIMING = "Server-Timing";

  /** RFC 9211 tells clients whether an answer was computed for them. */
  private static final String CACHE_STATUS = "Cache-Status";

  private final LayoutService service;
  private final DocumentService documents;
  private final RequestTerms terms;

  LayoutResource(LayoutService service, DocumentService documents, RequestTerms terms) {
    this.service = service;
    this.documents = documents;
    this.terms = terms;
  }

  @POST
  @Consumes({"image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff", "application/pdf"})
  @Operation(
      operationId = "layout",
      summary = "Find the regions of a page, or of the pages of a document",
      description =
          "The body is the image or the PDF document itself, or a form with it in the part 'file'."
              + " A document is answered page by page; with Accept: application/x-ndjson each page"
              + " is a line, sent as soon as it is ready.")
  @Parameter(
      name = RequestTerms.TIMEOUT,
      in = ParameterIn.HEADER,
      description = "Milliseconds the answer may take; can shorten the service's timeout only",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
  @Parameter(
      name = RequestTerms.PRIORITY,
      in = ParameterIn.HEADER,
      description = "bulk gives way to interactive",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"interactive", "bulk"},
              defaultValue = "interactive"))
  @Parameter(
      name = RequestTerms.CLIENT,
      in = ParameterIn.HEADER,
      description = "Who asks; clients share the devices fairly. Without it the address counts",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "200",
      description = "The regions in reading order",
      content = @Content(schema = @Schema(oneOf = {LayoutAnswer.class, DocumentAnswer.class})))
  @APIResponse(
      responseCode = "400",
      description = "No image, or a parameter out of range",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "413",
      description = "The body is over the limit",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "415",
      description = "Not an image type",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "422",
      description = "The image is broken or too large",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "503",
      description = "Busy or stopping; Retry-After says when to ask again",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "504",
      description = "The page waited too long",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  public Uni<RestResponse<Object>> image(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
          byte[] image,
      @Parameter(
              description = "Least score of a region, 0 to 1; the model's own where absent",
              schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1"))
          @RestQuery
          String threshold,
      @Parameter(
              description =
                  "Insists on one of the model's resolutions: a square's side, or HEIGHTxWIDTH",
              schema = @Schema(type = SchemaType.STRING, example = "640"))
          @RestQuery
          String resolution,
      @Parameter(
              description = "The pages of a document that are wanted, such as 1-3,7 or 5-",
              schema = @Schema(type = SchemaType.STRING))
          @RestQuery
          String pages,
      @Context HttpServerRequest request) {
    return answer(image, pages, new Wishes(threshold, resolution, request));
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public Uni<RestResponse<Object>> form(
      byte[] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RestQuery String threshold,
      @RestQuery String resolution,
      @RestQuery String pages,
      @Context HttpServerRequest request) {
    return answer(
        MultipartFile.read(body, contentType, "file"),
        pages,
        new Wishes(threshold, resolution, request));
  }

  /** A line for each page, as soon as it and those before it are ready. */
  @POST
  @Consumes({"image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff", "application/pdf"})
  @Produces(NDJSON)
  @Operation(hidden = true)
  public Multi<PageAnswer> lines(
      byte[] file,
      @RestQuery String threshold,
      @RestQuery String resolution,
      @RestQuery String pages,
      @Context HttpServerRequest request) {
    return lines(file, pages, new Wishes(threshold, resolution, request));
  }

  /** The same for a form. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(NDJSON)
  @Operation(hidden = true)
  public Multi<PageAnswer> formLines(
      byte[] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @RestQuery String threshold,
      @RestQuery String resolution,
      @RestQuery String pages,
      @Context HttpServerRequest request) {
    return lines(
        MultipartFile.read(body, contentType, "file"),
        pages,
        new Wishes(threshold, resolution, request));
  }

  /** What the request says of how pages are to be laid out. */
  private record Wishes(String threshold, String resolution, HttpServerRequest request) {}

  private Multi<PageAnswer> lines(byte[] file, String pages, Wishes wishes) {
    return open(file, pages, wishes).onItem().transformToMulti(Opened::pages);
  }

  private Uni<RestResponse<Object>> answer(byte[] file, String pages, Wishes wishes) {
    requireBody(file);
    if (pages == null && !FileKind.mayHavePages(file)) {
      return page(file, wishes);
    }
    return open(file, pages, wishes)
        .chain(
            opened ->
                opened.isPicture() && pages == null
                    ? page(file, wishes)
                    : opened
                        .pages()
                        .collect()
                        .asList()
                        .map(list -> ResponseBuilder.<Object>ok(answer(opened, list)).build()));
  }

  private static DocumentAnswer answer(Opened opened, List<PageAnswer> pages) {
    return new DocumentAnswer(opened.pageCount(), pages);
  }

  private Uni<Opened> open(byte[] file, String pages, Wishes wishes) {
    requireBody(file);
    return documents.open(
        file,
        pages == null ? PageSelection.all() : PageSelection.parse(pages),
        parameters(wishes.threshold),
        resolution(wishes.resolution),
        terms.of(wishes.request));
  }

  private static void requireBody(byte[] file) {
    if (file == null || file.length == 0) {
      throw new ProblemException(ProblemType.EMPTY_BODY, "Send the image as the request's body");
    }
  }

  private Uni<RestResponse<Object>> page(byte[] image, Wishes wishes) {
    return service
        .layout(
            PageSource.encoded(image),
            parameters(wishes.threshold),
            resolution(wishes.resolution),
            terms.of(wishes.request))
        .map(LayoutResource::response);
  }

  private LayoutParameters parameters(String threshold) {
    if (threshold == null) {
      return service.defaults();
    }
    try {
      return service.defaults().withThreshold(Double.parseDouble(threshold));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "threshold must be a number from 0 to 1, not '" + threshold + "'");
    }
  }

  private Optional<Resolution> resolution(String asked) {
    if (asked == null) {
      return Optional.empty();
    }
    List<Resolution> offered = service.resolutions();
    return Optional.of(
        offered.stream()
            .filter(resolution -> names(resolution).contains(asked))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.INVALID_PARAMETER,
                        "resolution must be one of %s, not '%s'".formatted(offered, asked))));
  }

  private static Set<String> names(Resolution resolution) {
    String whole = resolution.height() + "x" + resolution.width();
    return resolution.height() == resolution.width()
        ? Set.of(whole, String.valueOf(resolution.height()))
        : Set.of(whole);
  }

  private static RestResponse<Object> response(Answered answered) {
    return ResponseBuilder.<Object>ok(answered.answer())
        .header(SERVER_TIMING, answered.stages().toServerTiming())
        .header(CACHE_STATUS, cacheStatus(answered.source()))
        .build();
  }

  private static String cacheStatus(PageResult.Source source) {
    return switch (source) {
      case COMPUTED -> "quire; fwd=miss";
      case SHARED -> "quire; fwd=miss; collapsed";
      case CACHE -> "quire; hit";
    };
  }
}
