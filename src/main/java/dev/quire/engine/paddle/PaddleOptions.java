package dev.quire.engine.paddle;

/**
 * How programs are run on the CPU. Immutable. There is no switch for oneDNN (MKLDNN): the library
 * is built without it.
 *
 * @param threads threads that share the work of one operator, 0 to 1024; 0 leaves it to Paddle,
 *     which takes one
 */
public record PaddleOptions(int threads) {

  private static final int MOST_THREADS = 1024;

  public PaddleOptions {
    if (threads < 0 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 0 to %d, but is %d".formatted(MOST_THREADS, threads));
    }
  }

  /** Paddle's own number of threads. */
  public static PaddleOptions defaults() {
    return new PaddleOptions(0);
  }
}
