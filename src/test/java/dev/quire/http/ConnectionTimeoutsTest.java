package dev.quire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Connections in a time of their own. */
class ConnectionTimeoutsTest {

  private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final ConnectionLimits limits =
      new ConnectionLimits(
          3, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(300));
  private final Connections connections = new Connections(limits.connections());
  private final AtomicLong now = new AtomicLong();

  /** By HTTP/2 what a client does not take waits before the channel, which has nothing to send. */
  @Test
  void aClientThatOpensNoWindowIsClosedAfterTheTimeOfWrites() {
    AtomicBoolean withheld = new AtomicBoolean();
    EmbeddedChannel client = new EmbeddedChannel();
    client.freezeTime();
    ConnectionTimeouts guard = new ConnectionTimeouts(connections, limits, now::get);
    client.pipeline().addLast(guard);
    guard.multiplexed(withheld::get);
    guard.began();
    pass(client, 400);
    assertTrue(client.isOpen());

    withheld.set(true);
    for (int second = 0; second < 290; second++) {
      client.writeOutbound(Unpooled.buffer(17).writeZero(17));
      pass(client, 1);
    }
    assertTrue(client.isOpen());
    pass(client, 200);

    assertFalse(client.isOpen());
  }

  @Test
  void aSilentConnectionEndsAfterTheIdleTime() {
    EmbeddedChannel client = connect();

    pass(client, 59);
    assertTrue(client.isOpen());
    pass(client, 20);

    assertFalse(client.isOpen());
    assertEquals(0, connections.count());
  }

