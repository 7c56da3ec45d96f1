package dev.quire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.QuietLog;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients may do to their connections, over real sockets; none of it is news for the log. */
@QuarkusTest
@TestProfile(Simulated.class)
class HostileConnectionsQuarkusTest {

  private static final String HOST = "Host: x\r\n";
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DEADLINE_MILLIS = 60_000;

  @TestHTTPResource URI service;

  private final QuietLog log = new QuietLog();

  @BeforeEach
  void listen() {
    log.begin();
  }

  @AfterEach
  void nobodyIsAlarmed() {
    assertEquals(List.of(), log.end());
  }

  @Test
  void aHeadThatCouldBeReadInTwoWaysIsRefused() throws IOException {
    List<String> heads =
        Stream.of(
                "",
                "Host: a|Host: a|",
                "Host: a|Host: b|",
                "Host: x|Transfer-Encoding: xchunked|Content-Length: 3|",
                "Host: x|Transfer-Encoding: chunked, identity|",
                "Host: x|Transfer-Encoding: chunked|Transfer-Encoding: chunked|",
                "Host: x|Content-Length: 3|Content-Length: 4|",
                "Host: x|No colon|")
            .map(fields -> "POST /v1/layout HTTP/1.1\r\n" + fields.replace("|", "\r\n") + "\r\n")
            .toList();
    List<String> answers = talkOnEach(heads);
    for (int i = 0; i < heads.size(); i++) {
      assertProblem(400, answers.get(i), heads.get(i));
    }
  }

  @Test
  void anOldClientNeedsNoHost() throws IOException {
    String answer = talk("GET /v2 HTTP/1.0\r\n\r\n");

    assertTrue(answer.contains(" 200 OK"), answer);
  }

  @Test
  void tooMuchHeadIsToldWhatItIs() throws IOException {
    List<String> answers =
        talkOnEach(
            List.of(
                "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(80_000) + "\r\n\r\n"));
    assertProblem(414, answers.get(0));
    assertProblem(431, answers.get(1));
  }

  @Test
  void whatIsNotHttpIsToldSo() throws IOException {
    byte[] noise = new byte[500];
    new Random(3).nextBytes(noise);
    String tls = "\u0016\u0003\u0001" + new String(noise, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
    for (String answer : talkOnEach(List.of(tls, "hello\r\n\r\n"))) {
      assertProblem(400, answer);
    }
  }

  @Test
  void aChunkThatIsNoneIsToldSo() throws IOException {
    assertProblem(
        400,
        talk(
            "POST /v1/layout HTTP/1.1\r\n"
                + HOST
                + "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"));
  }

  @Test
  void framesThatAreNoneEndTheConnection() throws IOException {
    byte[] noise = new byte[300];
    new Random(4).nextBytes(noise);
    talkOnEach(
        List.of(
            PREFACE + new String(noise, StandardCharsets.ISO_8859_1),
            PREFACE + "\0\0\0\4\0\0\0\0\0" + "\0\0\7\1\5\0\0\0\1nonsens"));
  }

  @Test
  void aHeadThatDoesNotEndIsGivenUp() throws IOException {
    assertProblem(408, talk("GET /v2 HTTP/1.1\r\n" + HOST));
  }

  @Test
  void aSilentConnectionIsGivenUp() throws IOException {
    assertEquals("", talk(""));
  }

  @Test
  void theUpgradeInClearTextIsDeclinedAndTheRequestServed() throws IOException {
    String answer =
        talk(
            "GET /v2 HTTP/1.1\r\n"
                + HOST
                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
  }

  @Test
  void aClientThatOffersHttp2AndExpectsToBeToldToGoOnIsAnswered() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/layout"))
            .expectContinue(true)
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(new byte[1_200_000]))
            .build();
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();

    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertEquals(422, response.statusCode());
    assertEquals(Version.HTTP_1_1, response.version());
  }

  @Test
  void whoSpeaksHttp2FromTheFirstByteIsUnderstood() throws IOException {
    String settings = "\0\0\0\4\0\0\0\0\0";
    // HEADERS: GET, http, /v2 and an authority
    String head = "\u0082\u0086\u0004\u0003/v2\u0041\u0001x";
    String frame = "\0\0" + (char) head.length() + "\1\5\0\0\0\1" + head;

    assertTrue(talk(PREFACE + settings + frame).contains("quire"));
  }

  @Test
  void whoLeavesIsLetGo() throws Exception {
    byte[] document = Pdfs.printed(60);
    for (String accept : List.of("application/x-ndjson", "application/json")) {
      leave(
          "POST /v1/layout HTTP/1.1\r\n"
              + HOST
              + "Content-Type: application/pdf\r\nAccept: "
              + accept
              + "\r\nContent-Length: "
              + document.length
              + "\r\n\r\n",
          document);
    }
    leave("GET /v1/devices HTTP/1.1\r\n" + HOST + "Accept: text/event-stream\r\n\r\n", new byte[0]);
    leave(
        "POST /v1/layout HTTP/1.1\r\n"
            + HOST
            + "Content-Type: image/png\r\nContent-Length: 500000\r\n\r\n",
        new byte[100_000]);
    leave(
        "POST /v1/layout HTTP/1.1\r\n"
            + HOST
            + "Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
        new byte[1_000]);

    // whoever comes after them is served
    HttpRequest page =
        HttpRequest.newBuilder(service.resolve("/v1/layout"))
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(Pages.blank(40, 30)))
            .build();
    assertEquals(200, HttpClient.newHttpClient().send(page, BodyHandlers.ofString()).statusCode());
  }

  private void leave(String head, byte[] body) throws IOException {
    for (boolean abruptly : new boolean[] {false, true}) {
      try (Socket socket = connect()) {
        if (abruptly) {
          socket.setSoLinger(true, 0);
        }
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
      }
    }
  }

  private static void assertProblem(int status, String answer) {
    assertProblem(status, answer, "");
  }

  private static void assertProblem(int status, String answer, String question) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), () -> question + answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertTrue(answer.contains("\"status\":" + status), answer);
    assertFalse(answer.contains("Exception"), answer);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(service.getHost(), service.getPort());
    socket.setSoTimeout(DEADLINE_MILLIS);
    return socket;
  }

  /** What the service says until it ends the connection. */
  private String talk(String bytes) throws IOException {
    return talkOnEach(List.of(bytes)).get(0);
  }

  /** The same on a connection for each: how long the service lets them linger passes once. */
  private List<String> talkOnEach(List<String> questions) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (String question : questions) {
        Socket socket = connect();
        sockets.add(socket);
        try {
          socket.getOutputStream().write(question.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException reset) {
          // it ended with something unread
        }
      }
      List<String> answers = new ArrayList<>();
      for (Socket socket : sockets) {
        answers.add(readToEnd(socket));
      }
      return answers;
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String readToEnd(Socket socket) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.write(b);
      }
    } catch (SocketException reset) {
      // it ended with something unread
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}
