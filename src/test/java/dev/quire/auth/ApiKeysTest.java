package dev.quire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  private static final ApiKeys KEYS =
      new ApiKeys(List.of(key("acme", "one"), key("acme", "two"), key("other", "three")));

  @Test
  void aKeyIsItsClients() {
    assertEquals(Optional.of("acme"), KEYS.clientOf("one"));
    assertEquals(Optional.of("acme"), KEYS.clientOf("two"));
    assertEquals(Optional.of("other"), KEYS.clientOf("three"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "One",
        "one ",
        "on",
        "onee",
        "four",
        "acme",
        "\uD800",
        "sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
      })
  void anythingElseIsNobodys(String text) {
    assertEquals(Optional.empty(), KEYS.clientOf(text));
  }

  @Test
  void withoutKeysNothingIs() {
    assertEquals(Optional.empty(), new ApiKeys(List.of()).clientOf(""));
  }

  @Test
  void eachOfTheMostKeysIsFound() {
    ApiKeys many = new ApiKeys(keys(ApiKeys.MOST));

    for (int i = 0; i < ApiKeys.MOST; i++) {
      assertEquals(Optional.of("client-" + i), many.clientOf("key " + i));
    }
  }

  @Test
  void thereAreNoMore() {
    assertThrows(IllegalArgumentException.class, () -> new ApiKeys(keys(ApiKeys.MOST + 1)));
  }

  @Test
  void oneKeyIsNotTwoClients() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ApiKeys(List.of(key("acme", "one"), key("other", "one"))));
    assertTrue(e.getMessage().contains("other"), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-acme", "ac me", "acme\n", "a\"b", "ä"})
  void namesAreLabels(String name) {
    assertThrows(IllegalArgumentException.class, () -> key(name, "one"));
  }

  private static List<KnownKey> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> key("client-" + i, "key " + i)).toList();
  }

  private static KnownKey key(String client, String key) {
    return new KnownKey(client, KeyHash.of(key));
  }
}