  @Test
  void aHeadThatDripsIsAnsweredWith408AndItsConnectionEnds() {
    EmbeddedChannel client = connect();
    for (char c : "GET / HTTP/1.1\r\nX: ".toCharArray()) {
      send(client, String.valueOf(c));
      pass(client, 1);
    }

    String answer = sent(client);
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.endsWith("TOO_SLOW"), answer);
    pass(client, 2);
    assertFalse(client.isOpen());
  }

  @Test
  void arrivingBytesDoNotMakeUpForAMissingRequest() {
    EmbeddedChannel client = connect();
    send(client, HEAD);
    answer(client);

    for (int second = 0; second < 15; second++) {
      pass(client, 1);
      send(client, "x");
    }

    assertTrue(sent(client).contains("HTTP/1.1 408 "));
  }

  @Test
  void theRestOfABodyThatIsAnsweredIsNoHead() {
    EmbeddedChannel client = connect();
    send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
    answer(client);
    sent(client);

    for (int second = 0; second < 20; second++) {
      send(client, "abcde");
      pass(client, 1);
    }
    assertEquals("", sent(client), "it ends with this");
    assertTrue(client.isOpen());
    send(client, "GET");
    pass(client, 15);

    assertTrue(sent(client).startsWith("HTTP/1.1 408 "), "that is a head");
  }

  @Test
  void theRestOfABodyKeepsNoConnection() {
    EmbeddedChannel client = connect();
    send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    answer(client);

    for (int second = 0; second < 80; second++) {
      send(client, "x");
      pass(client, 1);
    }

    assertFalse(client.isOpen());
  }

  @Test
  void whoTakesEachChunkThatFollowsTheLastIsNotStuck() {
    Taking client = new Taking();
    client.freezeTime();
    ConnectionTimeouts guard = new ConnectionTimeouts(connections, limits, now::get);
    client.pipeline().addLast(guard);
    guard.began();

    for (int second = 0; second < 1_000; second++) {
      client.writeOneWay();
      pass(client, 1);
      client.takes = 1;
    }
    assertTrue(client.isOpen());
    client.takes = 0;
    pass(client, 290);
    assertTrue(client.isOpen());
    pass(client, 20);

    assertFalse(client.isOpen());
  }

  @Test
  void aRequestInProgressMayTakeItsTime() {
    EmbeddedChannel client = connect();
    send(client, HEAD);

    pass(client, 10_000);
    assertTrue(client.isOpen());
    answer(client);
    pass(client, 50);
    assertTrue(client.isOpen(), "the idle time counts from the answer");
    pass(client, 30);

    assertFalse(client.isOpen());
  }

  @Test
  void whoHasBeenQuietForLongestMakesRoom() {
    EmbeddedChannel busy = connect();
    send(busy, HEAD);
    EmbeddedChannel oldest = connect();
    EmbeddedChannel newer = connect();

    EmbeddedChannel newest = connect();
    oldest.runPendingTasks();

    assertFalse(oldest.isOpen());
    assertTrue(busy.isOpen());
    assertTrue(newer.isOpen());
    assertTrue(newest.isOpen());
    assertEquals(3, connections.count());
  }

  @Test
  void whenAllHaveRequestsANewOneIsTurnedAway() {
    for (int i = 0; i < limits.connections(); i++) {
      send(connect(), HEAD);
    }

    assertFalse(connect().isOpen());
    assertEquals(3, connections.count());
  }

  @Test
  void aRequestThatCameFirstKeepsItsConnection() {
    EmbeddedChannel oldest = connect();
    connect();
    connect();
    connect();
    send(oldest, HEAD);
    oldest.runPendingTasks();

    assertTrue(oldest.isOpen());
  }

  @Test
  void ifOneStaysAnotherLeaves() {
    EmbeddedChannel oldest = connect();
    EmbeddedChannel next = connect();
    connect();
    connect();
    oldest.pipeline().get(ConnectionTimeouts.class).began();
    oldest.runPendingTasks();
    next.runPendingTasks();

    assertTrue(oldest.isOpen());
    assertFalse(next.isOpen());
    assertEquals(3, connections.count());
  }

  @Test
  void ifAllStayOneLeavesAfterItsRequest() {
    EmbeddedChannel oldest = connect();
    List<EmbeddedChannel> others = List.of(connect(), connect(), connect());
    oldest.pipeline().get(ConnectionTimeouts.class).began();
    others.forEach(other -> send(other, HEAD));
    oldest.runPendingTasks();
    assertTrue(oldest.isOpen());
    assertEquals(4, connections.count());

    answer(others.get(0));
    others.get(0).runPendingTasks();

    assertFalse(others.get(0).isOpen());
    assertEquals(3, connections.count());
  }

  @Test
  void aRequestWhoseConnectionEndsBeforeItCanMakeRoomKeepsNoPlace() {
    EmbeddedChannel oldest = connect();
    List<EmbeddedChannel> others = List.of(connect(), connect(), connect());
    oldest.pipeline().get(ConnectionTimeouts.class).began();
    oldest.unsafe().close(oldest.voidPromise());
    oldest.runPendingTasks();
    assertFalse(oldest.isOpen());
    assertEquals(3, connections.count());

    others.forEach(EmbeddedChannel::close);

    assertEquals(0, connections.count());
  }

  @Test
  void aWriteToOneThatHasLeftIsDoneAndItsConnectionEnds() {
    EmbeddedChannel client = new EmbeddedChannel();
    client.pipeline().addLast(new Broken());
    client.pipeline().addLast(new ConnectionTimeouts(connections, limits, now::get));

    ChannelFuture written = client.writeAndFlush(Unpooled.wrappedBuffer(new byte[3]));
    client.runPendingTasks();

    assertTrue(written.isSuccess(), () -> String.valueOf(written.cause()));
    assertFalse(client.isOpen());
    assertEquals(0, connections.count());
  }

  @Test
  void interimAnswersEndNothing() {
    EmbeddedChannel client = connect();
    send(client, HEAD);
    client.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));

    pass(client, 1_000);

    assertTrue(client.isOpen(), "its request is still in progress");
  }

  private EmbeddedChannel connect() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    ChannelDuplexHandler framework =
        new ChannelDuplexHandler() {
          @Override
          public void handlerAdded(ChannelHandlerContext context) {
            context.pipeline().addLast(new HttpRequestDecoder(), new HttpResponseEncoder());
          }
        };
    channel
        .pipeline()
        .addLast(
            new ConnectionSetup(
                framework,
                connections,
                limits,
                fault -> fault.name().getBytes(StandardCharsets.US_ASCII),
                "text/plain",
                now::get));
    return channel;
  }

  private void pass(EmbeddedChannel channel, int seconds) {
    for (int second = 0; second < seconds; second++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
      channel.runPendingTasks();
    }
  }

  private static void send(EmbeddedChannel channel, String text) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }
  }

  private static void answer(EmbeddedChannel channel) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set("Content-Length", 0);
    channel.writeOutbound(response);
  }

  private static String sent(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.US_ASCII));
      part.release();
    }
    return text.toString();
  }

  /** A socket whose other side takes so many chunks each time that there is another one. */
  private static final class Taking extends EmbeddedChannel {
    private int takes;

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
      for (int i = 0; i < takes; i++) {
        out.remove();
      }
    }

    void writeOneWay() {
      pipeline().writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
      runPendingTasks();
    }
  }

  /** A socket whose other side has gone. */
  private static final class Broken extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ((ByteBuf) message).release();
      promise.setFailure(new IOException("Broken pipe"));
    }
  }
}
