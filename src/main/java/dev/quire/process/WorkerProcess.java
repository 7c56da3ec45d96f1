package dev.quire.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A worker process as the service sees it. A thread of its own reads what the process says and
 * tidies up when it has ended; whoever waits for an answer then hears a {@link
 * ProcessLostException}. Thread-safe; one question at a time.
 *
 * @param <M> the messages
 */
public final class WorkerProcess<M> {

  private static final Logger LOG = Logger.getLogger(WorkerProcess.class);

  /** How long it may take to end by itself when it is told to, or when its connection is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More than this between two checks is a pause of this process, not silence of the other. */
  private static final Duration STEP = WorkerProcesses.CHECK.multipliedBy(2);

  private final WorkerCommand command;
  private final Process process;
  private final Connection<M> connection;
  private final M beat;
  private final ProcessOutput output;
  private final Duration longestSilence;
  private final Consumer<WorkerProcess<M>> tidyUp;
  private final AtomicReference<CompletableFuture<M>> pending = new AtomicReference<>();
  private final AtomicReference<Consumer<ProcessLostException>> listener = new AtomicReference<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private final HeartbeatTimeout silence;

  /** Whether it was told to end. */
  private volatile boolean ending;

  private volatile long endingNanos;

  /** What it was ended for, if it was not told to end. */
  private volatile String endReason;

  /** Why it is over; null until it is. */
  private volatile ProcessLostException loss;

  /**
   * @param command what it was started as
   * @param connection to the process
   * @param beat its sign of life
   * @param silence how long it may say nothing
   * @param tidyUp deletes what it used; called once, after its end
   */
  WorkerProcess(
      WorkerCommand command,
      Process process,
      Connection<M> connection,
      M beat,
      ProcessOutput output,
      Duration silence,
      Consumer<WorkerProcess<M>> tidyUp) {
    this.command = command;
    this.process = process;
    this.connection = connection;
    this.beat = beat;
    this.output = output;
    this.longestSilence = silence;
    this.silence = new HeartbeatTimeout(silence, STEP, System.nanoTime());
    this.tidyUp = tidyUp;
  }

  /** Begins to listen; the answer is the process's first word. */
  CompletableFuture<M> listen() {
    CompletableFuture<M> first = new CompletableFuture<>();
    pending.set(first);
    Thread reader = new Thread(this::read, "quire-process-" + command.label());
    reader.setDaemon(true);
    reader.start();
    return first;
  }

  private void read() {
    try {
      while (true) {
        M message = connection.receive();
        silence.heard();
        if (!message.equals(beat)) {
          answered(message);
        }
      }
    } catch (IOException e) {
      LOG.debugf("[%s] %s", command.label(), e.getMessage());
    } finally {
      tidyUpAfterEnd();
    }
  }

  private void answered(M message) throws IOException {
    CompletableFuture<M> asked = pending.getAndSet(null);
    if (asked == null) {
      throw new IOException("It said something that nobody had asked for: " + message);
    }
    asked.complete(message);
  }

