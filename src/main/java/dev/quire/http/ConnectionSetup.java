package dev.quire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Puts a guard on each new connection of a server, around what the framework makes of it.
 * Thread-safe.
 */
@Sharable
final class ConnectionSetup extends ChannelInitializer<Channel> {

  private static final String GUARD = "quire-guard";
  private static final String PROTOCOL = "quire-protocol";

  private final ChannelHandler framework;
  private final Connections connections;
  private final ConnectionLimits limits;
  private final Function<HeadFault, byte[]> bodies;
  private final CharSequence mediaType;
  private final LongSupplier nanoClock;

  ConnectionSetup(
      ChannelHandler framework,
      Connections connections,
      ConnectionLimits limits,
      Function<HeadFault, byte[]> bodies,
      CharSequence mediaType,
      LongSupplier nanoClock) {
    this.framework = framework;
    this.connections = connections;
    this.limits = limits;
    this.bodies = bodies;
    this.mediaType = mediaType;
    this.nanoClock = nanoClock;
  }

  @Override
  protected void initChannel(Channel channel) {
    // the channel is registered, so the framework's handlers are there when this returns
    channel.pipeline().addLast(framework);
    if (!channel.isOpen()) {
      return;
    }
    ConnectionTimeouts guard = new ConnectionTimeouts(connections, limits, nanoClock);
    channel.pipeline().addFirst(GUARD, guard);
    ProtocolErrors protocol = new ProtocolErrors(guard, new RequestWatch(guard, bodies, mediaType));
    ChannelHandlerContext decoder = channel.pipeline().context(HttpRequestDecoder.class);
    if (decoder == null) {
      channel.pipeline().addLast(PROTOCOL, protocol);
    } else {
      channel.pipeline().addBefore(decoder.name(), PROTOCOL, protocol);
    }
  }
}
