package dev.quire.api.paddlex;

import dev.quire.api.paddlex.Envelope.Failure;
import dev.quire.api.paddlex.Envelope.Word;
import dev.quire.api.status.Status;
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

  private static final int UNAVAILABLE = 503;

  private final Status status;

  HealthResource(Status status) {
    this.status = status;
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
    boolean serving =
        status.workers().stream().anyMatch(worker -> worker.device().state().isServing());
    return HttpReply.of(
        serving ? Word.of(word) : Failure.of(UNAVAILABLE, "No device serves at the moment"));
  }
}
