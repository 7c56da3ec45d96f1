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
 */
public record CpuWork(String task, String client, Priority priority, Deadline deadline) {

  public CpuWork {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(priority, "priority");
    Objects.requireNonNull(deadline, "deadline");
  }

  /** The work for an item with terms. */
  public static CpuWork of(String task, Terms terms, Deadline deadline) {
    return new CpuWork(task, terms.client(), terms.priority(), deadline);
  }
}
