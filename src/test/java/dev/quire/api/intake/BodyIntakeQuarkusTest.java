package dev.quire.api.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(Observed.class)
class BodyIntakeQuarkusTest {

  private static final int LIMIT = Observed.BODY_LIMIT;

  @TestHTTPResource URI service;
  @Inject RequestMemory memory;
  @Inject Vertx vertx;

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void aPageComesInWithAndWithoutALength(HttpVersion version) throws Exception {
    byte[] page = Pages.blank(300, 200);

    assertEquals(200, post(version, page, true).status());
    if (version != HttpVersion.HTTP_1_0) {
      assertEquals(200, post(version, page, false).status());
    }
    assertNothingHeld();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void whatIsTooLargeIsAProblemThatBrowsersCanRead(HttpVersion version) throws Exception {
    for (int size : new int[] {LIMIT + 1, 2 * LIMIT}) {
      for (boolean declared : new boolean[] {true, false}) {
        Reply reply = post(version, new byte[size], declared);

        assertEquals(413, reply.status(), reply.body());
        assertTrue(reply.body().contains("urn:quire:problem:body-too-large"), reply.body());
        assertEquals("application/problem+json", reply.headers().get("Content-Type"));
        assertEquals(Simulated.ORIGIN, reply.headers().get("Access-Control-Allow-Origin"));
        if (version == HttpVersion.HTTP_2) {
          assertFalse(reply.headers().contains("Connection"), "RFC 9113, 8.2.2");
        }
      }
    }
    assertNothingHeld();
  }

  private record Reply(int status, MultiMap headers, String body) {}

  /** By HTTP/2 without an upgrade, which Java's own client cannot do. */
  private Reply post(HttpVersion version, byte[] body, boolean declared) throws Exception {
    HttpClientOptions options =
        new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false);
    io.vertx.core.http.HttpClient client = vertx.createHttpClient(options);
    try {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      client
          .request(HttpMethod.POST, service.getPort(), service.getHost(), "/v1/layout")
          .onFailure(reply::completeExceptionally)
          .onSuccess(
              request -> {
                request
                    .putHeader("Content-Type", "image/png")
                    .putHeader("Origin", Simulated.ORIGIN);
                if (declared) {
                  request.putHeader("Content-Length", String.valueOf(body.length));
                } else {
                  request.setChunked(true);
                }
                request
                    .response()
                    .compose(
                        response ->
                            response
                                .body()
                                .map(
                                    text ->
                                        new Reply(
                                            response.statusCode(),
                                            response.headers(),
                                            text.toString())))
                    .onSuccess(reply::complete)
                    .onFailure(reply::completeExceptionally);
                request.end(Buffer.buffer(body));
              });
      return reply.get(60, TimeUnit.SECONDS);
    } finally {
      client.close();
    }
  }

