package dev.quire.document.process;

import dev.quire.document.DocumentSettings;
import dev.quire.document.DrawingUnavailableException;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.process.DrawingMessage.AddText;
import dev.quire.document.process.DrawingMessage.Begin;
import dev.quire.document.process.DrawingMessage.Cancel;
import dev.quire.document.process.DrawingMessage.Cancelled;
import dev.quire.document.process.DrawingMessage.Draw;
import dev.quire.document.process.DrawingMessage.Drawn;
import dev.quire.document.process.DrawingMessage.Failed;
import dev.quire.document.process.DrawingMessage.Forget;
import dev.quire.document.process.DrawingMessage.Hello;
import dev.quire.document.process.DrawingMessage.Measure;
import dev.quire.document.process.DrawingMessage.Measured;
import dev.quire.document.process.DrawingMessage.NotPermitted;
import dev.quire.document.process.DrawingMessage.Open;
import dev.quire.document.process.DrawingMessage.Opened;
import dev.quire.document.process.DrawingMessage.ReadText;
import dev.quire.document.process.DrawingMessage.Ready;
import dev.quire.document.process.DrawingMessage.Refused;
import dev.quire.document.process.DrawingMessage.Taken;
import dev.quire.document.process.DrawingMessage.TextAdded;
import dev.quire.document.process.DrawingMessage.TextRead;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.searchable.TextNotPermittedException;
import dev.quire.document.text.TextLayer;
import dev.quire.image.Bitmap;
import dev.quire.memory.MemoryReservation;
import dev.quire.process.InboundRegions;
import dev.quire.process.OutboundRegions;
import dev.quire.process.ProcessException;
import dev.quire.process.ProcessLostException;
import dev.quire.process.WorkerFolders;
import dev.quire.process.WorkerProcess;
import dev.quire.process.WorkerProcesses;
import dev.quire.reading.ReadPage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** A drawing process, as the service sees it. */
final class DrawingProcess implements Drawer {

  private static final Logger LOG = Logger.getLogger(DrawingProcess.class);

  private static final String FILE = "file";
  private static final String PAGE = "The page";
  private static final String TEXT = "The text layer";
  private static final String PAGES = "pages";
  private static final String NEW_FILE = "The new file";

  /** How often whoever waits is asked whether they still do. */
  private static final long LOOK_MILLIS = 10;

  /** How long it may go on after it was told to stop: it asks between the steps of a page. */
  private static final Duration REACTION = Duration.ofMillis(500);

  /** Readers of one document each come and go; more than these are opened again. */
  private static final int MOST_DOCUMENTS = 4;

  /** What open files may take together of its heap; one may take more. */
  private static final int SHARE_FOR_FILES = 4;

  private final WorkerProcess<DrawingMessage> process;
  private final DocumentSettings settings;
  private final long mostFileBytes;
  private final OutboundRegions filled;
  private final InboundRegions adopted;

  /** The page counts of those that it has open, the one used last at the end. Guarded by itself. */
  private final Map<DocumentFile, Integer> open = new LinkedHashMap<>();

  private int requests;
  private volatile boolean ended;

  private DrawingProcess(
      WorkerProcess<DrawingMessage> process,
      WorkerFolders folders,
      DocumentSettings settings,
      long heapBytes) {
    this.process = process;
    this.settings = settings;
    this.mostFileBytes = heapBytes / SHARE_FOR_FILES;
    this.filled = new OutboundRegions(folders.inputs(), folders.inputsOnDisk());
    this.adopted = new InboundRegions(folders.outputs(), folders.outputsOnDisk());
  }

  /**
   * Takes a process that has connected up, and waits until it is ready.
   *
   * @param limit for how long
   * @throws ProcessException if it does not get ready
   */
  static DrawingProcess begin(
      WorkerProcesses.Launched<DrawingMessage> launched,
      DocumentSettings settings,
      long heapBytes,
      Duration limit) {
    WorkerProcess<DrawingMessage> process = launched.process();
    try {
      DrawingMessage first = process.await(launched.hello(), limit);
      if (!(first instanceof Hello hello) || hello.version() != DrawingCodec.VERSION) {
        throw new ProcessException(
            "A drawing process speaks another protocol: %s instead of version %d"
                .formatted(first, DrawingCodec.VERSION));
      }
      DrawingMessage second = process.await(process.request(new Begin(settings)), limit);
      if (!(second instanceof Ready)) {
        throw new ProcessException("A drawing process does not get ready: " + second);
      }
      return new DrawingProcess(process, launched.folders(), settings, heapBytes);
    } catch (RuntimeException e) {
      process.end();
      throw e;
    }
  }

  /** The system's number for it. */
  long pid() {
    return process.pid();
  }

