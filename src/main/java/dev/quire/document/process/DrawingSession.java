package dev.quire.document.process;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.InvalidDocumentException;
import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.PageSize;
import dev.quire.document.PageWithText;
import dev.quire.document.Pdfs;
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
import dev.quire.document.searchable.Scratch;
import dev.quire.document.searchable.TextNotPermittedException;
import dev.quire.document.searchable.WrittenFile;
import dev.quire.document.text.TextLayer;
import dev.quire.fatal.OutOfMemoryExit;
import dev.quire.image.Bitmap;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.process.Connection;
import dev.quire.process.InboundRegions;
import dev.quire.process.MessageTooLongException;
import dev.quire.process.OutboundRegions;
import dev.quire.process.WorkerFolders;
import dev.quire.reading.ReadPage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The drawing process's side of the conversation. One thread listens, so that a cancellation is
 * heard while another one draws. When there has been nothing to do for some seconds, the heap is
 * given back to the system.
 */
final class DrawingSession {

  private static final String FILE = "The file";
  private static final String PAGE = "page";
  private static final String TEXT = "text";
  private static final String PAGES = "The pages";
  private static final String NEW_FILE = "new file";

  /** Shared memory for pages up to this size is kept for the next one: an A4 page takes 6 MB. */
  private static final int KEPT_BYTES = 16 << 20;

  private static final long IDLE_SECONDS = 5;
  private static final Duration WARM_UP = Duration.ofHours(1);
  private static final int BYTES_A_PIXEL = 3;

  /** Decoders' samples take twice what becomes of them in the heap. */
  private static final long MOST_NATIVE_BYTES = 2 * Runtime.getRuntime().maxMemory();

  private final Connection<DrawingMessage> connection;
  private final InboundRegions files;
  private final OutboundRegions pages;
  private final BlockingQueue<DrawingMessage> heard = new LinkedBlockingQueue<>();
  private final Path scratch;
  private final Map<Long, Opening> documents = new HashMap<>();
  private Pdfs pdfs;
  private long mostInflated;

  /** Questions up to this number are not to be answered any more. */
  private volatile int cancelled = -1;

  /** An open document, and what it was opened with. */
  private record Opening(Document document, byte[] file, Optional<String> password) {}

  DrawingSession(Connection<DrawingMessage> connection, WorkerFolders folders) {
    this.connection = connection;
    this.scratch = folders.scratch();
    this.files = new InboundRegions(folders.inputs(), folders.inputsOnDisk());
    this.pages = new OutboundRegions(folders.outputs(), folders.outputsOnDisk());
  }

  /** Serves until the service closes the connection. */
  void serve() throws IOException {
    connection.send(new Hello(DrawingCodec.VERSION));
    Thread worker = new Thread(this::work, "quire-draw");
    worker.setDaemon(true);
    worker.start();
    try {
      while (true) {
        DrawingMessage message = connection.receive();
        if (message instanceof Cancel cancel) {
          cancelled = cancel.request();
        } else {
          heard.add(message);
        }
      }
    } catch (EOFException e) {
      // the usual end
    }
  }

