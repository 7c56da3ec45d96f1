package dev.quire.threads;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A fixed number of threads, and others in place of those whose step does not end, since no step
 * can be interrupted: up to as many again. A thread whose step ends after all leaves in turn.
 */
public final class WatchedThreads implements PoolThreads {

  private final int size;
  private final RunningSteps running;
  private final ThreadPoolExecutor threads;

  /**
   * @param size how many, at least 1
   * @param limit how long a step may run before it counts as stuck
   * @param nanoClock a monotonic clock in nanoseconds, {@link System#nanoTime} outside tests
   */
  public WatchedThreads(int size, Duration limit, LongSupplier nanoClock) {
    this.size = size;
    this.running = new RunningSteps(limit, nanoClock);
    this.threads = new Watched(size, running);
  }

  @Override
  public void execute(Runnable step) {
    threads.execute(step);
  }

  @Override
  public int mostHeavy() {
    return Math.max(1, threads.getCorePoolSize() - 1);
  }

  @Override
  public int stuck() {
    return running.stuck();
  }

  @Override
  public synchronized int replaceStuck() {
    int before = threads.getCorePoolSize();
    int wanted = size + Math.min(running.stuck(), size);
    if (wanted > before) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else if (wanted < before) {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
    return Math.max(0, wanted - before);
  }

  @Override
  public boolean isLost() {
    return running.stuck() >= 2 * size;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static final class Watched extends ThreadPoolExecutor {

    private final RunningSteps running;

    Watched(int size, RunningSteps running) {
      super(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads());
      this.running = running;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable step) {
      running.began(thread);
    }

    @Override
    protected void afterExecute(Runnable step, Throwable failure) {
      running.ended(Thread.currentThread());
    }
  }

  private static final class NamedThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "quire-cpu-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    }
  }
}