  /** It would lose the answer if the connection were closed under it. */
  @Test
  void aClientThatReadsOnlyWhenItHasSentAllGetsItsAnswer() throws Exception {
    try (Socket socket = open()) {
      write(socket, head("Transfer-Encoding: chunked"));
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int sent = 0; sent < 2 * LIMIT; sent += 0x10000) {
        write(socket, chunk);
      }
      write(socket, "0\r\n\r\n");

      String answer = readToEnd(socket);

      assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
      assertTrue(answer.contains("body-too-large"), answer);
    }
  }

  @Test
  void aClientThatAsksFirstIsToldOnceAndNotAtAllWhereItIsRefused() throws Exception {
    byte[] page = Pages.blank(30, 40);
    try (Socket socket = open()) {
      write(
          socket,
          head("Expect: 100-continue", "Connection: close", "Content-Length: " + page.length));
      assertTrue(readLine(socket).startsWith("HTTP/1.1 100"));
      socket.getOutputStream().write(page);
      String answer = readToEnd(socket);
      assertTrue(answer.contains("HTTP/1.1 200"), answer);
      assertFalse(answer.contains("HTTP/1.1 100"), answer);
    }
    try (Socket socket = open()) {
      write(socket, head("Expect: 100-continue", "Content-Length: " + 2 * LIMIT));
      assertTrue(readLine(socket).startsWith("HTTP/1.1 413"));
    }
  }

  @Test
  void anEncodingIsRefusedByItsName() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Pages.blank(30, 40));
    }

    HttpResponse<String> response =
        send(
            request(BodyPublishers.ofByteArray(packed.toByteArray()))
                .header("Content-Encoding", "gzip")
                .build());

    assertProblem(response, 415, "unsupported-encoding");
    assertTrue(response.body().contains("gzip"));
    assertEquals("identity", response.headers().firstValue("Accept-Encoding").orElse("none"));
    assertEquals(
        200,
        send(request(BodyPublishers.ofByteArray(Pages.blank(30, 40)))
                .header("Content-Encoding", "identity")
                .build())
            .statusCode());
  }

  /** Neither longer than the service's own limit nor than the request's; all wait side by side. */
  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() throws Exception {
    String declared = "Content-Length: 1000";
    String chunked = "Transfer-Encoding: chunked";
    String hurry = "X-Timeout-Ms: 300";
    try (Socket one = beginBody(declared);
        Socket two = beginBody(chunked);
        Socket three = beginBody(declared, hurry);
        Socket four = beginBody(chunked, hurry)) {
      for (Socket socket : List.of(one, two)) {
        String answer = readToEnd(socket);
        assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
        assertTrue(answer.contains("request-timeout"), answer);
      }
      for (Socket socket : List.of(three, four)) {
        String answer = readToEnd(socket);
        assertTrue(answer.startsWith("HTTP/1.1 504"), answer);
        assertTrue(answer.contains("deadline-exceeded"), answer);
      }
    }
    assertNothingHeld();
  }

  /** A request whose body never comes whole. */
  private Socket beginBody(String... headers) throws IOException {
    Socket socket = open();
    write(socket, head(headers));
    write(socket, "3\r\nabc\r\n");
    return socket;
  }

  @Test
  void aBodyWithoutMemoryIsRefusedSoonAndTakenLater() throws Exception {
    try (MemoryReservation one = memory.heap().reserve("one", Stage.BODY, LIMIT);
        MemoryReservation two = memory.heap().reserve("two", Stage.BODY, LIMIT)) {
      HttpResponse<String> response =
          send(request(BodyPublishers.ofByteArray(new byte[LIMIT])).build());

      assertProblem(response, 503, "overloaded");
      assertTrue(response.headers().firstValue("Retry-After").isPresent());
      byte[] small = Pages.blank(30, 40);
      assertEquals(
          200,
          send(request(BodyPublishers.ofByteArray(small)).build()).statusCode(),
          "there is room for a small one");
      assertEquals(2 * LIMIT, one.bytes() + two.bytes());
    }
    assertNothingHeld();
    assertProblem(
        send(request(BodyPublishers.ofByteArray(new byte[LIMIT])).build()), 422, "invalid-image");
  }

  /** It could never be taken, so that asking again would be of no use. */
  @Test
  void aBodyThatAllMemoryCouldNotHoldIsTooLargeHoweverItComes() throws Exception {
    long most = memory.heap().ceiling(Stage.WORK) / 2;
    for (boolean declared : new boolean[] {true, false}) {
      byte[] form = new byte[(int) most + 1];
      HttpRequest.BodyPublisher body =
          declared
              ? BodyPublishers.ofByteArray(form)
              : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form));
      HttpResponse<String> response =
          send(request(body).setHeader("Content-Type", "multipart/form-data; boundary=x").build());

      assertProblem(response, 413, "body-too-large");
      assertTrue(response.body().contains("At most " + most + " bytes"), response.body());
    }
    assertNothingHeld();
  }

  /** One half sent, the other never. */
  @Test
  void aClientThatLeavesTakesItsBytesAlong() throws Exception {
    for (String length : List.of("Content-Length: 500000", "Transfer-Encoding: chunked")) {
      try (Socket socket = open()) {
        write(socket, head(length));
        write(socket, "30000\r\n" + "x".repeat(100_000));
        await(() -> memory.heap().reserved(Stage.BODY) > 0);
      }
      assertNothingHeld();
    }
  }

  private HttpRequest.Builder request(BodyPublisher body) {
    return HttpRequest.newBuilder(service.resolve("/v1/layout"))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "image/png")
        .POST(body);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertEquals(status, response.statusCode(), response.body());
    assertTrue(response.body().contains("urn:quire:problem:" + type), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse("none"));
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private String head(String... headers) {
    return "POST /v1/layout HTTP/1.1\r\nHost: quire\r\nContent-Type: image/png\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String readLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read();
        c >= 0 && c != '\n';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static String readToEnd(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException e) {
      // what was sent after the answer may be met with a reset; the answer is there
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private void assertNothingHeld() throws InterruptedException {
    await(() -> memory.heap().reserved() == 0);
    assertEquals(0, memory.heap().waiting());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertTrue(condition.getAsBoolean());
  }
}
