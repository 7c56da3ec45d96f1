package dev.quire.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Stands between whatever decides on the protocol and the framework's handlers of it, which come
 * with the first bytes. It then sees that requests are counted, and from then on hears each byte.
 * Belongs to its channel's event loop.
 */
final class ProtocolErrors extends ChannelInboundHandlerAdapter {

  private static final String NAME = "quire-requests";

  private final ConnectionTimeouts guard;
  private final RequestWatch requests;
  private boolean decided;

  ProtocolErrors(ConnectionTimeouts guard, RequestWatch requests) {
    this.guard = guard;
    this.requests = requests;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    decide(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!decided) {
      decide(context);
    }
    guard.heard();
    context.fireChannelRead(message);
  }

  private void decide(ChannelHandlerContext context) {
    ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
    if (encoder != null) {
      context.pipeline().addAfter(encoder.name(), NAME, requests);
      decided = true;
      return;
    }
    Http2ConnectionHandler http2 = context.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null) {
      guard.multiplexed(() -> isWithheld(http2.connection()));
      http2.connection().addListener(new Streams());
      decided = true;
    }
  }

  /** Whether data waits for a stream's window to open. */
  private static boolean isWithheld(Http2Connection connection) {
    Http2RemoteFlowController flow = connection.remote().flowController();
    try {
      return connection.forEachActiveStream(stream -> !flow.hasFlowControlled(stream)) != null;
    } catch (Http2Exception e) {
      return false;
    }
  }

  private final class Streams extends Http2ConnectionAdapter {

    @Override
    public void onStreamActive(Http2Stream stream) {
      guard.began();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
      guard.ended();
    }
  }
}
