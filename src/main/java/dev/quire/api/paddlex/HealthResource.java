package dev.quire.api.paddlex;

import dev.quire.api.paddlex.Envelope.Failure;
import dev.quire.api.paddlex.Envelope.Word;
import dev.quire.api.problem.ApiError;
import dev.quire.api.problem.ProblemType;
import dev.quire.model.Model;
import dev.quire.queue.Outcome;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code GET /health} and {@code GET /health/ready} of PaddleX's services. Theirs listens only once
 * its model is open, so that to be healthy means to serve; here it does as well, and ends with the
 * last device that serves.
 */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "PaddleX")
public class HealthResource {

  private static final ApiError NO_DEVICE =
      ApiError.of(ProblemType.NO_DEVICE, "No device serves at the moment", Outcome.REFUSED);

  private final ServedModel served;

  HealthResource(ServedModels models) {
    this.served = models.of(Model.LAYOUT);
  }

  @GET
  @Operation(
      operationId = "checkHealth",
      summary = "Whether pages are served, for PaddleX's clients")
  public RestResponse<Envelope> health() {
    return answer("Healthy");
  }

  @GET
  @Path("ready")
  @Operation(
      operationId = "checkReady",
      summary = "Whether pages are served, for PaddleX's clients")
  public RestResponse<Envelope> ready() {
    return answer("Ready");
  }

  private RestResponse<Envelope> answer(String word) {
    return HttpReply.of(served.workers().isServing() ? Word.of(word) : Failure.of(NO_DEVICE));
  }
}
