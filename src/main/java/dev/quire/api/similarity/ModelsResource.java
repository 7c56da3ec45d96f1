package dev.quire.api.similarity;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/models}: which models clients of OpenAI can name. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Similarity")
public class ModelsResource {

  private final SimilarityExchange exchange;

  ModelsResource(SimilarityExchange exchange) {
    this.exchange = exchange;
  }

  /** The answer. */
  @Schema(name = "OpenAiModels")
  public record ModelList(@Schema(enumeration = "list") String object, List<ListedModel> data) {}

  /**
   * A model.
   *
   * @param created in seconds since 1970; 0, because models do not say
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "OpenAiModel")
  public record ListedModel(
      @Schema(examples = "pair-mini") String id,
      @Schema(enumeration = "model") String object,
      @Schema(description = "Always 0: models do not say") long created,
      @Schema(enumeration = "quire") String ownedBy) {}

  @GET
  @Operation(
      operationId = "models",
      summary = "List the models of POST /v1/embeddings as OpenAI's service does",
      description = "The similarity model, or none if none is served")
  public ModelList models() {
    return new ModelList(
        "list",
        exchange.service().stream()
            .map(service -> new ListedModel(service.model(), "model", 0, "quire"))
            .toList());
  }
}
