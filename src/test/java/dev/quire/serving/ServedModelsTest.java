package dev.quire.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Resolution;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestListener;
import dev.quire.queue.RequestQueue;
import dev.quire.worker.WorkerStatus;
import dev.quire.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedModelsTest {

  private int level;

  private ServedModel model(String name, String task, Resolution... ladder) {
    Workers workers =
        new Workers() {
          @Override
          public List<WorkerStatus> status() {
            return List.of();
          }

          @Override
          public int pressureLevel() {
            return level;
          }
        };
    RequestListener nobody = (client, outcome) -> {};
    return new ServedModel(
        name,
        task,
        workers,
        new RequestQueue<>(new QueueLimits(1, 1, Duration.ofSeconds(1)), System::nanoTime, nobody),
        device -> Optional.empty(),
        List.of(ladder));
  }

  @Test
  void modelsComeInTheOrderOfTheirTasks() {
    ServedModels models =
        new ServedModels(List.of(model("pair-mini", "similarity"), model("page-mini", "layout")));

    assertEquals(
        List.of("page-mini", "pair-mini"), models.all().stream().map(ServedModel::name).toList());
    assertEquals("pair-mini", models.of("similarity").name());
  }

  @Test
  void aTaskThatNobodyServesAndOneThatTwoServeAreRefused() {
    ServedModels models = new ServedModels(List.of(model("page-mini", "layout")));

    assertThrows(IllegalArgumentException.class, () -> models.of("ocr"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServedModels(List.of(model("a", "layout"), model("b", "layout"))));
  }

  @Test
  void theResolutionFollowsThePressureDownToTheLast() {
    ServedModel pages =
        model("page-mini", "layout", Resolution.square(800), Resolution.square(640));

    assertEquals(Optional.of(Resolution.square(800)), pages.resolution());
    level = 1;
    assertEquals(Optional.of(Resolution.square(640)), pages.resolution());
    level = 7;
    assertEquals(Optional.of(Resolution.square(640)), pages.resolution());
    assertTrue(model("pair-mini", "similarity").resolution().isEmpty());
  }

  @Test
  void withoutAWorkerNothingIsServed() {
    assertFalse(model("page-mini", "layout").workers().isServing());
  }
}