  @Override
  public void open(DocumentFile file, DrawingCaller watch) {
    makeRoom(file);
    try {
      int bytes = file.bytes().length;
      OutboundRegions.Numbered slot = filled.slot(FILE, Math.max(1, bytes));
      slot.slot().bytes(bytes).put(file.bytes());
      Open question = new Open(requests++, file.number(), slot.number(), bytes, file.password());
      if (ask(question, question.request(), 0, watch) instanceof Opened opened) {
        synchronized (open) {
          open.put(file, opened.pages());
        }
      } else {
        throw outOfTurn();
      }
    } catch (IOException e) {
      throw new DrawingUnavailableException(e);
    } finally {
      free();
      if (!holds(file) && !isOver()) {
        // it may have been opened just when nobody wanted it any more
        process.tell(new Forget(file.number()));
      }
    }
  }

  private void free() {
    try {
      filled.free();
    } catch (IOException e) {
      LOG.warnf("Shared memory of a drawing process was not freed: %s", e.getMessage());
    }
  }

  private void makeRoom(DocumentFile file) {
    List<DocumentFile> tooMany = new ArrayList<>();
    synchronized (open) {
      long bytes = file.bytes().length;
      for (DocumentFile other : open.keySet()) {
        bytes += other.bytes().length;
      }
      for (DocumentFile oldest : open.keySet()) {
        if (open.size() - tooMany.size() >= MOST_DOCUMENTS || bytes > mostFileBytes) {
          bytes -= oldest.bytes().length;
          tooMany.add(oldest);
        }
      }
    }
    tooMany.forEach(this::forget);
  }

  @Override
  public boolean holds(DocumentFile file) {
    synchronized (open) {
      return open.containsKey(file);
    }
  }

  @Override
  public int pages(DocumentFile file) {
    synchronized (open) {
      return open.get(file);
    }
  }

  @Override
  public int documents() {
    synchronized (open) {
      return open.size();
    }
  }

  @Override
  public PageSize measure(DocumentFile file, int page, DrawingCaller watch) {
    touch(file);
    Measure question = new Measure(requests++, file.number(), page);
    if (ask(question, question.request(), page, watch) instanceof Measured measured) {
      return measured.size();
    }
    throw outOfTurn();
  }

  private void touch(DocumentFile file) {
    synchronized (open) {
      Integer pages = open.remove(file);
      if (pages != null) {
        open.put(file, pages);
      }
    }
  }

  @Override
  public Bitmap draw(DocumentFile file, int page, DrawingCaller watch) {
    Draw question = new Draw(requests++, file.number(), page, false);
    if (ask(question, question.request(), page, watch) instanceof Drawn drawn) {
      return fetch(() -> bitmap(drawn));
    }
    throw outOfTurn();
  }

  @Override
  public PageWithText drawWithText(DocumentFile file, int page, DrawingCaller watch) {
    Draw question = new Draw(requests++, file.number(), page, true);
    if (ask(question, question.request(), page, watch) instanceof Drawn drawn
        && drawn.text().isPresent()) {
      TextRead text = drawn.text().get();
      return fetch(() -> new PageWithText(bitmap(drawn), Optional.of(layer(text))));
    }
    throw outOfTurn();
  }

  @Override
  public TextLayer text(DocumentFile file, int page, DrawingCaller watch) {
    touch(file);
    ReadText question = new ReadText(requests++, file.number(), page);
    if (ask(question, question.request(), page, watch) instanceof TextRead read) {
      return fetch(() -> layer(read));
    }
    throw outOfTurn();
  }

  @Override
  public Searchable addText(
      DocumentFile file, List<ReadPage> pages, MemoryReservation held, DrawingCaller watch) {
    touch(file);
    try {
      byte[] text = new PagesCodec().encode(pages);
      OutboundRegions.Numbered slot = filled.slot(PAGES, text.length);
      slot.slot().bytes(text.length).put(text);
      AddText question = new AddText(requests++, file.number(), slot.number(), text.length);
      if (ask(question, question.request(), 0, watch) instanceof TextAdded added) {
        return fetch(() -> searchable(added, held));
      }
      throw outOfTurn();
    } catch (IOException e) {
      throw new DrawingUnavailableException(e);
    } finally {
      free();
    }
  }

  private Searchable searchable(TextAdded added, MemoryReservation held) throws IOException {
    try {
      held.grow(added.bytes());
    } catch (RuntimeException e) {
      process.tell(new Taken());
      throw e;
    }
    try {
      byte[] bytes = new byte[added.bytes()];
      adopted.bytes(NEW_FILE, added.slot(), bytes.length).get(bytes);
      return new Searchable(bytes, added.written());
    } catch (IOException | RuntimeException | Error e) {
      held.release(added.bytes());
      throw e;
    }
  }

