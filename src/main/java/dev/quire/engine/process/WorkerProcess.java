package dev.quire.engine.process;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.process.Message.Beat;
import java.io.IOException;
import java.time.Duration;
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
 * DeviceLostException}. Thread-safe; one question at a time.
 */
final class WorkerProcess {

  private static final Logger LOG = Logger.getLogger(WorkerProcess.class);

  /** How long it may take to end by itself when it is told to, or when its connection is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More than this between two checks is a pause of this process, not silence of the other. */
  private static final Duration STEP = WorkerProcesses.CHECK.multipliedBy(2);

  private final String name;
  private final Process process;
  private final Connection connection;
  private final ProcessOutput output;
  private final Duration longestSilence;
  private final Consumer<WorkerProcess> tidyUp;
  private final AtomicReference<CompletableFuture<Message>> pending = new AtomicReference<>();
  private final AtomicReference<Consumer<DeviceLostException>> listener = new AtomicReference<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private final Silence silence;

  /** Whether it was told to end. */
  private volatile boolean ending;

  private volatile long endingNanos;

  /** What it was ended for, if it was not told to end. */
  private volatile String guilt;

  /** Why it is over; null until it is. */
  private volatile DeviceLostException loss;

  /**
   * @param name what messages call it, such as {@code page-mini on cpu:0}
   * @param connection to the process
   * @param silence how long it may say nothing
   * @param tidyUp deletes what it used; called once, after its end
   */
  WorkerProcess(
      String name,
      Process process,
      Connection connection,
      ProcessOutput output,
      Duration silence,
      Consumer<WorkerProcess> tidyUp) {
    this.name = name;
    this.process = process;
    this.connection = connection;
    this.output = output;
    this.longestSilence = silence;
    this.silence = new Silence(silence, STEP, System.nanoTime());
    this.tidyUp = tidyUp;
  }

  /** Begins to listen; the answer is the process's first word. */
  CompletableFuture<Message> listen() {
    CompletableFuture<Message> first = new CompletableFuture<>();
    pending.set(first);
    Thread reader = new Thread(this::read, "quire-process-" + name);
    reader.setDaemon(true);
    reader.start();
    return first;
  }

  private void read() {
    try {
      while (true) {
        Message message = connection.receive();
        silence.heard();
        if (!(message instanceof Beat)) {
          answered(message);
        }
      }
    } catch (IOException e) {
      LOG.debugf("[%s] %s", name, e.getMessage());
    } finally {
      tidyUpAfterEnd();
    }
  }

  private void answered(Message message) throws IOException {
    CompletableFuture<Message> asked = pending.getAndSet(null);
    if (asked == null) {
      throw new IOException("It said something that nobody had asked for: " + message);
    }
    asked.complete(message);
  }

  private void tidyUpAfterEnd() {
    ExitReason exit = exit();
    loss =
        new DeviceLostException(
            ending
                ? "The predictor of model %s was closed".formatted(name)
                : "The process of model %s (pid %d) %s%s"
                    .formatted(
                        name, process.pid(), guilt == null ? exit : guilt, output.lastErrors()));
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debugf("[%s] %s", name, e.getMessage());
    }
    tidyUp.accept(this);
    over.countDown();
    CompletableFuture<Message> asked = pending.getAndSet(null);
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
    DeviceLostException lost = loss;
    if (lost == null || ending) {
      return;
    }
    Consumer<DeviceLostException> told = listener.getAndSet(null);
    if (told != null) {
      told.accept(lost);
    }
  }

  /** Names who hears of its end, unless it was told to end. */
  void whenLost(Consumer<DeviceLostException> told) {
    listener.set(told);
    tellListener();
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws DeviceLostException if the process is over, or ends meanwhile
   * @throws EngineException if the question is too long to be asked
   */
  Message ask(Message question) {
    try {
      return request(question).join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  /**
   * Asks; the answer comes later, or a {@link DeviceLostException} or what kept it from being asked
   * does.
   */
  CompletableFuture<Message> request(Message question) {
    CompletableFuture<Message> answer = new CompletableFuture<>();
    if (!pending.compareAndSet(null, answer)) {
      throw new IllegalStateException(
          "The process of model %s takes one question at a time".formatted(name));
    }
    try {
      send(question);
    } catch (MessageTooLongException e) {
      if (pending.compareAndSet(answer, null)) {
        answer.completeExceptionally(
            new EngineException("Model %s: %s".formatted(name, e.getMessage()), e));
      }
    }
    return answer;
  }

  /**
   * Waits for an answer.
   *
   * @throws DeviceLostException if the process ends meanwhile
   * @throws EngineException if there is no answer in time; the process is then told to end
   */
  Message await(CompletableFuture<Message> answer, Duration limit) {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      end();
      throw new EngineException(
          "The process of model %s gave no answer for %d ms".formatted(name, limit.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new EngineException("Waiting for model %s was interrupted".formatted(name), e);
    }
  }

  private static EngineException failure(Throwable cause) {
    return cause instanceof DeviceLostException
        ? new DeviceLostException(cause.getMessage(), cause)
        : new EngineException(cause.getMessage(), cause);
  }

  /** Whether it has ended, so that it hears nothing any more. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Says something that has no answer. */
  void tell(Message message) {
    try {
      send(message);
    } catch (MessageTooLongException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A connection that is broken otherwise is noticed by the thread that reads. */
  private void send(Message message) throws MessageTooLongException {
    try {
      connection.send(message);
    } catch (MessageTooLongException e) {
      throw e;
    } catch (IOException e) {
      LOG.debugf("[%s] %s", name, e.getMessage());
    }
    if (over.getCount() == 0) {
      CompletableFuture<Message> asked = pending.getAndSet(null);
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
      guilt = "gave no sign of life for %d ms and was ended".formatted(longestSilence.toMillis());
      process.destroyForcibly();
    }
  }

  /** Tells it to end: it does when its standard input does. Returns at once. Idempotent. */
  void end() {
    if (!ending) {
      endingNanos = System.nanoTime();
      ending = true;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debugf("[%s] %s", name, e.getMessage());
    }
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
