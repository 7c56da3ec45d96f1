package dev.quire.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Chance, the same for the same number. For one input; not thread-safe. */
final class Dice {

  private final Random random;

  private Dice(Random random) {
    this.random = random;
  }

  /** The dice of one input: those of its neighbours tell nothing about it. */
  static Dice of(long seed, int input) {
    return new Dice(new Random(seed * 0x9E3779B97F4A7C15L + input * 0xBF58476D1CE4E5B9L));
  }

  /** From 0 to {@code bound} − 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** One of some; what stands there twice is twice as likely. */
  @SafeVarargs
  final <T> T of(T... choices) {
    return of(Arrays.asList(choices));
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Printable ASCII. */
  String text(int length) {
    return random
        .ints(length, ' ', '~' + 1)
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }
}
