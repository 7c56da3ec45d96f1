package dev.quire.api.paddlex;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Replies as HTTP responses. */
public final class HttpReply {

  private static final int NANOS_BELOW_A_SECOND = 999_999_999;

  private HttpReply() {}

  /** A reply of PaddleX's own endpoints: the error code is the status. */
  static RestResponse<byte[]> of(Reply reply) {
    ResponseBuilder<byte[]> response =
        ResponseBuilder.<byte[]>create(reply.envelope().status())
            .entity(reply.json())
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    advise(response, reply.envelope());
    return response.build();
  }

  /** A short answer, left to the framework to write. */
  static RestResponse<Envelope> of(Envelope envelope) {
    ResponseBuilder<Envelope> response =
        ResponseBuilder.<Envelope>create(envelope.status())
            .entity(envelope)
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    advise(response, envelope);
    return response.build();
  }

  /** Says when to ask again, in whole seconds from 1, where that will help. */
  public static void advise(ResponseBuilder<?> response, Envelope envelope) {
    envelope
        .retryAfter()
        .ifPresent(
            wait ->
                response.header(
                    HttpHeaders.RETRY_AFTER,
                    Math.max(1, wait.plusNanos(NANOS_BELOW_A_SECOND).toSeconds())));
  }
}
