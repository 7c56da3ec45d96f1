package dev.quire.api.paddlex.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.paddlex.fetch.FetchException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts =
      new AllowedHosts(List.of("Files.example", "scans.example:9000", "[2606:4700::1]"));

  @Test
  void aListedHostIsTakenApart() {
    assertEquals(
        new Target(true, "files.example", 443, "/a%20b/page.jpg?v=1&w=%2F"),
        hosts.admit("HTTPS://FILES.example/a%20b/page.jpg?v=1&w=%2F#fragment"));
    assertEquals(new Target(false, "files.example", 80, "/"), hosts.admit("http://files.example"));
    assertEquals(
        new Target(false, "files.example", 80, "/?q"), hosts.admit("http://files.example:80?q"));
    assertEquals(
        new Target(true, "scans.example", 9000, "/x"), hosts.admit("https://scans.example:9000/x"));
    assertEquals(
        new Target(true, "[2606:4700::1]", 443, "/x"), hosts.admit("https://[2606:4700::1]/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example:8443/x",
        "http://files.example:443/x",
        "https://files.example:0/x",
        "https://files.example:99999/x",
        "https://scans.example/x",
        "https://other.example/x",
        "https://sub.files.example/x",
        "https://files.example.evil.example/x",
        "https://files.example./x",
        "https://user@files.example/x",
        "https://user:secret@files.example/x",
        "https://files.example@evil.example/x",
        "https://evil.example#@files.example/x",
        "https://evil.example\\@files.example/x",
        "https:///x",
        "https:files.example",
        "https://files .example/x",
        "https://файлы.example/x",
        "http://127.0.0.1/x",
        "ftp://files.example/x",
        "file:///etc/passwd",
        "//files.example/x",
        "files.example"
      })
  void everythingElseIsRefused(String url) {
    FetchException e = assertThrows(FetchException.class, () -> hosts.admit(url));
    assertEquals(Reason.NOT_ALLOWED, e.reason());
    assertFalse(e.getMessage().contains("secret"), e::getMessage);
  }

  @Test
  void longUrlsAreRefused() {
    assertThrows(
        FetchException.class, () -> hosts.admit("https://files.example/" + "x".repeat(10_000)));
  }

  @Test
  void withoutHostsNothingIsFetched() {
    FetchException e =
        assertThrows(
            FetchException.class,
            () -> new AllowedHosts(List.of()).admit("https://files.example/x"));
    assertEquals("This service fetches no URLs; send the file itself as Base64", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://files.example", "files.example/x", "a b", "*.example", "x:"})
  void whatIsNoHostCannotBeListed(String entry) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new AllowedHosts(List.of("ok.example", entry)));
    assertEquals(
        "'%s' is no host; expected a name or name:port, without scheme or path".formatted(entry),
        e.getMessage());
  }
}
