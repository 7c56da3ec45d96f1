package dev.quire.api;

import dev.quire.api.CpuExecutor.PoolFullException;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestRefusedException;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/** Tells failures that another request for the same page, with time of its own, need not have. */
public final class CallersOwnFailure implements Predicate<Throwable> {

  @Override
  public boolean test(Throwable failure) {
    return failure instanceof RequestExpiredException
        || failure instanceof RequestRefusedException
        || failure instanceof PoolFullException
        || failure instanceof MemoryExhaustedException
        || failure instanceof CancellationException;
  }
}