  /** Without this thread the process would be alive and of no use. */
  private void work() {
    int code = 1;
    try {
      answerAll();
    } catch (OutOfMemoryError e) {
      code = OutOfMemoryExit.CODE;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private void answerAll() throws IOException, InterruptedException {
    boolean tidy = true;
    while (true) {
      DrawingMessage message = heard.poll(IDLE_SECONDS, TimeUnit.SECONDS);
      if (message != null) {
        act(message);
        tidy = false;
      } else if (!tidy) {
        System.gc();
        tidy = true;
      }
    }
  }

  private void act(DrawingMessage message) throws IOException {
    if (message instanceof Forget forget) {
      close(documents.remove(forget.document()));
    } else if (message instanceof Taken) {
      pages.freeAbove(KEPT_BYTES);
    } else {
      answer(message);
    }
  }

  private void answer(DrawingMessage question) throws IOException {
    DrawingMessage answer;
    try {
      answer = answerTo(question);
    } catch (InvalidDocumentException e) {
      answer = new Refused(e.reason(), e.page().orElse(0), e.getMessage());
    } catch (TextNotPermittedException e) {
      answer = new NotPermitted(e.getMessage());
    } catch (CancellationException e) {
      answer = new Cancelled();
    } catch (IOException | RuntimeException | LinkageError e) {
      answer = new Failed(e.toString());
    }
    try {
      connection.send(answer);
    } catch (MessageTooLongException e) {
      connection.send(new Failed("The answer is too long: " + e.getMessage()));
    }
  }

  private DrawingMessage answerTo(DrawingMessage question) throws IOException {
    if (question instanceof Begin begin && pdfs == null) {
      return begin(begin.settings());
    }
    if (question instanceof Open open) {
      return open(open);
    }
    if (question instanceof Measure measure) {
      return new Measured(document(measure.document()).size(measure.page()));
    }
    if (question instanceof Draw draw) {
      return draw(draw);
    }
    if (question instanceof ReadText read) {
      return text(
          document(read.document())
              .textLayer(read.page(), () -> isCancelled(read.request()))
              .orElseThrow());
    }
    if (question instanceof AddText add) {
      return addText(add);
    }
    throw new IOException("The service said something out of turn: " + question);
  }

  private DrawingMessage begin(DocumentSettings settings) {
    mostInflated = settings.maxInflatedBytes();
    pdfs = Pdfs.inThisProcess(settings, ByteBudget.ofOneStage(MOST_NATIVE_BYTES));
    new Documents(untimed(settings)).warmUp();
    return new Ready();
  }

  /**
   * The first page takes long on a busy machine; the start of this process has a limit of its own.
   */
  private static DocumentSettings untimed(DocumentSettings settings) {
    return new DocumentSettings(
        settings.dpi(), settings.limits(), settings.maxInflatedBytes(), WARM_UP);
  }

  private DrawingMessage open(Open open) throws IOException {
    byte[] file = new byte[open.bytes()];
    files.bytes(FILE, open.slot(), file.length).get(file);
    files.free();
    Document document = pdfs.open(file, open.password(), () -> isCancelled(open.request()));
    Opening opening = new Opening(document, file, open.password());
    close(documents.put(open.document(), opening));
    return new Opened(document.pageCount());
  }

  /** It may have been closed, and forgotten, just before it was asked for. */
  private Opening opening(long number) {
    Opening opening = documents.get(number);
    if (opening == null) {
      throw new CancellationException("Document %d was forgotten".formatted(number));
    }
    return opening;
  }

  private Document document(long number) {
    return opening(number).document();
  }

  private DrawingMessage draw(Draw draw) throws IOException {
    Document document = document(draw.document());
    // the service counts what pages take; what this process may take its JVM knows
    try (MemoryReservation held = ByteBudget.unlimited().openForAll(Stage.PIXELS)) {
      BooleanSupplier isCancelled = () -> isCancelled(draw.request());
      PageWithText drawn =
          draw.text()
              ? document.pageWithText(draw.page(), isCancelled, held, () -> {})
              : new PageWithText(document.page(draw.page(), isCancelled, held), Optional.empty());
      Bitmap page = (Bitmap) drawn.image();
      int bytes = page.width() * page.height() * BYTES_A_PIXEL;
      OutboundRegions.Numbered slot = pages.slot(PAGE, bytes);
      slot.slot().bytes(bytes).put(page.bgr());
      Optional<TextRead> text =
          drawn.text().isEmpty() ? Optional.empty() : Optional.of(text(drawn.text().get()));
      return new Drawn(
          new PageSize(page.width(), page.height()),
          page.drawNanos(),
          slot.number(),
          page.warnings(),
          text);
    } catch (MemoryExhaustedException e) {
      throw InvalidDocumentException.of(
          Reason.TOO_COMPLEX,
          draw.page(),
          "Page %d takes more memory to draw than is granted".formatted(draw.page()));
    }
  }

  private TextRead text(TextLayer layer) throws IOException {
    byte[] bytes = new LayerCodec().encode(layer);
    OutboundRegions.Numbered slot = pages.slot(TEXT, bytes.length);
    slot.slot().bytes(bytes.length).put(bytes);
    return new TextRead(slot.number(), bytes.length);
  }

  private DrawingMessage addText(AddText add) throws IOException {
    byte[] text = new byte[add.bytes()];
    files.bytes(PAGES, add.slot(), text.length).get(text);
    files.free();
    List<ReadPage> read = new PagesCodec().decode(text);
    Opening opening = opening(add.document());
    Scratch room = new Scratch(scratch, mostInflated);
    try (WrittenFile written =
        WrittenFile.ofPdf(
            opening.file(), opening.password(), read, room, () -> isCancelled(add.request()))) {
      OutboundRegions.Numbered slot = pages.slot(NEW_FILE, written.bytes());
      written.copyTo(slot.slot().bytes(written.bytes()));
      return new TextAdded(slot.number(), written.bytes(), written.written());
    }
  }

  private boolean isCancelled(int request) {
    return request <= cancelled;
  }

  private static void close(Opening opening) {
    if (opening != null) {
      opening.document().close();
    }
  }
}
