package dev.quire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {

  @Test
  void parametersAndPagesMakeTheQuery() {
    ServiceAddress address =
        new ServiceAddress(
            ServiceAddress.parse("https://host/quire/"),
            List.of(ServiceAddress.parameter("threshold=0.4,table:0.6"), Map.entry("shape", "a&b")),
            Map.of("X-Priority", "bulk"));

    HttpRequest request = address.request("/v1/layout", Optional.of("1,3")).build();

    assertEquals(
        URI.create(
            "https://host/quire/v1/layout?threshold=0.4%2Ctable%3A0.6&shape=a%26b&pages=1%2C3"),
        request.uri());
    assertEquals(Optional.of("bulk"), request.headers().firstValue("X-Priority"));
  }

  @Test
  void aHostAloneIsEnough() {
    ServiceAddress address =
        new ServiceAddress(ServiceAddress.parse("localhost:8080"), List.of(), Map.of());
    assertEquals(
        URI.create("http://localhost:8080/v1/layout"),
        address.request("/v1/layout", Optional.empty()).build().uri());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://host", "http://", "http://host?x=1", "http://a b", "/path"})
  void whatIsNoAddressIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ServiceAddress.parse(text));
  }

  @Test
  void aParameterHasAName() {
    assertThrows(IllegalArgumentException.class, () -> ServiceAddress.parameter("threshold"));
    assertThrows(IllegalArgumentException.class, () -> ServiceAddress.parameter("=0.5"));
    assertEquals(Map.entry("a", "b=c"), ServiceAddress.parameter("a=b=c"));
  }
}
