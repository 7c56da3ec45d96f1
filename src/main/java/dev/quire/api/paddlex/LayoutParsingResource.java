package dev.quire.api.paddlex;

import dev.quire.api.RequestTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.paddlex.Envelope.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * {@code POST /layout-parsing}, as clients of PaddleX's service know it. The body is JSON whatever
 * its media type says.
 */
@Path("/layout-parsing")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "PaddleX")
public class LayoutParsingResource {

  private static final String EXAMPLE =
      """
      {"file": "<Base64 or URL>", "fileType": 1, "layoutThreshold": 0.5, "visualize": false}\
      """;

  private final PageParsing parsing;
  private final Replies replies;
  private final RequestTerms terms;

  LayoutParsingResource(PageParsing parsing, Replies replies, RequestTerms terms) {
    this.parsing = parsing;
    this.replies = replies;
    this.terms = terms;
  }

  @POST
  @Operation(
      operationId = "layoutParsing",
      summary = "Lay out and read a document as PaddleX's service does",
      description =
          "Without models that read text, fields that concern it are ignored and none is returned.")
  @APIResponse(
      responseCode = "200",
      description = "PaddleX's envelope with the layout and text of each page",
      content = @Content(schema = @Schema(implementation = LayoutParsingResult.class)))
  @APIResponse(
      responseCode = "422",
      description = "A field or the file is not as expected; errorMsg says which and why")
  @APIResponse(
      responseCode = "503",
      description = "Busy or stopping; Retry-After says when to ask again")
  public Uni<RestResponse<byte[]>> parse(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          ReceivedBody body,
      @Context HttpServerRequest request) {
    SingleUse<byte[]> passing = new SingleUse<>(ReceivedBody.take(body));
    return replies
        .to(() -> parsing.operation().answer(passing.take(), body, terms.ofDocument(request)))
        .map(HttpReply::of);
  }

  /** What ends a request before it comes here, such as a body that breaks off. */
  @ServerExceptionMapper
  RestResponse<Envelope> refused(Throwable e) {
    return HttpReply.of(Failure.of(e));
  }
}
