package dev.quire.api.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.HandTime;
import dev.quire.api.ItemQueue;
import dev.quire.api.ItemTrace;
import dev.quire.api.Timers;
import dev.quire.api.document.PageSource;
import dev.quire.api.ocr.PageReader.Asked;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageAngle;
import dev.quire.memory.ByteBudget;
import dev.quire.model.OcrModel.Characters;
import dev.quire.model.Resolution;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.support.Pages;
import dev.quire.task.ocr.LineReader;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.DetectionContract;
import dev.quire.task.ocr.detection.DetectionTask;
import dev.quire.task.ocr.detection.InputLadder;
import dev.quire.task.ocr.detection.PreparedTextPage;
import dev.quire.task.ocr.detection.ProbabilityMap;
import dev.quire.task.ocr.detection.TextPagePreparation;
import dev.quire.task.ocr.orientation.FittedPage;
import dev.quire.task.ocr.orientation.PageOrientationContract;
import dev.quire.task.ocr.orientation.PageOrientationScores;
import dev.quire.task.ocr.orientation.PageOrientationTask;
import dev.quire.task.ocr.recognition.Charset;
import dev.quire.task.ocr.recognition.CtcDecoder;
import dev.quire.task.ocr.recognition.LineCodes;
import dev.quire.task.ocr.recognition.PreparedLine;
import dev.quire.task.ocr.recognition.RecognitionContract;
import dev.quire.task.ocr.recognition.RecognitionTask;
import dev.quire.threads.PoolThreads;
import dev.quire.worker.Served;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On threads, a clock and models that the test moves by hand, step by step. */
class PageReaderTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** What {@link #step} has done when a page's line has been read. */
  private static final int ALL_STEPS = 12;

  /** Deadlines look at the clock no more often while a page is read. */
  private static final int ALL_LOOKS = 40;

  private static final int TURN = 90;

  private final HandTime time = new HandTime();

  /** Done whenever a page's deadline looks at the clock. */
  private Runnable atEachLook = () -> {};

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final CpuExecutor pool = new CpuExecutor(PoolThreads.of(threads::add), 8, time::nanoTime);
  private final ByteBudget heap = ByteBudget.staged(1 << 28);
  private final RequestQueue<FittedPage, Served<PageOrientationScores>> orientations = queue();
  private final RequestQueue<PreparedTextPage, Served<ProbabilityMap>> maps = queue();
  private final RequestQueue<PreparedLine, Served<LineCodes>> lines = queue();
  private final PageReader reader = new PageReader(models(), pool, heap);

  @Test
  void aPageIsTurnedItsLineFoundAndRead() {
    UniAssertSubscriber<PageText> answer = ask(true);
    PageText text = finished(answer);

    assertEquals(1, text.lines().size());
    assertEquals("ab", text.lines().get(0).text());
    assertEquals(TURN, text.turn().orElseThrow().angle().degrees());
    assertGaveEverythingBack();
  }

  @Test
  void aPageIsReadAsItStands() {
    PageText text = finished(ask(false));

    assertEquals("ab", text.lines().get(0).text());
    assertTrue(text.turn().isEmpty());
    assertGaveEverythingBack();
  }

  /** At whatever moment; a step may be under way on another thread, and ends afterwards. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatNobodyWaitsForAnyMoreGivesEverythingBack(boolean upright) {
    for (int steps = 0; steps <= ALL_STEPS; steps++) {
      UniAssertSubscriber<PageText> answer = ask(upright);
      for (int step = 0; step < steps; step++) {
        step();
      }
      answer.cancel();
      while (step()) {
        // to the end
      }
      assertGaveEverythingBack();
    }
  }

  /** Another thread may cancel while a step is under way: whenever it looks at the clock. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatIsCancelledWithinAStepGivesEverythingBack(boolean upright) {
    for (int looks = 1; looks <= ALL_LOOKS; looks++) {
      AtomicInteger left = new AtomicInteger(looks);
      AtomicReference<UniAssertSubscriber<PageText>> answer = new AtomicReference<>();
      answer.set(ask(upright));
      atEachLook =
          () -> {
            if (left.decrementAndGet() == 0) {
              answer.get().cancel();
            }
          };
      while (step()) {
        // to the end
      }
      atEachLook = () -> {};
      assertGaveEverythingBack();
    }
  }

  private UniAssertSubscriber<PageText> ask(boolean upright) {
    PageSource source = PageSource.encoded(Pages.blank(64, 96));
    Deadline deadline = Deadline.in(LONG, new WatchedTime());
    Terms terms = new Terms("client", Priority.INTERACTIVE, LONG);
    Asked asked =
        new Asked(
            source,
            OcrProfile.RAPIDOCR.options().withUpright(upright),
            terms,
            deadline,
            ItemTrace.NONE);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    return deadline
        .hold(pool.begin(asked.work(), () -> reader.read(asked, source.image(decoder))))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private PageText finished(UniAssertSubscriber<PageText> answer) {
    while (step()) {
      // to the end
    }
    return answer.assertCompleted().getItem();
  }

  /** Lets one thread or one model do what is next; false if there is nothing. */
  private boolean step() {
    if (!threads.isEmpty()) {
      threads.removeFirst().run();
      return true;
    }
    return answered(orientations, PageReaderTest::onItsSide)
        || answered(maps, PageReaderTest::oneLine)
        || answered(lines, PageReaderTest::ab);
  }

