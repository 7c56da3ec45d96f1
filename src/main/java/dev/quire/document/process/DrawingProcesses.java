package dev.quire.document.process;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.DrawingStatus;
import dev.quire.document.Pdfs;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.searchable.SearchablePdfs;
import dev.quire.memory.MemoryReservation;
import dev.quire.process.WorkerCommand;
import dev.quire.process.WorkerProcesses;
import dev.quire.reading.ReadPage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Opens and draws PDF files in processes of their own. What a file does there costs it its answer
 * and nobody else anything: a page that is not wanted any more, or takes longer than it may, has
 * its process ended if it does not stop by itself; one whose process ends by itself is tried once
 * more. Processes are started when they are needed, or by {@link #warmUp}. Thread-safe; calls wait
 * for a process and for what it does.
 */
public final class DrawingProcesses implements Pdfs, SearchablePdfs, AutoCloseable {

  /**
   * A page that takes a processor longer does not keep others waiting: they are drawn beside it.
   */
  public static final Duration SLOW = Duration.ofSeconds(2);

  /** Of the fonts that PDFBox finds; the service keeps one list for all of its processes. */
  static final String FONT_CACHE = "pdfbox.fontcache";

  private static final Logger LOG = Logger.getLogger(DrawingProcesses.class);
  private static final Duration MOST_WAIT = Duration.ofSeconds(5);

  private final DocumentSettings documents;
  private final DrawingSettings settings;
  private final WorkerProcesses processes;
  private final DrawingPool pool;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong started = new AtomicLong();
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "quire-drawing-helper");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param documents how files are read and drawn
   * @param settings how the processes are kept
   * @param processes starts them; closed by its owner, after this
   */
  public DrawingProcesses(
      DocumentSettings documents, DrawingSettings settings, WorkerProcesses processes) {
    this.documents = documents;
    this.settings = settings;
    this.processes = processes;
    this.pool = new DrawingPool(this::start, settings.processes(), SLOW, helpers);
  }

  private Drawer start() throws IOException {
    String label = "drawing-" + started.getAndIncrement();
    WorkerCommand command =
        new WorkerCommand(
            label,
            "PDF pages (%s)".formatted(label),
            DrawingMain.class,
            javaOptions(),
            // one arena of memory for each thread would be kept when large pictures are gone
            Map.of("MALLOC_ARENA_MAX", "2"),
            settings.niceness(),
            silence());
    Duration limit = processes.settings().start();
    return DrawingProcess.begin(
        processes.launch(command, new DrawingCodec()), documents, settings.heapBytes(), limit);
  }

  /** On a busy machine one that gives way may not get a processor for as long as a start takes. */
  private Duration silence() {
    Duration usual = processes.settings().silence();
    Duration start = processes.settings().start();
    return usual.compareTo(start) > 0 ? usual : start;
  }

  private List<String> javaOptions() {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + settings.heapBytes());
    // a page is an array of some 6 MB, and several of them are to fit among the young
    options.addAll(List.of("-Xms64m", "-XX:NewSize=40m"));
    // memory that a large page took is given back
    options.add("-XX:MaxHeapFreeRatio=60");
    options.add("-Djava.awt.headless=true");
    String fonts = System.getProperty(FONT_CACHE);
    if (fonts != null) {
      options.add("-D%s=%s".formatted(FONT_CACHE, fonts));
    }
    return options;
  }

  @Override
  public Document open(byte[] file, Optional<String> password, BooleanSupplier cancelled) {
    DocumentFile numbered = new DocumentFile(numbers.getAndIncrement(), file, password);
    try {
      int pages = pool.use(numbered, 0, cancelled, (drawer, watch) -> drawer.pages(numbered));
      return new ProcessDocument(pool, numbered, pages);
    } catch (RuntimeException | Error e) {
      pool.forget(numbered);
      throw e;
    }
  }

  /** It takes no longer than a page may take to draw. */
  @Override
  public Searchable write(
      byte[] file,
      Optional<String> password,
      List<ReadPage> pages,
      BooleanSupplier cancelled,
      MemoryReservation held) {
    DocumentFile numbered = new DocumentFile(numbers.getAndIncrement(), file, password);
    try {
      return pool.use(
          numbered, 0, cancelled, (drawer, watch) -> drawer.addText(numbered, pages, held, watch));
    } finally {
      pool.forget(numbered);
    }
  }

  /** Starts all processes. Returns at once. */
  @Override
  public void warmUp() {
    pool.startAll();
  }

  @Override
  public Optional<DrawingStatus> status() {
    return Optional.of(pool.status());
  }

  /**
   * Ends all processes; whoever waits for one is told. Waits, for seconds at most, for those that
   * are just being started, so that whoever started them can end them, too.
   */
  @Override
  public void close() {
    pool.close();
    helpers.shutdown();
    try {
      if (!helpers.awaitTermination(MOST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A drawing process is still being started; it ends as soon as it has");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