  private void tidyUpAfterEnd() {
    ExitReason exit = exit();
    loss =
        new ProcessLostException(
            ending
                ? "The process of %s was closed".formatted(command.subject())
                : "The process of %s (pid %d) %s%s"
                    .formatted(
                        command.subject(),
                        process.pid(),
                        endReason == null ? exit : endReason,
                        output.lastErrors()),
            exit.code());
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debugf("[%s] %s", command.label(), e.getMessage());
    }
    tidyUp.accept(this);
    over.countDown();
    CompletableFuture<M> asked = pending.getAndSet(null);
    if (asked != null) {
      asked.completeExceptionally(loss);
    }
    tellListener();
  }

  /** A process whose connection is gone is of no use, whether it has ended or not. */
  private ExitReason exit() {
    boolean interrupted = false;
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      process.waitFor();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return new ExitReason(process.isAlive() ? 0 : process.exitValue());
  }

  private void tellListener() {
    ProcessLostException lost = loss;
    if (lost == null || ending) {
      return;
    }
    Consumer<ProcessLostException> told = listener.getAndSet(null);
    if (told != null) {
      told.accept(lost);
    }
  }

  /** Names who hears of its end, unless it was told to end. */
  public void whenLost(Consumer<ProcessLostException> told) {
    listener.set(told);
    tellListener();
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws ProcessLostException if the process is over, or ends meanwhile
   * @throws ProcessException if the question is too long to be asked
   */
  public M ask(M question) {
    try {
      return request(question).join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  /**
   * Asks; the answer comes later, or a {@link ProcessLostException} or what kept it from being
   * asked does.
   */
  public CompletableFuture<M> request(M question) {
    CompletableFuture<M> answer = new CompletableFuture<>();
    if (!pending.compareAndSet(null, answer)) {
      throw new IllegalStateException(
          "The process of %s takes one question at a time".formatted(command.subject()));
    }
    try {
      send(question);
    } catch (MessageTooLongException e) {
      if (pending.compareAndSet(answer, null)) {
        answer.completeExceptionally(
            new ProcessException(
                "The process of %s: %s".formatted(command.subject(), e.getMessage()), e));
      }
    }
    return answer;
  }

  /**
   * Waits for an answer.
   *
   * @throws ProcessLostException if the process ends meanwhile
   * @throws ProcessException if there is no answer in time; the process is then told to end
   */
  public M await(CompletableFuture<M> answer, Duration limit) {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      end();
      throw new ProcessException(
          "The process of %s gave no answer for %d ms"
              .formatted(command.subject(), limit.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new ProcessException("Waiting for %s was interrupted".formatted(command.subject()), e);
    }
  }

  private static ProcessException failure(Throwable cause) {
    return cause instanceof ProcessLostException lost
        ? new ProcessLostException(lost)
        : new ProcessException(cause.getMessage(), cause);
  }

  /** Whether it has ended, so that it hears nothing any more. */
  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Says something that has no answer. */
  public void tell(M message) {
    try {
      send(message);
    } catch (MessageTooLongException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A connection that is broken otherwise is noticed by the thread that reads. */
  private void send(M message) throws MessageTooLongException {
    try {
      connection.send(message);
    } catch (MessageTooLongException e) {
      throw e;
    } catch (IOException e) {
      LOG.debugf("[%s] %s", command.label(), e.getMessage());
    }
    if (over.getCount() == 0) {
      CompletableFuture<M> asked = pending.getAndSet(null);
      if (asked != null) {
        asked.completeExceptionally(loss);
      }
    }
  }

  /** Ends it if it has been silent for too long, or does not end though it was told to. */
  void check(long nowNanos) {
    if (ending) {
      if (nowNanos - endingNanos > PATIENCE.toNanos()) {
        process.destroyForcibly();
      }
    } else if (silence.isTooLong(nowNanos)) {
      endReason =
          "gave no sign of life for %d ms and was ended".formatted(longestSilence.toMillis());
      process.destroyForcibly();
    }
  }

  /** Tells it to end: it does when its standard input does. Returns at once. Idempotent. */
  public void end() {
    if (!ending) {
      endingNanos = System.nanoTime();
      ending = true;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debugf("[%s] %s", command.label(), e.getMessage());
    }
  }

  /**
   * Ends it by force, whatever it does. Returns at once.
   *
   * @param why for messages, such as "was ended since it did not react"
   */
  public void kill(String why) {
    endReason = why;
    process.destroyForcibly();
  }

  /** The system's number for it. */
  public long pid() {
    return process.pid();
  }

  /** What it has had of the processors so far; empty where the system does not tell. */
  public Optional<Duration> processorTime() {
    return process.info().totalCpuDuration();
  }

  /** Waits for its end, and ends it by force if that takes too long. */
  void awaitEnd(Duration limit) {
    try {
      if (!over.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
