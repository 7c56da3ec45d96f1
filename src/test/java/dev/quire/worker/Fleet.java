package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.device.Device;
import dev.quire.device.DeviceState.Kind;
import dev.quire.engine.Predictor;
import dev.quire.support.Await;
import dev.quire.worker.Doubling.Conduct;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Devices under a supervisor, with real threads, whose predictors do as their test tells them. */
final class Fleet {

  static final Conduct GOOD = numbers -> {};

  private final Vertx vertx;
  private final Clients clients;
  private final CountDownLatch release = new CountDownLatch(1);
  private final Map<String, IntFunction<Conduct>> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> openings = new ConcurrentHashMap<>();
  private final Map<String, Collection<Doubling>> predictors = new ConcurrentHashMap<>();
  private List<Device> devices;
  private ModelSupervisor<Integer, Integer> supervisor;

  /** Serves the clients' queue once it is started. */
  Fleet(Vertx vertx, Clients clients) {
    this.vertx = vertx;
    this.clients = clients;
  }

  /**
   * Says how a device's predictors conduct themselves; without this, well.
   *
   * @param conduct of the nth predictor to be opened, from 1; what it throws, opening throws
   */
  void script(String device, IntFunction<Conduct> conduct) {
    scripts.put(device, conduct);
  }

  /** Starts the supervisor, with batches of up to 4. */
  void start(
      List<Device> all,
      Function<Device, DeviceMemoryTracker> memory,
      Function<Device, Predictor> opener,
      BatchListener listener,
      WorkerSettings settings) {
    devices = all;
    supervisor =
        new ModelSupervisor<>(
            vertx,
            new ModelContext<>(
                "numbers", clients.queue(), new Numbers(), opener, listener, settings),
            devices,
            new Limits(4, Long.MAX_VALUE, 0),
            memory);
    supervisor.start();
  }

  /** Opens a device's next predictor, as its script says. */
  Doubling open(Device device) {
    return open(device, UnaryOperator.identity());
  }

  /**
   * Opens a device's next predictor.
   *
   * @param around what becomes of the conduct that its script says
   */
  Doubling open(Device device, UnaryOperator<Conduct> around) {
    String name = device.id().name();
    int nth = openings.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
    Conduct conduct = scripts.getOrDefault(name, n -> GOOD).apply(nth);
    Doubling predictor = new Doubling(around.apply(conduct));
    predictors.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(predictor);
    return predictor;
  }

  ModelSupervisor<Integer, Integer> supervisor() {
    return supervisor;
  }

  Device device(int index) {
    return devices.get(index);
  }

  WorkerStatus status(int device) {
    return supervisor.status().get(device);
  }

  List<Kind> kinds() {
    return devices.stream().map(device -> device.state().kind()).toList();
  }

  /** How often it was tried to open a device's predictor. */
  int openings(String device) {
    return openings.get(device).get();
  }

  /** A device's predictors, in the order in which they were opened. */
  List<Doubling> predictors(String device) {
    return List.copyOf(predictors.getOrDefault(device, List.of()));
  }

  /** How often a device's predictors were closed, all together. */
  int closings(String device) {
    return predictors(device).stream().mapToInt(Doubling::closings).sum();
  }

  /** A conduct that hangs in every run with a request, but not in the warm-up or a probe. */
  Conduct hangingOnRequests() {
    return numbers -> {
      if (!numbers.contains(Numbers.BLANK)) {
        hang();
      }
    };
  }

  /** Hangs until the {@link #release}. */
  void hang() {
    Await.opened(release);
  }

  /** Lets everything go on that hangs. */
  void release() {
    release.countDown();
  }

  /** Takes some time, on any thread. */
  static void pause(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Stops the supervisor; then each predictor ever opened must have been closed, once, and never
   * have been used by two threads at once or after its end.
   */
  void stop() {
    release();
    supervisor.stop(Await.LONG);
    List<Doubling> all = predictors.values().stream().flatMap(Collection::stream).toList();
    Await.until(
        "the end of all predictors",
        () -> all.stream().allMatch(predictor -> predictor.closings() > 0));
    for (Doubling predictor : all) {
      assertEquals(1, predictor.closings());
      assertEquals(List.of(), predictor.breaches());
    }
  }
}
