package dev.quire.api.similarity;

import dev.quire.api.intake.ReceivedBody;
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

/** {@code POST /v1/embeddings}, as clients of OpenAI know it. Its errors are problems. */
@Path("/v1/embeddings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Similarity")
public class EmbeddingsResource {

  private static final String EXAMPLE =
      """
      {"input": ["How do I pay back my loan?", "明天会下雨吗"], "encoding_format": "float"}\
      """;

  private final SimilarityExchange exchange;

  EmbeddingsResource(SimilarityExchange exchange) {
    this.exchange = exchange;
  }

  @POST
  @Operation(
      operationId = "embeddings",
      summary = "Turn texts into vectors as OpenAI's service does",
      description =
          "The input is a string or an array of strings; arrays of tokens are refused, because they"
              + " are another model's. Texts that are too long for the model lose their end, and"
              + " the answer says which and how much")
  @APIResponse(
      responseCode = "200",
      description = "A vector for each text, in the texts' order",
      content = @Content(schema = @Schema(implementation = EmbeddingsAnswer.class)))
  @APIResponse(
      responseCode = "400",
      description = "Not JSON, or a field that is not as expected; detail names it")
  @APIResponse(
      responseCode = "404",
      description = "The model is not served here, or it is a cross-encoder and has no embeddings")
  @APIResponse(
      responseCode = "413",
      description = "Too many texts, characters or tokens; detail has the limit")
  @APIResponse(responseCode = "415", description = "Not JSON by its media type")
  @APIResponse(responseCode = "504", description = "The texts waited too long")
  public Uni<RestResponse<byte[]>> embeddings(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          ReceivedBody body,
      @Context HttpServerRequest request) {
    return exchange.answer(
        request, (service, terms) -> service.embeddings(ReceivedBody.take(body), terms));
  }
}
