package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quire.api.ItemQueue.Run;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import dev.quire.task.Task;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import dev.quire.worker.Served;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The test takes the items from the queue itself, as a worker would. */
class ItemQueueTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Terms TERMS = new Terms("client", Priority.INTERACTIVE, LONG);
  private static final int PLACES = 4;

  private final RequestQueue<String, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(PLACES, 1 << 10, LONG), new HandTime()::nanoTime, (client, how) -> {});
  private final ItemQueue<String, Integer> items =
      new ItemQueue<>(new Lengths(), String::length, queue);

  @Test
  void resultsComeInTheOrderOfTheItems() {
    UniAssertSubscriber<List<Run<Integer>>> runs = runAll("a", "bbb", "cc");
    List<InferenceRequest<String, Served<Integer>>> taken = taken(3);
    answer(taken.get(2));
    answer(taken.get(0));
    runs.assertNotTerminated();
    answer(taken.get(1));

    assertEquals(
        List.of(1, 3, 2), runs.assertCompleted().getItem().stream().map(this::of).toList());
  }

  @Test
  void anItemThatTheModelFailsOnLeavesTheOthersWhatTheyAre() {
    EngineException poison = new EngineException("poison");
    UniAssertSubscriber<List<Run<Integer>>> runs = runAll("a", "bb");
    List<InferenceRequest<String, Served<Integer>>> taken = taken(2);
    queue.fail(taken.get(0), poison);
    answer(taken.get(1));

    List<Run<Integer>> both = runs.assertCompleted().getItem();
    assertSame(poison, ((Run.Failed<Integer>) both.get(0)).cause());
    assertEquals(2, of(both.get(1)));
  }

  @Test
  void anotherEndTakesAllFromTheQueue() {
    UniAssertSubscriber<List<Run<Integer>>> runs = runAll("a", "bb", "ccc");
    queue.fail(taken(1).get(0), new IllegalStateException("lost"));

    runs.assertFailedWith(IllegalStateException.class, "lost");
    assertEmpty();
  }

  @Test
  void itemsAreAdmittedTogetherOrNotAtAll() {
    runAll("a", "bb", "ccc", "dddd", "eeeee").assertFailedWith(RequestRefusedException.class);
    assertEmpty();
  }

  @Test
  void whatNobodyWaitsForLeavesTheQueue() {
    UniAssertSubscriber<List<Run<Integer>>> all = runAll("a", "bb");
    UniAssertSubscriber<Run.Done<Integer>> one =
        items
            .run(items.reserve("ccc", TERMS), "ccc", ItemTrace.NONE)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    assertEquals(3, queue.depth());

    all.cancel();
    one.cancel();
    assertEmpty();
  }

  @Test
  void aPlaceMayBeGivenUpAtAnyTimeAndOften() {
    var place = items.reserve("a", TERMS);
    items.release(place);
    items.release(place);
    assertEmpty();
  }

  @Test
  void noItemsNeedNoPlace() {
    assertEquals(List.of(), runAll().assertCompleted().getItem());
    assertEmpty();
  }

  private UniAssertSubscriber<List<Run<Integer>>> runAll(String... texts) {
    return items
        .runAll(List.of(texts), TERMS)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private List<InferenceRequest<String, Served<Integer>>> taken(int most) {
    return ((PollResult.Batch<String, Served<Integer>>) queue.poll(new FixedBatchPolicy(most, 0)))
        .requests();
  }

  private void answer(InferenceRequest<String, Served<Integer>> request) {
    queue.answer(
        request,
        new Served<>(request.payload().length(), DeviceId.parse("cpu"), Precision.FP32, 1, 0, 0));
  }

  private int of(Run<Integer> run) {
    return ((Run.Done<Integer>) run).served().result();
  }

  private void assertEmpty() {
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(0, queue.snapshot().preparing());
  }

  /** Texts in, their lengths out; nothing of it is run here. */
  private static final class Lengths implements Task<String, Integer> {

    @Override
    public List<String> outputs() {
      return List.of();
    }

    @Override
    public Map<String, Tensor> assemble(List<String> texts, Tensors tensors) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Integer> split(Map<String, Tensor> outputs, List<String> texts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Bucket bucket(String text) {
      return new Bucket("texts", 1);
    }

    @Override
    public String blank() {
      return "";
    }
  }
}
