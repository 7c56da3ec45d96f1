package dev.quire.api.status;

/** What {@code GET /v1/devices} and {@code GET /v1/queue} would answer at a moment. */
public record StatusEvent(DevicesAnswer devices, QueueAnswer queue) {

  static StatusEvent of(Status status) {
    return new StatusEvent(
        DevicesAnswer.of(status), QueueAnswer.of(status.model(), status.queue(), status.limits()));
  }
}
