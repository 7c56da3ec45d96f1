package dev.quire.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * A transport of Vert.x whose servers, which all speak HTTP here, have guarded connections: the one
 * place where new connections can be seen before their first request. All else is left to the
 * transport that it stands for. Thread-safe if that is.
 */
public final class GuardedTransport implements Transport {

  private final Transport transport;
  private final Connections connections;
  private final ConnectionGate doors;
  private final ConnectionLimits limits;
  private final Function<HeadFault, byte[]> bodies;
  private final CharSequence mediaType;

  /**
   * @param bodies what clients are told whose head is not taken
   * @param mediaType of those bodies
   */
  public GuardedTransport(
      Transport transport,
      Connections connections,
      ConnectionLimits limits,
      Function<HeadFault, byte[]> bodies,
      CharSequence mediaType) {
    this.transport = transport;
    this.connections = connections;
    this.doors = new ConnectionGate(limits.connections());
    this.limits = limits;
    this.bodies = bodies;
    this.mediaType = mediaType;
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    transport.configure(options, domainSocket, bootstrap);
    bootstrap.handler(doors);
    bootstrap.childHandler(
        new ConnectionSetup(
            bootstrap.config().childHandler(),
            connections,
            limits,
            bodies,
            mediaType,
            System::nanoTime));
  }

  @Override
  public boolean supportsDomainSockets() {
    return transport.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return transport.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return transport.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return transport.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return transport.datagramChannel();
  }

  @Override
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return transport.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return transport.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return transport.serverChannelFactory(domainSocket);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    transport.configure(channel, options);
  }

  @Override
  public void configure(ClientOptionsBase options, boolean domainSocket, Bootstrap bootstrap) {
    transport.configure(options, domainSocket, bootstrap);
  }
}
