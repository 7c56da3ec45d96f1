package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void shardsPartitionTheFiles(int count) {
    int files = 6_400;
    int[] held = new int[count];
    for (int file = 0; file < files; file++) {
      String name = "scans/%d.pdf".formatted(file);
      int[] owners = IntStream.range(0, count).filter(i -> new Shard(i, count).has(name)).toArray();
      assertEquals(1, owners.length, name);
      held[owners[0]]++;
    }
    // six standard deviations of a fair deal
    double fair = (double) files / count;
    for (int each : held) {
      assertTrue(Math.abs(each - fair) <= 6 * Math.sqrt(fair), each + " of " + fair);
    }
  }

  /**
   * By another program: sha256sum gives 44f119f9aa48e6bf…, which is 2 more than a multiple of 7.
   */
  @Test
  void theDealIsTheSameEverywhere() {
    assertEquals("44f119f9aa48e6bf", Long.toHexString(Digests.of("scans/a.pdf").getLong()));
    assertTrue(new Shard(2, 7).has("scans/a.pdf"));
  }

  @Test
  void shardsAreRead() {
    assertEquals(new Shard(0, 4), Shard.parse("0/4"));
    assertEquals(new Shard(3, 4), Shard.parse(" 3/4 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4/4", "0/0", "1", "/4", "-1/4", "a/b", "1/2/3", "$JOB/4"})
  void whatIsNoShardIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
  }
}
