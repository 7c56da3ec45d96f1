package dev.quire.api.compat;

import dev.quire.model.Model;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
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

  private final ServedModel served;

  GpuStatusResource(ServedModels models) {
    this.served = models.of(Model.LAYOUT);
  }

  @GET
  @Operation(operationId = "gpuStatus", summary = "Each GPU's load and state")
  public GpuStatusAnswer gpus() {
    return GpuStatusAnswer.of(served.workers().status());
  }
}
