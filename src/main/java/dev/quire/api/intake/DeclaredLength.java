package dev.quire.api.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalLong;

/** How long a request says its body is. */
final class DeclaredLength {

  private DeclaredLength() {}

  /** In bytes; empty if it does not say, or not by a number. */
  static OptionalLong of(HttpServerRequest request) {
    try {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(length.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
