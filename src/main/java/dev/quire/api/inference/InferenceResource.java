package dev.quire.api.inference;

import dev.quire.api.RequestTerms;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ErrorCatalog;
import dev.quire.device.DeviceState;
import dev.quire.model.Model;
import dev.quire.serving.ServedModels;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The Open Inference Protocol, version 2, for the models {@code layout-parsing} and {@code ocr},
 * which PaddleX's high-performance service calls so too. Tensors travel as JSON.
 */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Open Inference Protocol")
public class InferenceResource {

  /** With it, tensors follow the JSON as bytes: an extension that is not offered. */
  private static final String BINARY_TENSORS = "Inference-Header-Content-Length";

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private static final String EXAMPLE =
      """
      {"inputs": [{"name": "input", "shape": [1, 1], "datatype": "BYTES",
       "data": ["{\\"file\\": \\"<Base64 or URL>\\", \\"fileType\\": 1}"]}]}\
      """;

  private final InferenceModels models;
  private final DocumentInference inference;
  private final RequestTerms terms;
  private final ServedModels served;
  private final String version;

  InferenceResource(
      InferenceModels models,
      DocumentInference inference,
      RequestTerms terms,
      ServedModels served,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this.models = models;
    this.inference = inference;
    this.terms = terms;
    this.served = served;
    this.version = version;
  }

  /** The answer of {@code GET /v2}. */
  public record ServerMetadata(String name, String version, List<String> extensions) {}

  @GET
  @Operation(operationId = "serverMetadata", summary = "The service's name and version")
  public ServerMetadata server() {
    return new ServerMetadata("quire", version, List.of());
  }

  @GET
  @Path("health/live")
  @Operation(operationId = "serverLive", summary = "Whether a device serves or may serve again")
  public RestResponse<Map<String, Boolean>> live() {
    return health("live", state -> state.kind() != DeviceState.Kind.LOST);
  }

  @GET
  @Path("health/ready")
  @Operation(operationId = "serverReady", summary = "Whether a device serves")
  public RestResponse<Map<String, Boolean>> ready() {
    return health("ready", DeviceState::isServing);
  }

  @GET
  @Path("models/{model}")
  @Operation(operationId = "modelMetadata", summary = "What a model takes and gives")
  public ModelMetadata model(@RestPath String model) {
    return ModelMetadata.ofTexts(models.of(model).name(), InferenceModel.VERSION);
  }

  @GET
  @Path("models/{model}/versions/{version}")
  @Operation(operationId = "modelVersionMetadata", summary = "The same of a version")
  public ModelMetadata model(@RestPath String model, @RestPath String version) {
    return model(models.of(model, version).name());
  }

  /** The answer of {@code GET /v2/models/{model}/ready}. */
  public record ModelReady(String name, boolean ready) {}

  @GET
  @Path("models/{model}/ready")
  @Operation(operationId = "modelReady", summary = "Whether a device serves the model")
  public RestResponse<ModelReady> ready(@RestPath String model) {
    boolean ready = models.of(model).isReady(served);
    return response(ready, new ModelReady(model, ready));
  }

  @GET
  @Path("models/{model}/versions/{version}/ready")
  @Operation(operationId = "modelVersionReady", summary = "Whether a device serves the version")
  public RestResponse<ModelReady> ready(@RestPath String model, @RestPath String version) {
    return ready(models.of(model, version).name());
  }

  @POST
  @Path("models/{model}/infer")
  @Operation(
      operationId = "modelInfer",
      summary = "Lay out a document, or read its text",
      description =
          "The one text of the input is a body of POST /layout-parsing, or of POST /ocr for the"
              + " model ocr")
  @APIResponse(responseCode = "200", description = "The one text of the output is its answer")
  @APIResponse(responseCode = "400", description = "Not one input with one text")
  @APIResponse(responseCode = "404", description = "No such model")
  @APIResponse(
      responseCode = "503",
      description = "Busy or stopping; Retry-After says when to ask again")
  public Uni<byte[]> infer(
      @RestPath String model,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          ReceivedBody body,
      @Context HttpServerRequest request) {
    InferenceModel asked = models.of(model);
    if (request.getHeader(BINARY_TENSORS) != null) {
      throw InferenceException.badRequest("Tensors are taken as JSON only, not as bytes");
    }
    return inference.infer(asked, ReceivedBody.take(body), body, () -> terms.ofDocument(request));
  }

  @POST
  @Path("models/{model}/versions/{version}/infer")
  @Operation(operationId = "modelVersionInfer", summary = "The same with a version")
  public Uni<byte[]> infer(
      @RestPath String model,
      @RestPath String version,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          ReceivedBody body,
      @Context HttpServerRequest request) {
    return infer(models.of(model, version).name(), body, request);
  }

  /** The protocol's own form of errors, also of what ends a request before it comes here. */
  @ServerExceptionMapper
  RestResponse<Map<String, String>> refused(Throwable e) {
    ApiError error = ErrorCatalog.report(e);
    return error.response(Map.of("error", error.message()), MediaType.APPLICATION_JSON);
  }

  private RestResponse<Map<String, Boolean>> health(String name, Predicate<DeviceState> condition) {
    boolean holds = anyDevice(condition);
    return response(holds, Map.of(name, holds));
  }

  private boolean anyDevice(Predicate<DeviceState> condition) {
    return served.of(Model.LAYOUT).workers().status().stream()
        .anyMatch(worker -> condition.test(worker.device().state()));
  }

  private static <T> RestResponse<T> response(boolean holds, T answer) {
    return ResponseBuilder.<T>create(holds ? OK : UNAVAILABLE).entity(answer).build();
  }
}
