package dev.quire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void file() {
    path = folder.resolve("keys");
  }

  @Test
  void keysOfTheSettingsAndOfTheFileAreInForce() throws IOException {
    write("# clients", "", "  acme=" + KeyHash.of("one"), "acme = " + KeyHash.of("two") + "  ");
    KeyRing ring = ring(new KnownKey("boss", KeyHash.of("zero")));

    assertEquals(Optional.of("boss"), ring.current().clientOf("zero"));
    assertEquals(Optional.of("acme"), ring.current().clientOf("one"));
    assertEquals(Optional.of("acme"), ring.current().clientOf("two"));
  }

  @Test
  void whatTheFileSaysLaterCounts() throws IOException {
    write("acme = " + KeyHash.of("one"));
    KeyRing ring = ring(new KnownKey("boss", KeyHash.of("zero")));
    assertEquals(Optional.empty(), ring.refresh());

    write("other = " + KeyHash.of("two"));

    assertEquals(Optional.of(2), ring.refresh());
    assertEquals(Optional.empty(), ring.current().clientOf("one"));
    assertEquals(Optional.of("other"), ring.current().clientOf("two"));
    assertEquals(Optional.of("boss"), ring.current().clientOf("zero"));
    assertEquals(Optional.empty(), ring.refresh());
  }

  @Test
  void nonsenseChangesNothingAndIsSaidOnce() throws IOException {
    write("acme = " + KeyHash.of("one"));
    KeyRing ring = ring();
    write("acme = " + KeyHash.of("two"), "other two");

    Exception e = assertThrows(IllegalArgumentException.class, ring::refresh);

    assertTrue(e.getMessage().startsWith("line 2"), e::getMessage);
    assertEquals(Optional.of("acme"), ring.current().clientOf("one"));
    assertEquals(Optional.empty(), ring.current().clientOf("two"));
    assertEquals(Optional.empty(), ring.refresh());
    write("acme = " + KeyHash.of("two"));
    assertEquals(Optional.of(1), ring.refresh());
    assertEquals(Optional.of("acme"), ring.current().clientOf("two"));
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws IOException {
    write("acme = " + KeyHash.of("one"));
    KeyRing ring = ring();
    Files.delete(path);

    assertThrows(IOException.class, ring::refresh);

    assertEquals(Optional.of("acme"), ring.current().clientOf("one"));
  }

  @Test
  void atTheStartTheFileMustBeThereAndMakeSense() throws IOException {
    assertThrows(IllegalArgumentException.class, this::ring);
    write("nonsense");
    assertThrows(IllegalArgumentException.class, this::ring);
    write("#".repeat((1 << 20) + 1));
    assertThrows(IllegalArgumentException.class, this::ring);
  }

  @Test
  void aKeyInThePlaceOfItsHashIsNotRepeated() throws IOException {
    for (String line : List.of("acme = quire_topsecret", "quire_top+secret=", "quire_topsecret")) {
      write(line);
      Exception e = assertThrows(IllegalArgumentException.class, this::ring);
      assertFalse(e.getMessage().contains("secret"), e::getMessage);
    }
  }

  private KeyRing ring(KnownKey... settled) {
    return new KeyRing(List.of(settled), Optional.of(new KeyFile(path)));
  }

  private void write(String... lines) throws IOException {
    Files.write(path, List.of(lines));
  }
}
