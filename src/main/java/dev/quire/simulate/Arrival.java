package dev.quire.simulate;

import dev.quire.batch.Bucket;
import java.util.Objects;

/**
 * A ticket that comes.
 *
 * @param nanos when, from the start of the simulation; at least 0
 * @param client who sends it
 * @param bucket its shape class; a device takes {@link Bucket#cost} times its curve's time for it
 */
public record Arrival(long nanos, String client, Bucket bucket) {

  /** The shape class of tickets that name none. */
  public static final Bucket PAGE = new Bucket("page", 1);

  public Arrival {
    if (nanos < 0) {
      throw new IllegalArgumentException("A ticket cannot come before the start: " + nanos);
    }
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(bucket, "bucket");
  }

  /** A page of nobody in particular. */
  public static Arrival at(long nanos) {
    return new Arrival(nanos, "", PAGE);
  }
}
