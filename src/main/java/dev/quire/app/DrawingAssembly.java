package dev.quire.app;

import com.sun.management.OperatingSystemMXBean;
import dev.quire.api.CpuExecutor;
import dev.quire.api.DocumentLanes;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.process.DrawingSettings;
import dev.quire.image.Damage;
import dev.quire.image.ImageLimits;
import dev.quire.memory.RequestMemory;
import dev.quire.process.WorkerProcesses;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/** Puts together what documents are opened and drawn with. */
class DrawingAssembly {

  /** More of them would mostly wait for the model, and each takes memory of its own. */
  private static final int MOST_BY_DEFAULT = 4;

  /** Enough for a page at 144 dpi with a picture scanned in colour at 300 dpi. */
  private static final long LEAST_HEAP_BY_DEFAULT = 256L << 20;

  /** A page, and a picture on it, of 100 megapixels each. */
  private static final long MOST_HEAP_BY_DEFAULT = 1L << 30;

  /** Of what the machine has beyond this process's own heap: images are decoded there, too. */
  private static final int SHARE_OF_MEMORY = 4;

  /**
   * By how much drawing gives way: a process of the service gets three times as much. With ten
   * times as much a process that replaces another would take a minute to start on a busy machine.
   */
  private static final int NICENESS = 5;

  /** Beyond it, an image may be four times as long as it is wide. */
  private static final int LEAST_MAX_SIDE = 20_000;

  @Produces
  @Singleton
  PdfDrawing drawing(
      QuireConfig config,
      CpuExecutor pool,
      RequestMemory memory,
      Instance<WorkerProcesses> processes) {
    DocumentSettings settings = settings(config);
    DrawingSettings drawing = drawing(config.documents());
    return ImageMode.current() == ImageMode.NATIVE_RUN
        ? PdfDrawing.here(settings, memory.offHeap(), pool)
        : PdfDrawing.inProcesses(
            settings, drawing, processes.get(), pool, ServingAssembly.pending(config.prepare()));
  }

  void close(@Disposes PdfDrawing drawing) {
    drawing.close();
  }

  private static DocumentSettings settings(QuireConfig config) {
    DocumentSettings defaults = DocumentSettings.defaults();
    return new DocumentSettings(
        Range.check(
            "quire.documents.dpi",
            config.documents().dpi(),
            DocumentSettings.MIN_DPI,
            DocumentSettings.MAX_DPI),
        images(config),
        defaults.maxInflatedBytes(),
        defaults.maxDrawTime());
  }

  /** How large images may be, wherever they are. */
  static ImageLimits images(QuireConfig config) {
    long maxPixels =
        Range.check(
            "quire.images.max-pixels", config.images().maxPixels(), 1, ImageLimits.PIXEL_CEILING);
    return new ImageLimits(
        maxPixels,
        Math.max(LEAST_MAX_SIDE, (int) (2 * Math.sqrt(maxPixels))),
        ImageLimits.defaults().minSide(),
        Damage.parse("quire.images.damaged", config.images().damaged()));
  }

  private static DrawingSettings drawing(QuireConfig.Documents config) {
    int processes =
        Range.check(
            "quire.documents.processes",
            config.processes().orElse(usualProcesses()),
            1,
            DrawingSettings.MOST_PROCESSES);
    long heap =
        Range.check(
            "quire.documents.heap",
            config.heap().map(MemorySize::asLongValue).orElseGet(() -> usualHeap(processes)),
            DrawingSettings.LEAST_HEAP,
            Long.MAX_VALUE);
    return new DrawingSettings(processes, heap, NICENESS);
  }

  private static int usualProcesses() {
    long fit = Math.max(1, share() / LEAST_HEAP_BY_DEFAULT);
    int processors = Runtime.getRuntime().availableProcessors();
    return (int) Math.min(fit, Math.min(processors, MOST_BY_DEFAULT));
  }

  private static long usualHeap(int processes) {
    return Math.max(LEAST_HEAP_BY_DEFAULT, Math.min(MOST_HEAP_BY_DEFAULT, share() / processes));
  }

  /** What the heaps of all of them may take by default. */
  private static long share() {
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return (machine - Runtime.getRuntime().maxMemory()) / SHARE_OF_MEMORY;
  }

  @Produces
  @Singleton
  DocumentLanes lanes(PdfDrawing drawing) {
    return drawing.lanes();
  }

  @Produces
  @Singleton
  Documents documents(QuireConfig config, RequestMemory memory, PdfDrawing drawing) {
    return new Documents(settings(config), memory.offHeap(), drawing.pdfs());
  }
}
