package dev.quire.app;

import dev.quire.auth.NewKey;
import dev.quire.cli.ServiceHost;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServer;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The service within the process of a command. Closing it ends it, once it has drained. */
final class EmbeddedService implements ServiceHost, AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String ANY_PORT = "0";
  private static final String OWN_NAME = "this-process";
  private static final long LOOK_MILLIS = 20;

  private final Runnable serving;
  private final Runnable preparing;
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private volatile boolean started;

  /**
   * @param serving serves until the process is told to stop
   * @param preparing what comes before a start for the process itself
   */
  EmbeddedService(Runnable serving, Runnable preparing) {
    this.serving = serving;
    this.preparing = preparing;
  }

  @Override
  public void serve() {
    serving.run();
  }

  @Override
  public OwnService startForMyself() {
    preparing.run();
    NewKey key = NewKey.random(new SecureRandom());
    configure(key);
    started = true;
    Thread thread =
        new Thread(
            () ->
                Quarkus.run(
                    EmbeddedApplication.class,
                    (code, failure) ->
                        ended.complete(
                            failure == null ? new IllegalStateException("It ended") : failure)),
            "service");
    thread.setDaemon(true);
    thread.start();
    return new OwnService(awaitStart(), key);
  }

  /** Leaves the virtual machine to whoever ends it with no model open. */
  @Override
  public void close() {
    if (started) {
      Quarkus.asyncExit();
      ended.join();
    }
  }

  private static void configure(NewKey key) {
    System.setProperty("quarkus.http.host", LOOPBACK);
    System.setProperty("quarkus.http.port", ANY_PORT);
    System.setProperty("quarkus.management.host", LOOPBACK);
    System.setProperty("quarkus.management.port", ANY_PORT);
    System.setProperty("quire.auth.keys." + OWN_NAME, key.hash().toString());
    // nobody but this process sends anything, and nobody reads that it has started
    setUnlessGiven("quarkus.http.limits.max-body-size", "2047M");
    setUnlessGiven("quarkus.shutdown.delay", "0s");
    setUnlessGiven("quarkus.log.level", "WARN");
    setUnlessGiven("quarkus.log.console.stderr", "true");
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private URI awaitStart() {
    try {
      while (true) {
        Application application = Application.currentApplication();
        if (application != null && application.isStarted()) {
          int port = application.getValueRegistry().get(HttpServer.HTTP_PORT);
          return URI.create("http://%s:%d".formatted(LOOPBACK, port));
        }
        if (hasEnded()) {
          Throwable why = ended.join();
          throw new IllegalStateException("The service did not start: " + reason(why), why);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start of the service was interrupted", e);
    }
  }

  /** The framework's own exceptions around it tell a user nothing. */
  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage();
  }

  private boolean hasEnded() throws InterruptedException {
    try {
      ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
