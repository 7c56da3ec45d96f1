package dev.quire.train.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.data.Sample;
import dev.quire.train.export.OnnxModel;
import dev.quire.train.loss.Targets;
import dev.quire.train.loss.Truth;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Parameters;
import dev.quire.train.net.TorchNet;
import dev.quire.train.page.Box;
import dev.quire.train.run.Checkpoint.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTest {

  private static final PageMini TINY = new PageMini(new PageMini.Widths(4, 8, 8, 8, 8, 8));

  @TempDir Path folder;

  @Test
  void goesOnFromACheckpointAsIfNothingHadHappened() throws Exception {
    Progress progress = new Progress(3, 6, 1234, 99);
    Checkpoint expected;
    try (Learner learner = new Learner(Learner.fresh(TINY, 5))) {
      for (int i = 0; i < 3; i++) {
        learner.step(batch(i), 1e-3f);
      }
      learner.checkpoint(progress).save(folder);
      learner.step(batch(3), 1e-3f);
      expected = learner.checkpoint(progress);
    }

    Checkpoint loaded = Checkpoint.load(folder);
    assertEquals(progress, loaded.progress());
    try (Learner learner = new Learner(loaded)) {
      learner.step(batch(3), 1e-3f);
      Checkpoint actual = learner.checkpoint(progress);
      assertEquals(4, learner.steps());
      assertArrayEquals(expected.values(), actual.values(), 1e-6f);
      assertArrayEquals(expected.average(), actual.average(), 1e-6f);
      assertArrayEquals(expected.mean(), actual.mean(), 1e-6f);
      assertArrayEquals(expected.square(), actual.square(), 1e-6f);
    }
  }

  @Test
  void learnsToFitABatch() {
    try (Learner learner = new Learner(Learner.fresh(TINY, 5))) {
      double before = learner.step(batch(1), 3e-3f).total();
      double after = before;
      for (int i = 0; i < 40; i++) {
        after = learner.step(batch(1), 3e-3f).total();
      }
      assertTrue(after < 0.7 * before, before + " → " + after);
    }
  }

  @Test
  void keepsTheNewestCheckpoints() throws Exception {
    Checkpoint fresh = Learner.fresh(TINY, 1);
    for (int i = 1; i <= 6; i++) {
      new Checkpoint(
              fresh.widths(),
              new Progress(i, i, i, i),
              fresh.values(),
              fresh.average(),
              fresh.mean(),
              fresh.square())
          .save(folder);
    }

    assertEquals(6, Checkpoint.load(folder).progress().steps());
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count());
    }
  }

  @Test
  void aWarmStartComputesWhatTheExportedModelDoes() throws Exception {
    Parameters parameters = new Parameters(TINY);
    float[] trained;
    try (Learner learner = new Learner(Learner.fresh(TINY, 5))) {
      for (int i = 0; i < 5; i++) {
        learner.step(batch(i), 3e-3f);
      }
      trained = learner.checkpoint(Progress.START).values();
    }
    Path file = folder.resolve("model.onnx");
    Files.write(file, OnnxModel.of(TINY, trained).toByteArray());
    float[] expected = output(trained);

    Checkpoint read = WarmStart.read(file, TINY, 99);
    assertArrayEquals(expected, output(read.average()), 1e-3f);

    try (Learner learner = new Learner(read)) {
      learner.calibrate(batch(2));
      float[] calibrated = learner.checkpoint(Progress.START).values();
      assertArrayEquals(expected, output(calibrated), 1e-3f);
      float[] means = parameters.slice(calibrated, "head.0.mean");
      assertTrue(means[0] != 0, "batch norm has statistics again");
    }
  }

  private static float[] output(float[] values) {
    ByteBuffer image = ByteBuffer.allocateDirect(64 * 64 * 3).order(ByteOrder.nativeOrder());
    image.put(sample(7).pixels()).rewind();
    try (TorchNet net = new TorchNet(TINY, values)) {
      return net.infer(image, 1, 64, 64);
    }
  }

  @Test
  void theScheduleRisesAndFalls() {
    Schedule schedule = new Schedule(0.002f, 0.1, Schedule.stages("0.5:448:8,1:640:4"));

    assertEquals(0.002, schedule.rate(0.1), 1e-7);
    assertEquals(0.001, schedule.rate(0.55), 1e-7);
    assertEquals(0, schedule.rate(1), 1e-7);
    assertTrue(schedule.rate(0.05) < 0.0015);
    assertEquals(new Schedule.Stage(0.5, 448, 8), schedule.stage(0.499));
    assertEquals(new Schedule.Stage(1, 640, 4), schedule.stage(1.2));
  }

  @Test
  void readsOptions() {
    Options options = Options.parse(new String[] {"a", "--n", "3"}, Set.of("n"));

    assertEquals(List.of("a"), options.plain());
    assertEquals(3, options.whole("n", 0));
    assertEquals(0.5, options.number("absent", 0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> Options.parse(new String[] {"--other", "3"}, Set.of("n")));
  }

  private static List<Sample> batch(int seed) {
    return List.of(sample(2 * seed), sample(2 * seed + 1));
  }

  private static Sample sample(int seed) {
    int size = 64;
    byte[] pixels = new byte[size * size * 3];
    new Random(seed).nextBytes(pixels);
    Truth truth = new Truth(seed % 25, new Box(8, 8, 50, 40), 0.5f);
    return new Sample(size, pixels, Targets.assign(List.of(truth), 8, 8));
  }
}
