package dev.quire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands at the listening sockets and lets no more connections in while there are more than may be,
 * those among them that are about to be closed or have not been looked at yet: sockets are accepted
 * faster than others make room, and each takes a file. One more than may be is let in, because only
 * a new one makes others leave. The rest waits in the system's backlog. Thread-safe.
 */
@Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {

  private final int most;
  private final List<Channel> shut = new ArrayList<>();
  private int inside;

  /**
   * @param most how many connections may be open
   */
  ConnectionGate(int most) {
    this.most = most;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Channel connection && context.channel().eventLoop().isShuttingDown()) {
      // nobody would serve it any more
      connection.unsafe().closeForcibly();
      return;
    }
    if (message instanceof Channel connection) {
      enters(context.channel());
      connection.closeFuture().addListener(closed -> left());
    }
    context.fireChannelRead(message);
  }

  private synchronized void enters(Channel door) {
    inside++;
    if (inside > most) {
      door.config().setAutoRead(false);
      shut.add(door);
    }
  }

  private synchronized void left() {
    inside--;
    if (inside <= most) {
      shut.stream().filter(Channel::isOpen).forEach(door -> door.config().setAutoRead(true));
      shut.clear();
    }
  }
}
