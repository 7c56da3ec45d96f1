package dev.quire.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sees the requests and answers of a connection of HTTP/1 begin and end, and answers heads that are
 * not taken. Belongs to its channel's event loop.
 */
final class RequestWatch extends ChannelDuplexHandler {

  /** A client that still sends would lose the answer if the connection were reset at once. */
  private static final long LINGER_MILLIS = 1_000;

  private final ConnectionTimeouts guard;
  private final Function<HeadFault, byte[]> bodies;
  private final CharSequence mediaType;

  private ChannelHandlerContext context;
  private boolean answering;
  private boolean refused;

  /**
   * @param bodies what is told of a fault
   * @param mediaType in which format
   */
  RequestWatch(
      ConnectionTimeouts guard, Function<HeadFault, byte[]> bodies, CharSequence mediaType) {
    this.guard = guard;
    this.bodies = bodies;
    this.mediaType = mediaType;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    guard.answering(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest) {
      guard.bodyBegan();
    }
    if (message instanceof LastHttpContent) {
      guard.bodyEnded();
    }
    if (message instanceof HttpRequest request) {
      Optional<HeadFault> fault = RequestHeads.fault(request);
      if (fault.isPresent() && guard.requests() == 0) {
        ReferenceCountUtil.release(message);
        refuse(fault.get());
        return;
      }
      if (fault.isPresent() && request.decoderResult().isSuccess()) {
        // answers have an order: the framework says 400 in its turn
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("Bad head")));
      }
      RequestHeads.declineUpgrade(request);
      guard.began();
    } else if (isBrokenBody(message) && guard.requests() == 1 && !answering) {
      ReferenceCountUtil.release(message);
      refuse(HeadFault.MALFORMED);
      return;
    }
    context.fireChannelRead(message);
  }

  private static boolean isBrokenBody(Object message) {
    return message instanceof HttpContent content && content.decoderResult().isFailure();
  }

  /** Answers what is wrong and ends the connection; what the service still answers is dropped. */
  void refuse(HeadFault fault) {
    refused = true;
    byte[] body = bodies.apply(fault);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            new HttpResponseStatus(fault.status(), fault.reason()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, mediaType)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(response);
    context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (refused) {
      ReferenceCountUtil.release(message);
      if (!promise.isVoid()) {
        promise.trySuccess();
      }
      return;
    }
    if (message instanceof HttpResponse && !isInterim(message)) {
      answering = true;
    }
    if (message instanceof LastHttpContent && !isInterim(message)) {
      answering = false;
      ChannelPromise told = promise.unvoid();
      told.addListener(sent -> guard.ended());
      context.write(message, told);
    } else {
      context.write(message, promise);
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
