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
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /v1/similarity}: pairs in, scores out; or candidates in, the best of them out. */
@Path("/v1/similarity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Similarity")
public class SimilarityResource {

  private static final String PAIRS =
      """
      {"pairs": [{"a": "How do I pay back my loan?", "b": "How can I repay the loan?"},
       {"a": "明天会下雨吗", "b": "怎么修改手机号码"}]}\
      """;

  private static final String CANDIDATES =
      """
      {"source": "How do I pay back my loan?", "top_k": 1,
       "candidates": ["How can I repay the loan?", "Where is the station?"]}\
      """;

  private final SimilarityExchange exchange;

  SimilarityResource(SimilarityExchange exchange) {
    this.exchange = exchange;
  }

  @POST
  @Operation(
      operationId = "similarity",
      summary = "Tell how similar texts are",
      description =
          "The body has either pairs, which are answered with a score each in their order, or a"
              + " source and candidates, of which the top_k most similar are answered. Texts that"
              + " are too long for the model lose their end, and the answer says which and how much")
  @APIResponse(
      responseCode = "200",
      description = "The scores in the order of the pairs, or the candidates from the best on",
      content =
          @Content(
              schema =
                  @Schema(oneOf = {SimilarityAnswer.Scores.class, SimilarityAnswer.Ranked.class})))
  @APIResponse(
      responseCode = "400",
      description = "Not JSON, or a field that is not as expected; detail names it")
  @APIResponse(responseCode = "404", description = "No similarity model is served here")
  @APIResponse(
      responseCode = "413",
      description = "Too many pairs, characters or tokens; detail has the limit")
  @APIResponse(responseCode = "415", description = "Not JSON by its media type")
  @APIResponse(responseCode = "504", description = "The texts waited too long")
  public Uni<RestResponse<byte[]>> similarity(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(type = SchemaType.OBJECT),
                      examples = {
                        @ExampleObject(name = "pairs", value = PAIRS),
                        @ExampleObject(name = "candidates", value = CANDIDATES)
                      }))
          ReceivedBody body,
      @Context HttpServerRequest request) {
    return exchange.answer(
        request, (service, terms) -> service.similarity(ReceivedBody.take(body), terms));
  }
}
