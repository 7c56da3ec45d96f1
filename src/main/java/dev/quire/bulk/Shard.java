package dev.quire.bulk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the inputs, so that several machines share a job: each file belongs to exactly one
 * shard, with all its pages, by the SHA-256 of its name in the results. Which one it is depends on
 * nothing else; files that come and go move no other.
 *
 * @param index from 0, below {@code count}
 * @param count how many there are, at least 1
 */
public record Shard(int index, int count) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "Of %d shards, %d is none: they are numbered from 0".formatted(count, index));
    }
  }

  /** All files. */
  public static Shard all() {
    return new Shard(0, 1);
  }

  /**
   * Reads {@code i/n}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no shard: INDEX/COUNT such as 0/4, the index from 0".formatted(text));
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether a file belongs to it. */
  public boolean has(String input) {
    return count == 1 || Long.remainderUnsigned(Digests.of(input).getLong(), count) == index;
  }
}
