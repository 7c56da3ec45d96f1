package dev.quire.api.paddlex;

import dev.quire.api.paddlex.Envelope.Failure;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Replies as HTTP responses of PaddleX's own endpoints: the error code is the status. */
final class HttpReply {

  private HttpReply() {}

  static RestResponse<byte[]> of(Reply reply) {
    return of(reply.envelope(), reply.json());
  }

  /** A short answer, left to the framework to write. */
  static RestResponse<Envelope> of(Envelope envelope) {
    return of(envelope, envelope);
  }

  private static <T> RestResponse<T> of(Envelope envelope, T entity) {
    return envelope instanceof Failure failure
        ? failure.error().response(entity, MediaType.APPLICATION_JSON)
        : ResponseBuilder.ok(entity, MediaType.APPLICATION_JSON).build();
  }
}
