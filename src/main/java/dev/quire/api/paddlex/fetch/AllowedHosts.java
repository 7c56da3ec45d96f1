package dev.quire.api.paddlex.fetch;

import dev.quire.api.paddlex.fetch.FetchException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that files may be fetched from: each by its whole name, alone for the scheme's own port
 * or with a port. Immutable.
 */
public final class AllowedHosts {

  private static final Pattern ENTRY =
      Pattern.compile("([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int LAST_PORT = 65_535;
  private static final int LONGEST_URL = 8_192;

  private final Set<String> entries;

  /**
   * @param entries such as {@code files.example.org} or {@code files.example.org:9000}; none
   *     forbids every URL
   * @throws IllegalArgumentException if one is no host with or without a port
   */
  public AllowedHosts(Collection<String> entries) {
    this.entries =
        entries.stream()
            .map(entry -> entry.trim().toLowerCase(Locale.ROOT))
            .peek(AllowedHosts::require)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static void require(String entry) {
    if (!ENTRY.matcher(entry).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no host; expected a name or name:port, without scheme or path".formatted(entry));
    }
  }

  /**
   * Takes a URL apart.
   *
   * @throws FetchException NOT_ALLOWED if it is no http or https URL, carries credentials, or leads
   *     to a host that is not listed
   */
  Target admit(String url) {
    if (entries.isEmpty()) {
      throw refused("This service fetches no URLs; send the file itself as Base64");
    }
    URI uri = parse(url);
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw refused("Only http and https URLs are fetched");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("A URL must not carry a user name or password");
    }
    if (uri.getHost() == null) {
      throw refused("The URL names no host");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int usual = secure ? HTTPS : HTTP;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    boolean listed = entries.contains(host + ":" + port) || port == usual && entries.contains(host);
    if (!listed || port < 1 || port > LAST_PORT) {
      throw refused(
          "The host %s:%d is not among those that this service fetches from".formatted(host, port));
    }
    return new Target(secure, host, port, resource(uri));
  }

  private static URI parse(String url) {
    if (url.length() > LONGEST_URL) {
      throw refused("A URL may have at most %d characters".formatted(LONGEST_URL));
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused("The URL is malformed at character " + (e.getIndex() + 1));
    }
  }

  private static String resource(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static FetchException refused(String message) {
    return new FetchException(Reason.NOT_ALLOWED, message);
  }
}
