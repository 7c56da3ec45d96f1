package dev.quire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHashTest {

  /** The first example of FIPS 180-2, appendix B. */
  private static final String OF_ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isTheSha256OfTheText() {
    assertEquals(OF_ABC, KeyHash.of("abc").toString());
  }

  @Test
  void isReadAsItIsWritten() {
    assertEquals(KeyHash.of("abc"), KeyHash.parse(OF_ABC));
    assertEquals(KeyHash.of("abc"), KeyHash.parse(OF_ABC.replace("ba78", "BA78")));
    assertNotEquals(KeyHash.of("abd"), KeyHash.parse(OF_ABC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "quire_secret",
        "sha256:",
        "md5:ba7816bf8f01cfea414140de5dae2223",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad00"
      })
  void whatIsNoHashIsRefusedAndNotRepeated(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> KeyHash.parse(text));
    assertFalse(text.length() > 8 && e.getMessage().contains(text), e::getMessage);
  }

  @Test
  void newKeysDifferAndDoNotShowThemselves() {
    SecureRandom random = new SecureRandom();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      NewKey key = NewKey.random(random);
      assertTrue(seen.add(key.text()));
      assertTrue(key.text().matches("quire_[A-Za-z0-9_-]{43}"), key.text());
      assertFalse(key.toString().contains(key.text()));
      assertEquals(KeyHash.of(key.text()), key.hash());
    }
  }
}
