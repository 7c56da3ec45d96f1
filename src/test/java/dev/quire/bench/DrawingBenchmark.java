package dev.quire.bench;

import dev.quire.api.CpuExecutor;
import dev.quire.api.DocumentLanes;
import dev.quire.api.DocumentTerms;
import dev.quire.api.InteractivePriority;
import dev.quire.api.Timers;
import dev.quire.api.document.DocumentRequest;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.PageOutcome;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.RequestMemory;
import dev.quire.model.Model;
import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import dev.quire.support.HandHold;
import dev.quire.support.Pdfs;
import dev.quire.task.layout.LayoutParameters;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/**
 * Pages of born-digital documents a second, drawn in this process by PDFBox as it is, one after the
 * other, and as the service draws them, in processes, side by side, in turns; laid out by the same
 * model, on the same processors or, with {@code -Ddrawing.device=true}, on a simulated device that
 * takes none of their time, as a GPU would. Nothing draws faster than the processors that are left
 * to it. Beside them stands the model in FP32 with PDFBox and nothing else ({@link PlainPages}),
 * for {@code -Dquire.models.precision=int8}; {@code -Ddrawing.devices} may name {@code
 * cpu:0,cpu:1}. {@code -Ddrawing.files} names PDF files, separated by commas, to take instead of
 * one that is made here; {@code -Ddrawing.rounds} how often, after {@code -Ddrawing.warm} rounds
 * that do not count. Run it with {@code ./mvnw test -Dtest=DrawingBenchmark}.
 */
@QuarkusTest
@TestProfile(DrawingBenchmark.Device.class)
class DrawingBenchmark {

  /** Where the model runs. */
  public static class Device implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Boolean.getBoolean("drawing.device")
          ? Map.of(
              "quire.models.layout.engine", "simulated",
              "quire.devices", "gpu:0",
              "quire.batch.calibration", "5s",
              "quire.simulated.latency", "1:10ms,8:20ms")
          : Map.of(
              "quire.devices",
              System.getProperty("drawing.devices", "cpu"),
              "quire.batch.calibration",
              "5s");
    }
  }

  private static final int ROUNDS = Integer.getInteger("drawing.rounds", 7);
  private static final int WARM_ROUNDS = Integer.getInteger("drawing.warm", 20);
  private static final int PAGES = 18;
  private static final int ATTEMPTS = 60;
  private static final long PAUSE_MILLIS = 500;
  private static final int AHEAD = 8;

  @Inject DocumentService processes;
  @Inject LayoutPages pages;
  @Inject CpuExecutor pool;
  @Inject RequestMemory memory;
  @Inject InteractivePriority way;
  @Inject Timers time;
  @Inject Model model;

  @Test
  void bornDigitalPages() throws Exception {
    DocumentService here =
        new DocumentService(
            new Documents(
                DocumentSettings.defaults(),
                ByteBudget.unlimited(),
                Optional.of(new PlainPdfBox())),
            new DocumentLanes(pool),
            memory.heap(),
            way,
            time,
            new DocumentService.Limits(1000, AHEAD));
    String names = System.getProperty("drawing.files", "");
    List<String> files = names.isEmpty() ? List.of("") : List.of(names.split(","));
    System.out.printf(
        "%n%-30s %6s %12s %12s %12s %8s %9s%n",
        "pages/s", "pages", "plain FP32", "PDFBox", "Quire", "ratio", "to plain");
    try (PlainPages plain = new PlainPages(model)) {
      for (String file : files) {
        byte[] pdf = file.isEmpty() ? Pdfs.printed(PAGES) : Files.readAllBytes(Path.of(file));
        int pages = ready(here, pdf);
        ready(processes, pdf);
        for (int round = 0; round < WARM_ROUNDS; round++) {
          plain.read(pdf);
          read(here, pdf);
          read(processes, pdf);
        }
        List<Double> bare = new ArrayList<>();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          bare.add(rate(() -> plain.read(pdf)));
          before.add(rate(() -> read(here, pdf)));
          after.add(rate(() -> read(processes, pdf)));
        }
        System.out.printf(
            "%-30s %6d %12.1f %12.1f %12.1f %8.2f %9.2f%n",
            file.isEmpty() ? "printed text" : Path.of(file).getFileName(),
            pages,
            median(bare),
            median(before),
            median(after),
            median(after) / median(before),
            median(after) / median(bare));
      }
    }
  }

  /** Reads it once devices and processes are there. */
  private int ready(DocumentService service, byte[] pdf) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return read(service, pdf);
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static double rate(IntSupplier reading) {
    long start = System.nanoTime();
    int pages = reading.getAsInt();
    return pages * 1e9 / (System.nanoTime() - start);
  }

  private int read(DocumentService service, byte[] pdf) {
    Terms terms =
        new Terms("bench", Priority.INTERACTIVE, Duration.ofSeconds(30), Optional.empty());
    Terms further = new Terms("bench", Priority.BULK, Duration.ofSeconds(30), Optional.empty());
    DocumentRequest request =
        new DocumentRequest(
            pdf.clone(), new HandHold(), List.of(), new DocumentTerms(terms, further));
    List<PageOutcome<Answered>> read =
        service
            .open(
                request,
                pages.work(new LayoutOptions(LayoutParameters.of(model))),
                PageSelection.all(),
                1000,
                true)
            .onItem()
            .transformToMulti(DocumentService.Opened::pages)
            .collect()
            .asList()
            .await()
            .indefinitely();
    for (PageOutcome<Answered> page : read) {
      if (page instanceof PageOutcome.Failed<Answered> failed) {
        throw new IllegalStateException("Page " + page.number() + " failed", failed.cause());
      }
    }
    return read.size();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
