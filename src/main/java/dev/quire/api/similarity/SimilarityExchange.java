package dev.quire.api.similarity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.RequestTerms;
import dev.quire.api.StageTimes;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.similarity.SimilarityService.Answered;
import dev.quire.queue.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * What the endpoints of the similarity model have in common: whether there is one, that bodies are
 * JSON, and that an answer is written on the CPU pool, because embeddings have megabytes. Nothing
 * blocks; thread-safe.
 */
@Singleton
@RegisterForReflection(
    targets = {
      EmbeddingsAnswer.class,
      EmbeddingsAnswer.Coordinates.Numbers.class,
      EmbeddingsAnswer.Coordinates.Text.class,
      EmbeddingsAnswer.TextEmbedding.class,
      EmbeddingsAnswer.TruncatedText.class,
      EmbeddingsAnswer.Usage.class,
      Measure.class,
      SimilarityAnswer.Ranked.class,
      SimilarityAnswer.RankedCandidate.class,
      SimilarityAnswer.Scores.class,
      SimilarityAnswer.Timing.class,
      SimilarityAnswer.TruncatedCandidate.class,
      SimilarityAnswer.TruncatedPair.class
    })
public class SimilarityExchange {

  private final Instance<SimilarityService> services;
  private final RequestTerms terms;
  private final CpuExecutor pool;
  private final ObjectMapper json;

  /**
   * @param services resolvable if a similarity model is served
   */
  SimilarityExchange(
      Instance<SimilarityService> services,
      RequestTerms terms,
      CpuExecutor pool,
      ObjectMapper json) {
    this.services = services;
    this.terms = terms;
    this.pool = pool;
    this.json = json;
  }

  /**
   * What an endpoint asks of the service.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  interface Question<T> {
    Uni<Answered<T>> ask(SimilarityService service, Terms terms);
  }

  /** The service; empty if no similarity model is served. */
  Optional<SimilarityService> service() {
    return services.isResolvable() ? Optional.of(services.get()) : Optional.empty();
  }

  /**
   * Has a question answered.
   *
   * @throws ProblemException if there is no service, the body is declared to be anything but JSON,
   *     or a header makes no sense
   */
  <T> Uni<RestResponse<byte[]>> answer(HttpServerRequest request, Question<T> question) {
    SimilarityService service =
        service()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "No similarity model is served here"));
    requireJson(request.getHeader(HttpHeaders.CONTENT_TYPE));
    return question
        .ask(service, terms.of(request))
        .chain(answered -> pool.finish(() -> response(answered)));
  }

  private static void requireJson(String contentType) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].trim();
    if (!type.toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON)) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "Send %s, not %s".formatted(MediaType.APPLICATION_JSON, new Quoted(type)));
    }
  }

  private RestResponse<byte[]> response(Answered<?> answered) {
    try {
      return ResponseBuilder.ok(json.writeValueAsBytes(answered.answer()))
          .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
          .header(StageTimes.HEADER, answered.times().toServerTiming())
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }
}
