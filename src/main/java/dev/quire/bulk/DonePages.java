package dev.quire.bulk;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Pages that have their line: a set that keeps 128 bits of each page's SHA-256 and so takes 32 to
 * 64 bytes a page however long names are. Two pages that share them are not to be expected below
 * 10^18 pages. Not thread-safe.
 */
final class DonePages {

  private static final int LEAST = 64;

  /** Pairs of numbers; a pair of zeros is room. */
  private long[] table = new long[2 * LEAST];

  private int size;

  /**
   * Adds a page.
   *
   * @return whether it is new
   */
  boolean add(PageKey page) {
    long[] digest = digest(page);
    int slot = slot(table, digest);
    if (table[slot] != 0 || table[slot + 1] != 0) {
      return false;
    }
    put(table, slot, digest);
    size++;
    if (4 * size > table.length) {
      grow();
    }
    return true;
  }

  /** Whether a page has its line. */
  boolean has(PageKey page) {
    int slot = slot(table, digest(page));
    return table[slot] != 0 || table[slot + 1] != 0;
  }

  /** How many have. */
  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0 || table[i + 1] != 0) {
        long[] digest = Arrays.copyOfRange(table, i, i + 2);
        put(larger, slot(larger, digest), digest);
      }
    }
    table = larger;
  }

  private static void put(long[] table, int slot, long[] digest) {
    table[slot] = digest[0];
    table[slot + 1] = digest[1];
  }

  /** Where a digest is, or the room for it. */
  private static int slot(long[] table, long[] digest) {
    int mask = table.length - 2;
    int slot = (int) (digest[0] << 1) & mask;
    while ((table[slot] != 0 || table[slot + 1] != 0)
        && (table[slot] != digest[0] || table[slot + 1] != digest[1])) {
      slot = slot + 2 & mask;
    }
    return slot;
  }

  private static long[] digest(PageKey page) {
    // no name has the character 0
    ByteBuffer digest = Digests.of(page.input() + '\0' + page.page().orElse(0));
    return new long[] {digest.getLong(), digest.getLong()};
  }
}
