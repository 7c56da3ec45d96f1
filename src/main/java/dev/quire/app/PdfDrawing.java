package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.DocumentLanes;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Pdfs;
import dev.quire.document.process.DrawingProcesses;
import dev.quire.document.process.DrawingSettings;
import dev.quire.document.searchable.Scratch;
import dev.quire.document.searchable.SearchablePdfs;
import dev.quire.image.Drawing;
import dev.quire.memory.ByteBudget;
import dev.quire.process.WorkerProcesses;
import dev.quire.threads.PoolThreads;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What PDF files are drawn with.
 *
 * @param pdfs opens them; not in a program that cannot draw
 * @param searchable adds text to them; likewise
 * @param lanes where that is done
 * @param end frees what both hold
 */
record PdfDrawing(
    Optional<Pdfs> pdfs, Optional<SearchablePdfs> searchable, DocumentLanes lanes, Runnable end)
    implements AutoCloseable {

  /**
   * In processes of their own, with a thread for each that may be at work. A page may take all the
   * time that is granted, so one thread is always left to other clients.
   */
  static PdfDrawing inProcesses(
      DocumentSettings documents,
      DrawingSettings settings,
      WorkerProcesses processes,
      CpuExecutor pool,
      int maxPending) {
    // as many again may be slow
    int most = 2 * settings.processes();
    ExecutorService threads = Executors.newFixedThreadPool(most, new NamedThreads());
    CpuExecutor drawing =
        new CpuExecutor(
            PoolThreads.of(threads), Math.max(most, maxPending), most - 1, System::nanoTime);
    DrawingProcesses pdfs = new DrawingProcesses(documents, settings, processes);
    return new PdfDrawing(
        Optional.of(pdfs),
        Optional.of(pdfs),
        new DocumentLanes(pool, drawing, settings.processes()),
        () -> {
          pdfs.close();
          threads.shutdownNow();
        });
  }

  /** In this process, where there are no others: in a native executable, if it can draw at all. */
  static PdfDrawing here(DocumentSettings documents, ByteBudget nativeMemory, CpuExecutor pool) {
    boolean draws = Drawing.ofThisProgram() == Drawing.INCLUDED;
    return new PdfDrawing(
        draws ? Optional.of(Pdfs.inThisProcess(documents, nativeMemory)) : Optional.empty(),
        draws ? Optional.of(SearchablePdfs.inThisProcess(Scratch.defaults())) : Optional.empty(),
        new DocumentLanes(pool),
        () -> {});
  }

  @Override
  public void close() {
    end.run();
  }

  private static final class NamedThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "quire-drawing-" + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    }
  }
}
