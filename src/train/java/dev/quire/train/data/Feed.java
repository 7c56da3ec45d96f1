package dev.quire.train.data;

import dev.quire.train.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Supplies training batches from background threads. Each rendered page gives several samples; a
 * pool between the threads and the trainer mixes those of different pages.
 */
public final class Feed implements AutoCloseable {

  private static final int POOL = 64;

  private final Pages pages;
  private final long seed;
  private final AtomicLong next;
  private final Random pick;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Sample> pool = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int size;
  private Throwable failure;
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param first the index of the first page
   * @param size the samples' height and width
   */
  public Feed(Pages pages, long seed, long first, int size, int threadCount) {
    this.pages = pages;
    this.seed = seed;
    this.size = size;
    next = new AtomicLong(first);
    pick = new Random(seed ^ first);
    for (int i = 0; i < threadCount; i++) {
      Thread thread = new Thread(this::produce, "feed-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** The index of the next page that nobody has rendered yet. */
  public long next() {
    return next.get();
  }

  /** Takes a batch, at random from the pool. Changing the size throws the pool away. */
  public List<Sample> take(int count, int wanted) throws InterruptedException {
    lock.lock();
    try {
      if (wanted != size) {
        size = wanted;
        pool.clear();
        changed.signalAll();
      }
      List<Sample> batch = new ArrayList<>();
      while (batch.size() < count) {
        while (pool.size() < POOL / 2 && failure == null) {
          changed.await();
        }
        if (failure != null) {
          throw new IllegalStateException("no more pages", failure);
        }
        int last = pool.size() - 1;
        int i = pick.nextInt(pool.size());
        batch.add(pool.get(i));
        pool.set(i, pool.get(last));
        pool.remove(last);
      }
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void produce() {
    try (SampleMaker maker = new SampleMaker()) {
      while (true) {
        long index = next.getAndIncrement();
        SplittableRandom random = new SplittableRandom(seed + 31 * index);
        Page clean = pages.clean(index);
        Page worn = pages.worn(clean, random);
        // wear costs more than drawing: a page is worn once and then seen in several ways
        if (!put(maker.make(worn, currentSize(), false, random))
            || !put(maker.make(worn, currentSize(), true, random))
            || !put(maker.make(clean, currentSize(), random.nextBoolean(), random))) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      lock.lock();
      try {
        failure = e;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private int currentSize() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a sample once there is room; false when the feed is closed. */
  private boolean put(Sample sample) throws InterruptedException {
    lock.lock();
    try {
      while (pool.size() >= POOL && !closed) {
        changed.await();
      }
      if (sample.size() == size) {
        pool.add(sample);
        changed.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      pool.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    threads.forEach(Thread::interrupt);
  }
}