  /** How something is taken from where the process has put it. */
  private interface Fetch<T> {
    T make() throws IOException;
  }

  private <T> T fetch(Fetch<T> fetch) {
    T fetched;
    try {
      fetched = fetch.make();
    } catch (IOException e) {
      end();
      throw new DrawingUnavailableException(e);
    }
    process.tell(new Taken());
    return fetched;
  }

  private Bitmap bitmap(Drawn drawn) throws IOException {
    PageSize size = drawn.size();
    byte[] bgr = new byte[Math.toIntExact(size.bytes())];
    adopted.bytes(PAGE, drawn.slot(), bgr.length).get(bgr);
    return new Bitmap(size.width(), size.height(), bgr, drawn.nanos(), drawn.warnings());
  }

  private TextLayer layer(TextRead read) throws IOException {
    byte[] bytes = new byte[read.bytes()];
    adopted.bytes(TEXT, read.slot(), bytes.length).get(bytes);
    return new LayerCodec().decode(bytes);
  }

  /**
   * Asks, and waits until there is an answer or nobody wants it any more.
   *
   * @param page which it is about, 0 for the whole file
   */
  private DrawingMessage ask(DrawingMessage question, int request, int page, DrawingCaller watch) {
    CompletableFuture<DrawingMessage> answer = process.request(question);
    ProcessorTime effort = new ProcessorTime(process::processorTime);
    long start = System.nanoTime();
    long cancelled = 0;
    boolean cancelling = false;
    while (true) {
      try {
        DrawingMessage given = answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return cancelling ? discard(given) : requireGood(given);
      } catch (TimeoutException e) {
        // not yet
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        kill("was ended, since the service is");
        throw DrawingUnavailableException.closed();
      }
      long now = System.nanoTime();
      watch.waits().after(effort.nanos(now));
      if (!cancelling && watch.isCancelled()) {
        process.tell(new Cancel(request));
        cancelling = true;
        cancelled = now;
      }
      if (cancelling && now - cancelled > REACTION.toNanos()) {
        kill("was ended, since nobody waits any more for what it does");
        throw new CancellationException("Nobody waits for the page any more");
      }
      if (now - start > settings.maxDrawTime().plus(REACTION).toNanos()) {
        kill("was ended, since a page takes longer than " + settings.maxDrawTime());
        throw tooLong(page);
      }
    }
  }

  private DrawingMessage discard(DrawingMessage given) {
    if (given instanceof Drawn || given instanceof TextRead || given instanceof TextAdded) {
      process.tell(new Taken());
    }
    throw new CancellationException("Nobody waits for the page any more");
  }

  private DrawingMessage requireGood(DrawingMessage given) {
    if (given instanceof Refused refused) {
      throw InvalidDocumentException.of(refused.reason(), refused.page(), refused.message());
    }
    if (given instanceof NotPermitted refused) {
      throw new TextNotPermittedException(refused.message());
    }
    if (given instanceof Cancelled) {
      throw new CancellationException("Nobody waits for the page any more");
    }
    if (given instanceof Failed failed) {
      kill("was ended after a failure: " + failed.message());
      throw new DrawingUnavailableException(new ProcessException(failed.message()));
    }
    return given;
  }

  private InvalidDocumentException tooLong(int page) {
    return InvalidDocumentException.of(
        Reason.TOO_COMPLEX,
        page,
        "%s takes longer to %s than the %s granted"
            .formatted(
                page == 0 ? "The PDF document" : "Page " + page,
                page == 0 ? "read" : "draw",
                settings.maxDrawTime()));
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof ProcessLostException lost
        ? lost
        : new DrawingUnavailableException(cause);
  }

  private DrawingUnavailableException outOfTurn() {
    kill("was ended, since it answered out of turn");
    return new DrawingUnavailableException(
        new ProcessException("A drawing process answered out of turn"));
  }

  private void kill(String why) {
    ended = true;
    LOG.warnf("Process %d, which draws PDF pages, %s", process.pid(), why);
    process.kill(why);
  }

  @Override
  public void forget(DocumentFile file) {
    boolean held;
    synchronized (open) {
      held = open.remove(file) != null;
    }
    if (held && !isOver()) {
      process.tell(new Forget(file.number()));
    }
  }

  @Override
  public void forgetAll() {
    List<DocumentFile> files;
    synchronized (open) {
      files = List.copyOf(open.keySet());
    }
    files.forEach(this::forget);
  }

  @Override
  public boolean isOver() {
    return ended || process.isOver();
  }

  @Override
  public void end() {
    ended = true;
    process.end();
  }

  @Override
  public void release() {
    try {
      adopted.free();
    } catch (IOException e) {
      LOG.warnf("Shared memory of a drawing process was not freed: %s", e);
    }
  }
}
