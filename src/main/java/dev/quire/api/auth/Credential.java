package dev.quire.api.auth;

import dev.quire.api.RequestTerms;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * What a request shows at the door: what follows {@value dev.quire.api.RequestTerms#API_KEY}, else
 * the bearer token of {@code Authorization}, which is where OpenAI's clients send their key.
 *
 * @param text empty if it shows nothing
 */
record Credential(String text) {

  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer ";

  /** Header, claims and signature of a signed JSON web token. */
  private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  static Credential of(HttpServerRequest request) {
    String key = request.getHeader(RequestTerms.API_KEY);
    if (key != null) {
      return new Credential(key);
    }
    String authorization = request.getHeader(AUTHORIZATION);
    boolean bears =
        authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return new Credential(bears ? authorization.substring(BEARER.length()).strip() : "");
  }

  /** Whether it looks like a token rather than a key. */
  boolean isToken() {
    return TOKEN.matcher(text).matches();
  }

  /** Never the credential: texts of objects end up in logs. */
  @Override
  public String toString() {
    return text.isEmpty() ? "Credential[none]" : "Credential[…]";
  }
}
