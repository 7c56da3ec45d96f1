package dev.quire.chaos;

import dev.quire.support.Ledger;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Everything at once that wears a service out: each kind in threads of its own, one request after
 * the other with a pause between, until it is told to stop. What it sends it makes itself.
 */
final class HostileMix {

  private static final int LARGE_MEGABYTES = 30;
  private static final int OVERSIZED_MEGABYTES = 50;
  private static final int SLOW_CONNECTIONS = 40;
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final byte[] PAGE = Pages.blank(300, 300);
  private static final String HEAD =
      "POST /v1/layout HTTP/1.1\r\nHost: x\r\nX-Client-Id: hostile-%s\r\nContent-Type: %s\r\n";

  private final URI service;
  private final long seed;
  private final Map<String, Ledger> ledgers = new TreeMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private interface Turn {
    void take(Ledger ledger, Random random) throws IOException, InterruptedException;
  }

  HostileMix(URI service, long seed) {
    this.service = service;
    this.seed = seed;
  }

  /** By kind. */
  Map<String, Ledger> ledgers() {
    return ledgers;
  }

  void start() {
    byte[] deep = Bombs.deepPng();
    byte[] flat = Bombs.flatPng();
    byte[] wall = Bombs.wallPdf();
    byte[] document = Pdfs.printed(20);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    begin("large-declared", 6, 300, post(http, "image/png", large(LARGE_MEGABYTES, true)));
    begin("large-chunked", 3, 300, post(http, "image/png", large(LARGE_MEGABYTES, false)));
    begin("oversized-chunked", 3, 500, post(http, "image/png", large(OVERSIZED_MEGABYTES, false)));
    begin("deep-png", 2, 2_000, post(http, "image/png", BodyPublishers.ofByteArray(deep)));
    begin("flat-png", 2, 2_000, post(http, "image/png", BodyPublishers.ofByteArray(flat)));
    begin(
        "too-large-png",
        1,
        200,
        post(http, "image/png", BodyPublishers.ofByteArray(Bombs.tooLargePng())));
    begin("wall-pdf", 1, 3_000, post(http, "application/pdf", BodyPublishers.ofByteArray(wall)));
    begin("pdf", 1, 2_000, post(http, "application/pdf", BodyPublishers.ofByteArray(document)));
    begin(
        "large-pdf",
        1,
        3_000,
        post(
            http,
            "application/pdf",
            BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> Bombs.padded(document, 20)), 20L << 20)));
    begin("other-pages", 2, 300, post(http, "image/png", BodyPublishers.ofByteArray(PAGE)));
    begin("leave-upload", 2, 200, this::leaveUpload);
    begin("leave-stream", 2, 500, (ledger, random) -> leaveStream(document, ledger, random));
    begin("slow-head", SLOW_CONNECTIONS, 1_000, (ledger, random) -> slow(false, ledger));
    begin("slow-body", SLOW_CONNECTIONS, 1_000, (ledger, random) -> slow(true, ledger));
  }

  /** Lets each end what it is at, as far as it does so soon. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    }
  }

  private void begin(String kind, int count, int pauseMillis, Turn turn) {
    Ledger ledger = new Ledger();
    ledgers.put(kind, ledger);
    for (int i = 0; i < count; i++) {
      Random random = new Random(seed * 31 + kind.hashCode() + i);
      Thread thread = new Thread(() -> repeat(pauseMillis, turn, ledger, random), kind);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void repeat(int pauseMillis, Turn turn, Ledger ledger, Random random) {
    while (!stopped) {
      ledger.begin();
      try {
        turn.take(ledger, random);
      } catch (IOException e) {
        ledger.end(e.getClass().getSimpleName());
      } catch (InterruptedException e) {
        ledger.end("stopped");
        return;
      }
      try {
        Thread.sleep(pauseMillis / 2 + random.nextInt(pauseMillis));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static BodyPublisher large(int megabytes, boolean declared) {
    BodyPublisher body = BodyPublishers.ofInputStream((() -> Bombs.padded(PAGE, megabytes)));
    return declared ? BodyPublishers.fromPublisher(body, (long) megabytes << 20) : body;
  }

  private Turn post(HttpClient http, String type, BodyPublisher body) {
    return (ledger, random) -> {
      HttpRequest request =
          HttpRequest.newBuilder(service.resolve("/v1/layout"))
              .header("Content-Type", type)
              .header("X-Client-Id", "hostile-" + Thread.currentThread().getName())
              .timeout(LONGEST)
              .POST(body)
              .build();
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      ledger.end(response.statusCode());
    };
  }

  /** Sends a part of what it announced and hangs up. */
  private void leaveUpload(Ledger ledger, Random random) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head("leave-upload", "image/png", "Content-Length: 31000000"));
      try (InputStream body = Bombs.padded(PAGE, 1 + random.nextInt(12))) {
        body.transferTo(out);
      }
    }
    ledger.end("left");
  }

  /** Leaves a stream of lines after its first bytes, with all that is behind them unread. */
  private void leaveStream(byte[] document, Ledger ledger, Random random) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000 + random.nextInt(10_000));
      OutputStream out = socket.getOutputStream();
      out.write(
          head(
              "leave-stream",
              "application/pdf",
              "Accept: application/x-ndjson\r\nContent-Length: " + document.length));
      out.write(document);
      socket.getInputStream().readNBytes(400);
    }
    ledger.end("left");
  }

  /** A byte a second, of the head or of the body, as long as the service bears it. */
  private void slow(boolean inBody, Ledger ledger) throws IOException, InterruptedException {
    try (Socket socket = connect()) {
      byte[] head = head("slow", "image/png", "Content-Length: 100000");
      OutputStream out = socket.getOutputStream();
      socket.setSoTimeout(1_000);
      int at = 0;
      if (inBody) {
        out.write(head);
        at = head.length;
      }
      while (!stopped) {
        out.write(at < head.length ? head[at] : 0);
        at++;
        try {
          int first = socket.getInputStream().read();
          ledger.end(first < 0 ? "closed" : "answered");
          return;
        } catch (java.net.SocketTimeoutException e) {
          // nothing yet, which took its second
        }
      }
    }
    ledger.end("stopped");
  }

  private static byte[] head(String kind, String type, String more) {
    return (HEAD.formatted(kind, type) + more + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private Socket connect() throws IOException {
    return new Socket(service.getHost(), service.getPort());
  }
}
