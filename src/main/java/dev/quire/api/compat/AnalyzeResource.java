package dev.quire.api.compat;

import dev.quire.api.DocumentTerms;
import dev.quire.api.RequestTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.Forms;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.LayoutAnswer;
import dev.quire.api.layout.LayoutAnswers;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ErrorCatalog;
import dev.quire.model.Model;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * {@code POST /analyze}, for clients of hand-made services that put one model on each GPU: the form
 * of {@code POST /v1/layout} with another answer.
 */
@Path("/analyze")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Compatibility")
public class AnalyzeResource {

  private final LayoutAnswers layouts;
  private final RequestTerms terms;
  private final LayoutParameters parameters;
  private final LayoutPages task;
  private final Forms forms;

  AnalyzeResource(
      Model model, LayoutAnswers layouts, LayoutPages task, RequestTerms terms, Forms forms) {
    this.parameters = LayoutParameters.of(model);
    this.layouts = layouts;
    this.task = task;
    this.terms = terms;
    this.forms = forms;
  }

  @POST
  @Operation(
      operationId = "analyze",
      summary = "Find the regions of a page",
      description = "The body is a form with an image or document of one page in the part 'file'.")
  @APIResponse(responseCode = "200", description = "status 'success', the regions and their GPU")
  @APIResponse(responseCode = "default", description = "status 'error' and a message")
  public Uni<RestResponse<AnalyzeAnswer>> analyze(
      @RequestBody(
              required = true,
              content =
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
                                      format = "binary"))))
          ReceivedBody body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @Context HttpServerRequest request) {
    String form = contentType == null ? "" : contentType;
    SingleUse<byte[]> passing = new SingleUse<>(ReceivedBody.take(body));
    return Uni.createFrom()
        .deferred(() -> page(passing, body, form, terms.ofDocument(request)))
        .map(page -> RestResponse.ok(AnalyzeAnswer.success(page)))
        .onFailure()
        .recoverWithItem(AnalyzeResource::error);
  }

  private Uni<LayoutAnswer> page(
      SingleUse<byte[]> body, RequestHold hold, String form, DocumentTerms granted) {
    return forms
        .file(body, form, granted, task)
        .invoke(file -> hold.shrinkTo(file.content().length))
        .chain(
            file ->
                layouts.page(
                    new DocumentRequest(file.content(), hold, List.of(), file.terms()),
                    new LayoutOptions(parameters)));
  }

  /** What ends a request before it comes here, such as a body that breaks off. */
  @ServerExceptionMapper
  RestResponse<AnalyzeAnswer> refused(Throwable e) {
    return error(e);
  }

  private static RestResponse<AnalyzeAnswer> error(Throwable failure) {
    ApiError error = ErrorCatalog.report(failure);
    return error.response(AnalyzeAnswer.error(error.message()), MediaType.APPLICATION_JSON);
  }
}
