package dev.quire.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Optional;

/** Looks at heads of HTTP/1 where the framework does not (RFC 9112). */
final class RequestHeads {

  private static final String CLEARTEXT_HTTP_2 = "h2c";
  private static final String HTTP_2_SETTINGS = "HTTP2-Settings";

  private RequestHeads() {}

  /** What is wrong with it. */
  static Optional<HeadFault> fault(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(fault(request.decoderResult().cause()));
    }
    return hasOneHost(request) && saysWhereTheBodyEnds(request)
        ? Optional.empty()
        : Optional.of(HeadFault.MALFORMED);
  }

  private static HeadFault fault(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return HeadFault.LINE_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HeadFault.FIELDS_TOO_LARGE
        : HeadFault.MALFORMED;
  }

  /** Two could be read differently by whoever stands in between (RFC 9112, 3.2). */
  private static boolean hasOneHost(HttpRequest request) {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    return hosts == 1 || hosts == 0 && isOld(request);
  }

  /** A coding that is not known leaves the length of the body to guesses (RFC 9112, 6.3). */
  private static boolean saysWhereTheBodyEnds(HttpRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || !isOld(request)
            && codings.size() == 1
            && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0).strip());
  }

  private static boolean isOld(HttpRequest request) {
    return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
  }

  /**
   * Takes away the offer to go on in HTTP/2, which a server may ignore and which HTTP/2 has given
   * up (RFC 9113, 3.1). The framework would take it before the body is there, and before it answers
   * {@code Expect: 100-continue}; clients then wait for each other.
   */
  static void declineUpgrade(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (headers.containsValue(HttpHeaderNames.UPGRADE, CLEARTEXT_HTTP_2, true)) {
      headers.remove(HttpHeaderNames.UPGRADE);
      headers.remove(HTTP_2_SETTINGS);
    }
  }
}
