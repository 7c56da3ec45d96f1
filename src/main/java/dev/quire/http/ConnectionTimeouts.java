package dev.quire.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Stands at the socket's end of a connection. It closes the connection when it has been without a
 * request for too long, when a head does not come to its end, and when the client takes nothing of
 * its answer; what keeps bytes coming but asks for nothing counts as idle.
 *
 * <p>A write that fails because the client has left is told as done, after the connection has been
 * closed: whoever wrote learns of the departure as of any other, once, and nobody takes it for a
 * fault of the service.
 *
 * <p>Belongs to its channel's event loop.
 */
final class ConnectionTimeouts extends ChannelDuplexHandler {

  private static final Logger LOG = Logger.getLogger(ConnectionTimeouts.class);

  /** The largest frame of HTTP/2 that only controls the connection (RFC 9113, 6.5 and 6.7). */
  private static final int CONTROL_BYTES = 64;

  /** A limit is looked at so many times while it runs. */
  private static final int LOOKS = 4;

  private final Connections connections;
  private final ConnectionLimits limits;
  private final LongSupplier nanoClock;

  private ChannelHandlerContext context;
  private ScheduledFuture<?> looks;
  private RequestWatch heads;
  private boolean multiplexed;
  private BooleanSupplier withheld = () -> false;
  private int requests;
  private boolean bodyComes;
  private long quietSince;
  private boolean headBegun;
  private long headSince;
  private long written;
  private long sentBefore;
  private long stuckSince;

  ConnectionTimeouts(Connections connections, ConnectionLimits limits, LongSupplier nanoClock) {
    this.connections = connections;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    quietSince = nanoClock.getAsLong();
    stuckSince = quietSince;
    if (!connections.admit(this)) {
      LOG.debugf("No room for %s: all connections have requests", context.channel());
      context.close();
      return;
    }
    long period = Math.max(1, shortest(limits).toNanos() / LOOKS);
    looks =
        context.executor().scheduleAtFixedRate(this::look, period, period, TimeUnit.NANOSECONDS);
    context.channel().closeFuture().addListener(closed -> leave());
  }

  private static Duration shortest(ConnectionLimits limits) {
    Duration shorter =
        limits.headers().compareTo(limits.idle()) < 0 ? limits.headers() : limits.idle();
    return shorter.compareTo(limits.write()) < 0 ? shorter : limits.write();
  }

  private void leave() {
    looks.cancel(false);
    connections.closed(this);
  }

  /** Who answers for heads that are not taken; without one the connection just ends. */
  void answering(RequestWatch heads) {
    this.heads = heads;
  }

  /**
   * Several requests share the connection, and what comes between them is not only heads.
   *
   * @param waits whether there is something to send that the client does not take at the moment
   */
  void multiplexed(BooleanSupplier waits) {
    multiplexed = true;
    withheld = waits;
    headBegun = false;
  }

  /** The client has sent something. */
  void heard() {
    if (requests == 0 && !headBegun && !bodyComes && !multiplexed) {
      headBegun = true;
      headSince = nanoClock.getAsLong();
    }
  }

  /** What the client sends from now on belongs to a request's body, even if that is answered. */
  void bodyBegan() {
    bodyComes = true;
  }

  /** What the client sends from now on belongs to the next head. */
  void bodyEnded() {
    bodyComes = false;
  }

  /** A head has come to its end. */
  void began() {
    headBegun = false;
    if (requests++ == 0) {
      connections.hasRequest(this);
    }
  }

  /** A request has been answered, or given up. */
  void ended() {
    if (requests > 0 && --requests == 0) {
      quietSince = nanoClock.getAsLong();
      connections.hasNone(this);
    }
  }

  /** How many requests are being read or answered. */
  int requests() {
    return requests;
  }

  /** Ends the connection for another's sake, unless a request has come meanwhile. */
  void makeRoom() {
    context.executor().execute(this::leaveOrStay);
  }

  private void leaveOrStay() {
    if (!context.channel().isOpen()) {
      // it has gone by itself, perhaps with a request, and must not be counted again
      return;
    }
    if (requests == 0) {
      LOG.debugf("%s makes room", context.channel());
      context.close();
    } else {
      connections.stays(this);
    }
  }

  private void look() {
    long now = nanoClock.getAsLong();
    if (requests == 0 && headBegun && now - headSince >= limits.headers().toNanos()) {
      headBegun = false;
      quietSince = now;
      giveUpHead();
    } else if (requests == 0 && now - quietSince >= limits.idle().toNanos()) {
      LOG.debugf("%s was idle for too long", context.channel());
      context.close();
    } else if (isStuck(now)) {
      LOG.debugf("%s does not take its answer", context.channel());
      context.close();
    }
  }

  private void giveUpHead() {
    LOG.debugf("%s did not finish a head in time", context.channel());
    if (heads == null) {
      context.close();
    } else {
      heads.refuse(HeadFault.TOO_SLOW);
    }
  }

  /** Whether something waits to be sent, and no byte has gone for too long. */
  private boolean isStuck(long now) {
    ChannelOutboundBuffer out = context.channel().unsafe().outboundBuffer();
    boolean waits = out != null && out.totalPendingWriteBytes() > 0 || withheld.getAsBoolean();
    long sent = written + (out == null ? 0 : out.currentProgress());
    if (!waits || sent != sentBefore) {
      sentBefore = sent;
      stuckSince = now;
      return false;
    }
    return now - stuckSince >= limits.write().toNanos();
  }

  private static long bytes(Object message) {
    if (message instanceof ByteBuf buffer) {
      return buffer.readableBytes();
    }
    return message instanceof FileRegion file ? file.count() : 0;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPromise own = context.newPromise();
    long bytes = bytes(message);
    own.addListener(
        sent -> {
          if (sent.isSuccess()) {
            // answers to pings and settings are no progress
            written += multiplexed && bytes <= CONTROL_BYTES ? 0 : bytes;
          } else {
            LOG.debugf(sent.cause(), "%s has left", context.channel());
            context.close();
          }
          if (!promise.isVoid()) {
            promise.trySuccess();
          }
        });
    context.write(message, own);
  }
}
