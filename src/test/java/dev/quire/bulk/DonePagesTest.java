package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DonePagesTest {

  @Test
  void holdsWhatASetHolds() {
    Random random = new Random(3);
    Set<PageKey> expected = new HashSet<>();
    DonePages done = new DonePages();
    for (int i = 0; i < 20_000; i++) {
      PageKey page = PageKey.of("file-" + random.nextInt(3_000), 1 + random.nextInt(5));
      assertEquals(expected.contains(page), done.has(page));
      assertEquals(expected.add(page), done.add(page));
    }
    assertEquals(expected.size(), done.size());
    assertTrue(expected.stream().allMatch(done::has));
  }

  @Test
  void aFileAsAWholeIsNoneOfItsPages() {
    DonePages done = new DonePages();
    done.add(PageKey.whole("a"));
    done.add(PageKey.of("b", 1));

    assertFalse(done.has(PageKey.of("a", 1)));
    assertFalse(done.has(PageKey.whole("b")));
    assertFalse(done.has(PageKey.of("b", 11)));
    assertFalse(done.has(PageKey.whole("b1")));
  }
}
