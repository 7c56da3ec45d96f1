package dev.quire.process;

import dev.quire.fatal.RecurringTask;
import dev.quire.folder.OwnFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The worker processes of the service: starts them, ends those that say nothing any more, and ends
 * all when it is closed, which waits for their ends. Thread-safe.
 */
public final class WorkerProcesses implements AutoCloseable {

  /** How often the processes' signs of life are looked at. */
  static final Duration CHECK = Duration.ofMillis(250);

  private static final Logger LOG = Logger.getLogger(WorkerProcesses.class);
  private static final Duration END = Duration.ofSeconds(5);

  private final ProcessSettings settings;
  private final ProcessLauncher launcher;
  private final Set<WorkerProcess<?>> running = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile boolean closed;
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "quire-process-checks");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Also deletes what processes of services that were killed have left behind, and ends those that
   * outlived them.
   *
   * @throws ProcessException if the folders cannot be looked at
   */
  public WorkerProcesses(ProcessSettings settings) {
    this.settings = settings;
    OwnFolders memory = folders(settings.memory());
    OwnFolders scratch = folders(settings.scratch());
    memory.sweep(ProcessRecord::end);
    scratch.sweep(ProcessRecord::end);
    this.launcher = new ProcessLauncher(settings, memory, scratch);
  }

  private static OwnFolders folders(Path root) {
    try {
      return OwnFolders.in(root);
    } catch (IOException e) {
      throw new ProcessException(
          "Temporary files cannot be kept in %s: %s".formatted(root, e.getMessage()), e);
    }
  }

  public ProcessSettings settings() {
    return settings;
  }

  /**
   * A process that has connected.
   *
   * @param hello its first word
   */
  public record Launched<M>(
      WorkerProcess<M> process, WorkerFolders folders, CompletableFuture<M> hello) {}

  /**
   * Starts a process and waits until it has connected.
   *
   * @throws IOException if its folders or its socket cannot be made
   * @throws ProcessException if it ends before, or takes too long
   */
  public <M> Launched<M> launch(WorkerCommand command, MessageCodec<M> codec) throws IOException {
    if (checking.compareAndSet(false, true)) {
      checks.scheduleAtFixedRate(
          new RecurringTask(this::check),
          CHECK.toMillis(),
          CHECK.toMillis(),
          TimeUnit.MILLISECONDS);
    }
    Launched<M> launched = launcher.launch(command, codec, running);
    if (closed) {
      launched.process().end();
      throw new ProcessException("Worker processes are not started any more");
    }
    return launched;
  }

  private void check() {
    long now = System.nanoTime();
    for (WorkerProcess<?> process : running) {
      try {
        process.check(now);
      } catch (RuntimeException e) {
        // an exception would end the schedule, and with it the watch over all others
        LOG.warnf(e, "A worker process could not be looked after");
      }
    }
  }

  /** Ends the processes that are left and waits for their ends, for seconds at most. */
  @Override
  public void close() {
    closed = true;
    checks.shutdown();
    running.forEach(WorkerProcess::end);
    running.forEach(process -> process.awaitEnd(END));
  }
}
