package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.quire.client.FileNames;
import dev.quire.support.Pages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files whose names the locale or UTF-8 has no characters for, laid out by processes in several
 * locales: each has a name of its own in the results, the same in all of them.
 */
class BulkNamesTest {

  private static final String POSIX = "C";
  private static final String UTF_8 = "C.UTF-8";

  /** Each with its picture's width. */
  private static final Map<String, Integer> WIDTHS =
      Map.of(
          "plain.png", 10,
          "caf\\xE9.png", 11,
          "caf\\xE8.png", 12,
          "caf\\x5CxE9.png", 13,
          "\u4e01\u5e01.png", 14,
          "\u4e02\u5e02.png", 15,
          "\u00e9/\u00e8.png", 16,
          "\u00e8/\u00e8.png", 17,
          "\\xFF\\xFE/a?.png", 18,
          "100%25.png", 19);

  @TempDir Path folder;

  private HttpServer server;
  private Path inputs;
  private Path out;

  @BeforeEach
  void start() throws IOException {
    inputs = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("r.jsonl");
    for (Map.Entry<String, Integer> file : WIDTHS.entrySet()) {
      Path path = inputs.resolve(FileNames.path(file.getKey()));
      Files.createDirectories(path.getParent());
      Files.write(path, Pages.blank(file.getValue(), 5));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] png = exchange.getRequestBody().readAllBytes();
          byte[] answer = "{\"width\":%d}".formatted(png[19] & 0xff).getBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachFileHasItsLineInEveryLocale() throws Exception {
    for (String locale : List.of(POSIX, UTF_8)) {
      out = folder.resolve(locale + ".jsonl");
      assertEquals(0, bulk(locale, inputs.toString(), "--relative-to=" + inputs));
      assertEquals(new TreeMap<>(WIDTHS), widths());
    }
  }

  @Test
  void aJobGoesOnInAnotherLocale() throws Exception {
    assertEquals(0, bulk(UTF_8, inputs.toString(), "--relative-to=" + inputs));
    List<String> lines = Files.readAllLines(out);
    Files.write(out, lines.subList(0, 4));
    assertEquals(0, bulk(POSIX, inputs.toString(), "--relative-to=" + inputs));
    assertEquals(lines.size(), Files.readAllLines(out).size());
    assertEquals(new TreeMap<>(WIDTHS), widths());

    assertEquals(0, bulk(UTF_8, inputs.toString(), "--relative-to=" + inputs));
    assertEquals(lines.size(), Files.readAllLines(out).size());
  }

  /** As versions before this one named them in UTF-8. */
  @Test
  void linesWithPlainNamesCount() throws Exception {
    Files.writeString(
        out,
        """
        {"input":"plain.png","page":1,"result":{"width":10}}
        {"input":"\u4e01\u5e01.png","page":1,"result":{"width":14}}
        {"input":"100%25.png","page":1,"result":{"width":19}}
        """);
    assertEquals(0, bulk(POSIX, inputs.toString(), "--relative-to=" + inputs));
    assertEquals(WIDTHS.size(), Files.readAllLines(out).size());
    assertEquals(new TreeMap<>(WIDTHS), widths());
  }

  @Test
  void argumentsAreTakenAsTheyWereWrittenInEveryLocale() throws Exception {
    for (String locale : List.of(POSIX, UTF_8)) {
      out = inputs.resolve(FileNames.path("\u00e9/" + locale + ".jsonl"));
      int code =
          bulk(
              locale,
              "--relative-to=" + inputs + "/\u00e9/..",
              inputs + "/\u4e01\u5e01.png",
              inputs + "/\u00e9",
              inputs + "/\u4e02?.png",
              inputs + "/caf\\xE8.png");
      assertEquals(0, code);
      assertEquals(
          Map.of(
              "\u4e01\u5e01.png", 14,
              "\u00e9/\u00e8.png", 16,
              "\u4e02\u5e02.png", 15,
              "caf\\xE8.png", 12),
          widths());
    }
  }

  /** What a shell hands on that no text can hold: the bytes themselves. */
  @Test
  void argumentsMayBeBytes() throws Exception {
    Files.delete(inputs.resolve(FileNames.path("caf\\x5CxE9.png")));
    for (String locale : List.of(POSIX, UTF_8)) {
      out = folder.resolve(locale + ".jsonl");
      String file = inputs + "/$(printf 'caf\\351').png";
      String command = String.join(" ", call("\"" + file + "\"", "--relative-to=" + inputs));
      assertEquals(0, end(locale, List.of("sh", "-c", command)));
      assertEquals(Map.of("caf\\xE9.png", 11), widths());
    }
  }

  private Map<String, Integer> widths() throws IOException {
    Map<String, Integer> widths = new TreeMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode json = new ObjectMapper().readTree(line);
      String name = json.path("input").asText();
      Integer before = widths.put(name, json.path("result").path("width").asInt());
      assertEquals(null, before, name + " is there twice");
    }
    return widths;
  }

  private int bulk(String locale, String... args) throws Exception {
    // a process is called in this one's locale, which may not have the characters either
    Path script = folder.resolve("call.sh");
    List<String> words = new ArrayList<>();
    call(args).forEach(word -> words.add("'" + word + "'"));
    Files.writeString(script, String.join(" ", words), StandardCharsets.UTF_8);
    return end(locale, List.of("sh", script.toString()));
  }

  private List<String> call(String... args) {
    List<String> call = new ArrayList<>();
    call.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    call.add("-XX:TieredStopAtLevel=1");
    call.add("-cp");
    call.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    call.add(Called.class.getName());
    call.add("bulk");
    call.add("--out=" + FileNames.of(out));
    call.add("--url=http://127.0.0.1:" + server.getAddress().getPort());
    call.addAll(List.of(args));
    return call;
  }

  private int end(String locale, List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    if (process.exitValue() != 0) {
      System.out.println(Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1));
    }
    return process.exitValue();
  }
}
