package dev.quire.api.intake;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Tells when an answer has left the service. */
final class AnswerSent {

  private AnswerSent() {}

  /**
   * Takes a step once the answer has been written to its connection, or will not be any more. By
   * HTTP/2 an answer ends for the framework when it is handed over, while its data may wait for as
   * long as the client likes: so the end of its stream counts. To be called on the exchange's event
   * loop, where the step is taken.
   */
  static void then(RoutingContext exchange, Runnable step) {
    Channel channel = ((ConnectionBase) exchange.request().connection()).channel();
    int id = exchange.response().streamId();
    exchange.addEndHandler(end -> afterStream(channel, id, step));
  }

  private static void afterStream(Channel channel, int id, Runnable step) {
    Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
    Http2Connection connection = http2 == null ? null : http2.connection();
    Http2Stream stream = connection == null ? null : connection.stream(id);
    if (stream == null || !channel.isOpen()) {
      step.run();
      return;
    }
    connection.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream closed) {
            if (closed == stream) {
              // the connection is still going through its listeners
              channel.eventLoop().execute(() -> connection.removeListener(this));
              step.run();
            }
          }
        });
  }
}
