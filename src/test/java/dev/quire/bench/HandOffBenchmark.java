package dev.quire.bench;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.process.DeviceBinding;
import dev.quire.engine.process.EngineSpec;
import dev.quire.engine.process.ProcessEngine;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What it costs to have a model in a process of its own: a model that does nothing, here and there
 * in turn, pages of 800x800 as bytes. The pages are put into the tensors each time, as they are for
 * real.
 */
class HandOffBenchmark {

  private static final DeviceId CPU = DeviceId.parse("cpu");
  private static final int PAGE = 800 * 800 * 3;
  private static final int WARM_UP = 2_000;

  @Test
  void print() {
    ModelFiles model =
        new ModelFiles("nothing", new ModelFile.Embedded("nothing", () -> new byte[1]));
    EngineSpec nothing = new EngineSpec("nothing", NothingFactory.class, Map.of());
    try (WorkerProcesses processes = new WorkerProcesses(ProcessSettings.defaults());
        Predictor there =
            new ProcessEngine(nothing, DeviceBinding::cpu, processes).open(model, CPU);
        Predictor here = new NothingFactory().engine(Map.of()).open(model, CPU)) {
      System.out.printf("%-6s %12s %12s %12s%n", "batch", "in process", "process", "difference");
      compare(here, there, 1, 5_000);
      compare(here, there, 16, 1_000);
    }
  }

  private static void compare(Predictor here, Predictor there, int batch, int runs) {
    byte[] pages = new byte[batch * PAGE];
    new Random(1).nextBytes(pages);
    for (int i = 0; i < WARM_UP / batch; i++) {
      nanos(here, pages, batch);
      nanos(there, pages, batch);
    }
    long[] inside = new long[runs];
    long[] outside = new long[runs];
    for (int i = 0; i < runs; i++) {
      inside[i] = nanos(here, pages, batch);
      outside[i] = nanos(there, pages, batch);
    }
    Arrays.sort(inside);
    Arrays.sort(outside);
    for (double share : new double[] {0.5, 0.99}) {
      double a = inside[(int) (share * (runs - 1))] / 1e6;
      double b = outside[(int) (share * (runs - 1))] / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%-6d %9.3f ms %9.3f ms %9.3f ms  (p%.0f)%n",
          batch,
          a,
          b,
          b - a,
          100 * share);
    }
  }

  private static long nanos(Predictor predictor, byte[] pages, int batch) {
    long started = System.nanoTime();
    Tensor image =
        predictor
            .tensors()
            .tensor(NothingFactory.IMAGE, ElementType.UINT8, Shape.of(batch, 800, 800, 3));
    image.data().put(0, pages);
    predictor.run(Map.of(NothingFactory.IMAGE, image), List.of(NothingFactory.ANSWER));
    return System.nanoTime() - started;
  }
}
