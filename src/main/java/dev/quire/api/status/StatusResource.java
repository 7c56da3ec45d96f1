package dev.quire.api.status;

import dev.quire.api.status.CalibrationAnswer.DeviceTable;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What operators ask the service about itself. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
public class StatusResource {

  private final Status status;

  StatusResource(Status status) {
    this.status = status;
  }

  /** Reading a device's memory may be a system call, so this is not for the event loop. */
  @GET
  @Path("devices")
  @Blocking
  @Operation(operationId = "devices", summary = "Each device's state, memory and current run")
  public DevicesAnswer devices() {
    return DevicesAnswer.of(status);
  }

  @GET
  @Path("queue")
  @Operation(operationId = "queue", summary = "What waits, and how long it will take")
  public QueueAnswer queue() {
    return QueueAnswer.of(status.model(), status.queue(), status.limits());
  }

  @GET
  @Path("calibration")
  @Operation(operationId = "calibration", summary = "The batch times that each device has learned")
  public CalibrationAnswer calibration() {
    return new CalibrationAnswer(
        status.model(), status.workers().stream().map(DeviceTable::of).toList());
  }
}
