package dev.quire.api.compat;

import dev.quire.api.status.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /gpu_status}, for the clients of {@link AnalyzeResource}. */
@Path("/gpu_status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Compatibility")
public class GpuStatusResource {

  private final Status status;

  GpuStatusResource(Status status) {
    this.status = status;
  }

  @GET
  @Operation(operationId = "gpuStatus", summary = "Each GPU's load and state")
  public GpuStatusAnswer gpus() {
    return GpuStatusAnswer.of(status.workers());
  }
}
