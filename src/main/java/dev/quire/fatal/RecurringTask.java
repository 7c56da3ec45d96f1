package dev.quire.fatal;

/**
 * A task that is run again and again, and must be whatever it throws: a schedule ends without a
 * word after an exception. What the task throws goes where it would go if the thread ended with it.
 *
 * @param task what is run
 */
public record RecurringTask(Runnable task) implements Runnable {

  @Override
  public void run() {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
