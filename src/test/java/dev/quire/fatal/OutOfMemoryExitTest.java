package dev.quire.fatal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes run out of a small heap here. */
@Timeout(120)
class OutOfMemoryExitTest {

  /** Where the error comes up. */
  enum Place {
    /** A thread ends with it. */
    THREAD,
    /** An executor's thread ends with it. */
    EXECUTOR,
    /** A schedule would end with it without a word. */
    SCHEDULE,
    /** Netty's event loop catches and logs it. */
    EVENT_LOOP,
    /** The framework logs it as the cause of something else. */
    LOGGED
  }

  @ParameterizedTest
  @EnumSource
  void endsTheProcess(Place place) throws Exception {
    Process process = start("escapes", place.name());
    String said = new String(process.getErrorStream().readAllBytes());
    assertEquals(OutOfMemoryExit.CODE, process.waitFor(), said);
    assertTrue(said.contains("Out of memory: the process ends"), said);
  }

  /** One page that asks for more than there is fails alone. */
  @Test
  void whatWasCaughtEndsNothing() throws Exception {
    Process process = start("caught", "");
    assertEquals(0, process.waitFor());
  }

  @Test
  void anotherErrorEndsNothing() throws Exception {
    Process process = start("other", "");
    String said = new String(process.getErrorStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("StackOverflowError"), said);
  }

  private static Process start(String what, String place) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx24m", "-XX:+UseSerialGC"));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Program.class.getName(), what, place));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** A process that runs out of memory. */
  static final class Program {

    private static List<byte[]> kept = new ArrayList<>();

    public static void main(String[] args) throws Exception {
      OutOfMemoryExit exit = new OutOfMemoryExit();
      exit.takeThreads();
      LogManager.getLogManager().getLogger("").addHandler(new OutOfMemoryLog(exit));
      switch (args[0]) {
        case "escapes" -> escapes(Place.valueOf(args[1]));
        case "caught" -> caught();
        default -> other();
      }
    }

    private static void escapes(Place place) throws Exception {
      switch (place) {
        case THREAD -> new Thread(Program::runOut).start();
        case EXECUTOR -> Executors.newSingleThreadExecutor().execute(Program::runOut);
        case SCHEDULE -> {
          ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
          schedule.scheduleAtFixedRate(
              new RecurringTask(Program::runOut), 0, 1, TimeUnit.MILLISECONDS);
        }
        case EVENT_LOOP -> {
          EventLoop loop = new NioEventLoopGroup(1).next();
          loop.execute(Program::runOut);
        }
        case LOGGED -> {
          try {
            runOut();
          } catch (OutOfMemoryError e) {
            kept = null;
            Logger.getLogger("io.vertx.core").error("lost", new IllegalStateException(e));
          }
        }
      }
      new CountDownLatch(1).await();
    }

    private static void caught() {
      try {
        byte[] large = new byte[Integer.MAX_VALUE];
        throw new IllegalStateException("there was room for " + large.length);
      } catch (OutOfMemoryError e) {
        Logger.getLogger("dev.quire.page").warn("A page takes too much", e);
      }
    }

    private static void other() throws InterruptedException {
      Thread thread = new Thread(() -> overflow(0));
      thread.start();
      thread.join();
    }

    private static int overflow(int depth) {
      return overflow(depth + 1) + 1;
    }

    private static void runOut() {
      while (true) {
        kept.add(new byte[1 << 16]);
      }
    }
  }
}
