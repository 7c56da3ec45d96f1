package dev.quire.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A running service and what each request to it says.
 *
 * @param base such as {@code http://localhost:8080}; what follows the host is kept
 * @param parameters of the query, in their order, such as {@code threshold} and {@code 0.5}
 * @param headers of each request
 */
public record ServiceAddress(
    URI base, List<Map.Entry<String, String>> parameters, Map<String, String> headers) {

  public ServiceAddress {
    parameters = List.copyOf(parameters);
    headers = Map.copyOf(headers);
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static URI parse(String text) {
    URI address = URI.create(text.contains("://") ? text : "http://" + text);
    if (address.getHost() == null
        || !List.of("http", "https").contains(address.getScheme())
        || address.getQuery() != null
        || address.getFragment() != null) {
      throw new IllegalArgumentException(
          "'%s' is no address of a service such as http://localhost:8080".formatted(text));
    }
    return address;
  }

  /**
   * Reads a parameter of the query.
   *
   * @param text such as {@code threshold=0.5}
   * @throws IllegalArgumentException if it is none
   */
  public static Map.Entry<String, String> parameter(String text) {
    int sign = text.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException(
          "'%s' is no parameter such as threshold=0.5".formatted(text));
    }
    return Map.entry(text.substring(0, sign), text.substring(sign + 1));
  }

  /** The same without one of the parameters. */
  public ServiceAddress without(String name) {
    return new ServiceAddress(
        base,
        parameters.stream().filter(parameter -> !parameter.getKey().equals(name)).toList(),
        headers);
  }

  /**
   * Begins a request.
   *
   * @param path such as {@code /v1/layout}
   * @param pages adds the parameter {@code pages}
   */
  public HttpRequest.Builder request(String path, Optional<String> pages) {
    String query =
        parameters.stream()
            .map(parameter -> encoded(parameter.getKey(), parameter.getValue()))
            .collect(Collectors.joining("&"));
    if (pages.isPresent()) {
      query += (query.isEmpty() ? "" : "&") + encoded("pages", pages.get());
    }
    String root = base.toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path + (query.isEmpty() ? "" : "?" + query)));
    headers.forEach(request::setHeader);
    return request;
  }

  private static String encoded(String name, String value) {
    return encoded(name) + "=" + encoded(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
