package dev.quire.api;

/**
 * An item could not be prepared, or its answer not be finished, for want of something that the
 * service should have: memory, stack, a library. Neither the item's fault nor the model's; another
 * try may do.
 */
public final class PreparationException extends RuntimeException {

  private PreparationException(Error cause) {
    super(cause.toString(), cause, false, false);
  }

  /** What an item's step fails with, which is never an {@link Error}: that would end more. */
  static Throwable of(Throwable failure) {
    return failure instanceof Error error ? new PreparationException(error) : failure;
  }
}
