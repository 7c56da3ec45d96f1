package dev.quire.api.status;

import dev.quire.device.gpu.Gpus;
import dev.quire.serving.Autoscale;
import dev.quire.serving.ServedModels;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** What operators ask the service about itself. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
public class StatusResource {

  private final ServedModels models;
  private final Gpus gpus;
  private final StatusEvents events;
  private final Autoscale autoscale;

  StatusResource(ServedModels models, Gpus gpus, StatusEvents events, Autoscale autoscale) {
    this.models = models;
    this.gpus = gpus;
    this.events = events;
    this.autoscale = autoscale;
  }

  /** Reading a device's memory may be a system call, so this is not for the event loop. */
  @GET
  @Path("devices")
  @Blocking
  @Operation(
      operationId = "devices",
      summary = "For each model each device's state, memory and current run",
      description = "With Accept: text/event-stream, devices and queue come every second.")
  public DevicesAnswer devices() {
    return DevicesAnswer.of(models, gpus);
  }

  /** Devices and queue together, every second. */
  @GET
  @Path("devices")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Multi<StatusEvent> events() {
    return events.stream();
  }

  @GET
  @Path("queue")
  @Operation(
      operationId = "queue",
      summary = "What waits for each model, and how long it will take")
  public QueuesAnswer queue() {
    return QueuesAnswer.of(models);
  }

  @GET
  @Path("autoscale")
  @Operation(
      operationId = "autoscale",
      summary = "How many instances like this one the waiting work asks for",
      description =
          "Behind a balancer every instance has its share, so the advice is a factor for all.")
  public AutoscaleAnswer autoscale() {
    return AutoscaleAnswer.of(autoscale, models);
  }

  @GET
  @Path("calibration")
  @Operation(operationId = "calibration", summary = "The batch times that each device has learned")
  public CalibrationAnswer calibration() {
    return CalibrationAnswer.of(models);
  }
}
