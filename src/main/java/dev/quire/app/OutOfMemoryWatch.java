package dev.quire.app;

import dev.quire.fatal.OutOfMemoryExit;
import dev.quire.fatal.OutOfMemoryLog;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Ends a service that has run out of memory and would answer nobody any more: one that has lost an
 * event loop or the loop that accepts connections, or whose framework logs an {@link
 * OutOfMemoryError}. An event loop may end without a word where there is no memory for words.
 */
@ApplicationScoped
class OutOfMemoryWatch {

  private static final int FIRST = 1;
  private static final long LOOK_MILLIS = 500;

  private final VertxInternal vertx;
  private final OutOfMemoryExit exit = new OutOfMemoryExit();
  private final OutOfMemoryLog log = new OutOfMemoryLog(exit);
  private volatile boolean stopping;

  OutOfMemoryWatch(Vertx vertx) {
    this.vertx = (VertxInternal) vertx;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    root().addHandler(log);
    List<EventLoopGroup> loops =
        List.of(vertx.getEventLoopGroup(), vertx.getAcceptorEventLoopGroup());
    Thread watch = new Thread(() -> watch(loops), "quire-loops");
    watch.setDaemon(true);
    watch.start();
  }

  private static Logger root() {
    return LogManager.getLogManager().getLogger("");
  }

  private void watch(List<EventLoopGroup> loops) {
    try {
      boolean before = false;
      while (!stopping) {
        Thread.sleep(LOOK_MILLIS);
        // a start that fails ends all of them, one shortly after the other
        boolean now = someHaveEnded(loops);
        if (!stopping && before && now) {
          exit.end();
        }
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (OutOfMemoryError e) {
      exit.end();
    }
  }

  /** Whether a loop has ended and another has not. */
  private static boolean someHaveEnded(List<EventLoopGroup> loops) {
    boolean ended = false;
    boolean goesOn = false;
    for (EventLoopGroup group : loops) {
      for (EventExecutor loop : group) {
        ended |= loop.isShuttingDown();
        goesOn |= !loop.isShuttingDown();
      }
    }
    return ended && goesOn;
  }

  /** Loops end from now on because they are told to. */
  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    root().removeHandler(log);
  }
}
