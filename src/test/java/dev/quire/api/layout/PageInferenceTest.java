package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.HandTime;
import dev.quire.api.ItemTrace;
import dev.quire.api.PreparationException;
import dev.quire.api.document.PageSource;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.image.InvalidImageException;
import dev.quire.image.PageImage;
import dev.quire.image.PreparedImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.Nms;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.support.Pages;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.SimulatedLayout;
import dev.quire.threads.PoolThreads;
import dev.quire.worker.Served;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On threads and a clock that the test moves by hand; no worker takes the pages. */
class PageInferenceTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Resolution SIDE = Resolution.square(64);

  private final HandTime time = new HandTime();
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final CpuExecutor pool = new CpuExecutor(PoolThreads.of(threads::add), 8, time::nanoTime);
  private final RequestQueue<PreparedPage, Served<PageRows>> queue =
      new RequestQueue<>(
          new QueueLimits(10, 1 << 20, LONG), time::nanoTime, (client, outcome) -> {});
  private final AtomicInteger decoded = new AtomicInteger();
  private final ByteBudget heap = ByteBudget.ofOneStage(2 * PreparedPage.sizeInBytes(SIDE));
  private final PageInference inference =
      new PageInference(
          task(),
          () -> SIDE,
          queue,
          pool,
          heap,
          new PageInference.CacheLimits(0, Duration.ofMinutes(1)));

  @Test
  void aPageIsHashedAndDecodedInOneTurnAndItsBytesAreLetGo() {
    PageSource page = page(1);
    UniAssertSubscriber<PageResult> answer = ask(page, Priority.INTERACTIVE, LONG);
    assertEquals(1, queue.snapshot().preparing());
    assertEquals(1, threads.size());

    runAll();

    assertEquals(0, queue.snapshot().preparing());
    assertEquals(1, queue.depth());
    answer.assertNotTerminated();
    assertThrows(IllegalStateException.class, page::identity);
  }

  @Test
  void theDeadlineHoldsWhileAPageWaitsForAProcessor() {
    UniAssertSubscriber<PageResult> answer =
        ask(page(1), Priority.INTERACTIVE, Duration.ofMillis(200));

    time.pass(Duration.ofMillis(200));

    answer.assertFailedWith(RequestExpiredException.class);
    assertEquals(Duration.ofMillis(200), ((RequestExpiredException) answer.getFailure()).waited());
    assertEquals(0, queue.depth());
    assertEquals(0, pool.pending(Model.LAYOUT));
    runAll();
    assertEquals(0, decoded.get());
  }

  /** And what the first has prepared, the second need not prepare again. */
  @Test
  void whoFollowsHasADeadlineOfItsOwnAndTakesThePreparedPageOver() {
    PageSource second = page(1);
    UniAssertSubscriber<PageResult> leader =
        ask(page(1), Priority.INTERACTIVE, Duration.ofMillis(200));
    UniAssertSubscriber<PageResult> follower = ask(second, Priority.INTERACTIVE, LONG);
    UniAssertSubscriber<PageResult> impatient =
        ask(page(1), Priority.INTERACTIVE, Duration.ofMillis(100));
    runAll();
    assertEquals(1, queue.depth());
    assertEquals(1, decoded.get());
    assertThrows(IllegalStateException.class, second::identity);

    time.pass(Duration.ofMillis(100));
    impatient.assertFailedWith(RequestExpiredException.class);
    leader.assertNotTerminated();
    queue.expire();
    time.pass(Duration.ofMillis(100));
    queue.expire();

    leader.assertFailedWith(RequestExpiredException.class);
    follower.assertNotTerminated();
    runAll();
    assertEquals(1, queue.depth());
    assertEquals(1, decoded.get());
    follower.cancel();
    assertEquals(0, queue.depth());
  }

  @Test
  void whoIsWaitedForDoesNotInheritThePlaceOfWorkInBulk() {
    ask(page(1), Priority.BULK, LONG);
    runAll();
    ask(page(1), Priority.INTERACTIVE, LONG);
    ask(page(1), Priority.BULK, LONG);
    runAll();

    assertEquals(Map.of(Priority.INTERACTIVE, 1, Priority.BULK, 1), queue.snapshot().byPriority());
    assertEquals(1, decoded.get());
  }

  @Test
  void aPageThatCannotBePreparedGivesEverythingBack() {
    PageSource broken = PageSource.passing(new byte[] {1, 2, 3}, () -> {});
    PageSource hungry =
        new PageSource() {
          @Override
          public String identity() {
            return "hungry";
          }

          @Override
          public PageImage image(ImageDecoder decoder) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    UniAssertSubscriber<PageResult> invalid = ask(broken, Priority.INTERACTIVE, LONG);
    UniAssertSubscriber<PageResult> failed = ask(hungry, Priority.INTERACTIVE, LONG);
    runAll();

    invalid.assertFailedWith(InvalidImageException.class);
    failed.assertFailedWith(PreparationException.class);
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(0, pool.pending(Model.LAYOUT));
    assertEquals(0, time.alarms());
  }

  /** Its bytes are gone by then, since the first has prepared the page. */
  @Test
  void whoWaitsForMemoryGoesOnWithThePreparedPage() {
    MemoryReservation others =
        heap.reserve("others", Stage.TENSORS, PreparedPage.sizeInBytes(SIDE));
    UniAssertSubscriber<PageResult> first = ask(page(1), Priority.BULK, LONG);
    runAll();
    UniAssertSubscriber<PageResult> urgent = ask(page(1), Priority.INTERACTIVE, LONG);
    runAll();
    assertEquals(1, queue.depth());
    assertEquals(1, heap.waiting());

    others.close();
    runAll();

    urgent.assertNotTerminated();
    first.assertNotTerminated();
    assertEquals(2, queue.depth());
    assertEquals(1, decoded.get());
    urgent.cancel();
    first.cancel();
    assertEquals(0, heap.reserved());
    assertEquals(0, queue.depth());
  }

  private UniAssertSubscriber<PageResult> ask(PageSource page, Priority priority, Duration left) {
    Deadline deadline = Deadline.in(left, time);
    Terms terms = new Terms("client", priority, left);
    return deadline
        .hold(inference.rows(page, Optional.empty(), terms, deadline, ItemTrace.NONE))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private PageSource page(int number) {
    PageSource encoded = PageSource.passing(Pages.blank(10 + number, 20), () -> {});
    return new PageSource() {
      @Override
      public String identity() {
        return encoded.identity();
      }

      @Override
      public PageImage image(ImageDecoder decoder) {
        return counted(encoded.image(decoder));
      }

      @Override
      public void letGo() {
        encoded.letGo();
      }
    };
  }

  /** A page that counts how often it is decoded. */
  private PageImage counted(PageImage page) {
    return new PageImage() {
      @Override
      public int width() {
        return page.width();
      }

      @Override
      public int height() {
        return page.height();
      }

      @Override
      public PreparedImage prepare(int height, int width, Interpolation interpolation) {
        decoded.incrementAndGet();
        return page.prepare(height, width, interpolation);
      }

      @Override
      public Bitmap bitmap() {
        throw new AssertionError("Nobody asks for all pixels");
      }
    };
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.removeFirst().run();
    }
  }

  private static LayoutTask task() {
    Model model =
        new Model(
            "fixture",
            Model.LAYOUT,
            new ModelFile.Embedded("fixture.onnx", () -> new byte[0]),
            new Preprocessing(SIDE, 2, 1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
            List.of("text", "image"),
            0.5,
            Nms.off(),
            List.of(SIDE),
            Integer.MAX_VALUE,
            "",
            "");
    SimulatedLayout simulated = new SimulatedLayout(model.labels());
    return new LayoutTask(
        model,
        new ImageDecoder(ImageLimits.defaults()),
        LayoutContract.check(model, simulated.inputs(), simulated.outputs()));
  }
}
