package dev.quire.api;

import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import java.util.Objects;

/**
 * What is to be prepared: for which model, for whom, how urgently and until when.
 *
 * @param task the task of the model; each task has places of its own
 * @param client who sent it; clients take turns
 * @param priority its class
 * @param deadline when it is of no use any more
 * @param heavy whether it may take a processor for seconds; one is kept free of such work, where
 *     there are several
 */
public record CpuWork(
    String task, String client, Priority priority, Deadline deadline, boolean heavy) {

  /**
   * An image that takes more to decode is heavy: some 16 megapixels, twice an A4 page at 300 dpi.
   */
  private static final long HEAVY_BYTES = 48L << 20;

  public CpuWork {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(deadline, "deadline");
  }

  /** The work for an item with terms. */
  public static CpuWork of(String task, Terms terms, Deadline deadline) {
    return new CpuWork(task, terms.client(), terms.priority(), deadline, false);
  }

  /** The same work, known to be heavy. */
  public CpuWork asHeavy() {
    return new CpuWork(task, client, priority, deadline, true);
  }

  /**
   * The same work, heavy if it decodes a large image.
   *
   * @param decodingBytes what that takes; 0 if it decodes none
   */
  public CpuWork weighing(long decodingBytes) {
    return decodingBytes > HEAVY_BYTES ? asHeavy() : this;
  }
}