  private static <P, R> boolean answered(RequestQueue<P, Served<R>> queue, Function<P, R> model) {
    if (!(queue.poll(new FixedBatchPolicy(8, 0)) instanceof PollResult.Batch<P, Served<R>> batch)) {
      return false;
    }
    for (InferenceRequest<P, Served<R>> request : batch.requests()) {
      R result = model.apply(request.payload());
      queue.answer(request, new Served<>(result, DeviceId.parse("cpu"), Precision.FP32, 1, 0, 0));
    }
    return true;
  }

  private static PageOrientationScores onItsSide(FittedPage page) {
    List<Float> scores = new ArrayList<>();
    for (PageAngle angle : PageAngle.values()) {
      scores.add(angle.degrees() == TURN ? 1f : 0f);
    }
    return new PageOrientationScores(scores);
  }

  private static ProbabilityMap oneLine(PreparedTextPage page) {
    Resolution size = page.padded();
    float[] values = new float[size.height() * size.width()];
    for (int y = size.height() / 2 - 8; y < size.height() / 2 + 8; y++) {
      Arrays.fill(
          values, y * size.width() + size.width() / 4, y * size.width() + size.width() / 2, 1);
    }
    return new ProbabilityMap(size.height(), size.width(), values);
  }

  private static LineCodes ab(PreparedLine line) {
    return new LineCodes(new int[] {1, 0, 2}, new float[] {1, 1, 1}, 1);
  }

  private void assertGaveEverythingBack() {
    assertEquals(0, heap.reserved());
    for (RequestQueue<?, ?> queue : List.of(orientations, maps, lines)) {
      assertEquals(0, queue.depth());
      assertEquals(0, queue.bytes());
      assertEquals(0, queue.snapshot().preparing());
    }
    assertEquals(0, time.alarms());
  }

  private <P, R> RequestQueue<P, R> queue() {
    return new RequestQueue<>(
        new QueueLimits(10, 1 << 24, LONG), time::nanoTime, (client, outcome) -> {});
  }

  private OcrModels models() {
    PageOrientationTask orientation =
        new PageOrientationTask(new PageOrientationContract("x", "y", 8));
    DetectionTask detection =
        new DetectionTask(
            new DetectionContract("x", false, "y", 8),
            OcrProfile.RAPIDOCR.normalization(),
            List.of(Resolution.square(64)));
    RecognitionTask recognition =
        new RecognitionTask(new RecognitionContract("x", List.of("classes", "scores"), 8));
    CtcDecoder decoder =
        new CtcDecoder(Charset.of(new Characters(List.of("a", "b"), "keys"), "recognizer", 3));
    return new OcrModels(
        "ocr",
        new ImageDecoder(ImageLimits.defaults()),
        Optional.of(
            new OcrModels.PageOrientation(
                orientation,
                new ItemQueue<>(orientation, FittedPage::sizeInBytes, orientations),
                null)),
        new OcrModels.Detection(
            detection,
            new TextPagePreparation(OcrProfile.RAPIDOCR.options().limit(), InputLadder.COARSE),
            new ItemQueue<>(detection, PreparedTextPage::sizeInBytes, maps),
            null),
        Optional.empty(),
        new OcrModels.Recognition(
            recognition,
            new LineReader(decoder),
            new ItemQueue<>(recognition, PreparedLine::sizeInBytes, lines),
            null));
  }

  private final class WatchedTime implements Timers {

    @Override
    public long nanoTime() {
      atEachLook.run();
      return time.nanoTime();
    }

    @Override
    public Runnable alarm(Duration after, Runnable action) {
      return time.alarm(after, action);
    }
  }
}
