package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.DocumentTerms;
import dev.quire.api.InteractivePriority;
import dev.quire.api.Outcomes;
import dev.quire.api.StageRecorder;
import dev.quire.api.StageTimes;
import dev.quire.api.Timers;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.PageSource;
import dev.quire.api.layout.LayoutAnswer;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutPages;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.layout.PageLayouts;
import dev.quire.api.layout.PageResult;
import dev.quire.api.layout.Stages;
import dev.quire.api.ocr.OcrDefaults;
import dev.quire.api.paddlex.fetch.UrlFetcher;
import dev.quire.api.read.ReadService;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageImage;
import dev.quire.image.PageWarning;
import dev.quire.image.Point;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.Nms;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.queue.Outcome;
import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import dev.quire.support.HandHold;
import dev.quire.support.Pages;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.threads.PoolThreads;
import dev.quire.threads.WatchedThreads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** PaddleX's operations without a model: layouts, pictures and files are what a test says. */
final class PaddlexFixture implements AutoCloseable {

  static final Terms TERMS = Terms.within(Duration.ofSeconds(30));

  private static final DocumentTerms DOCUMENT =
      new DocumentTerms(TERMS, new Terms(TERMS.client(), Priority.BULK, TERMS.timeout()));

  static final Answered PAGE =
      answered(
          920,
          1300,
          List.of(
              new Region(12, "header", 0.91f, 97.5f, 54, 361, 78, null),
              new Region(17, "paragraph_title", 0.7884f, 95, 129, 825, 171, 1),
              new Region(16, "number", 0.5f, 440, 1250, 460, 1270, 2),
              new Region(
                  22,
                  "text",
                  0.98f,
                  95,
                  200,
                  825,
                  600.25f,
                  3,
                  List.of(new Point(95, 200), new Point(825, 210.5), new Point(400, 600)))),
          List.of());

  /** An image as clients send it. */
  static final String IMAGE = base64(Pages.blank(9, 7));

  /** Pages that are laid out side by side. */
  static final int PAGES_AT_ONCE = 8;

  /** What a fetched file takes. */
  static final long FETCHED_BYTES = 1_000;

  final HandHold hold = new HandHold();
  private final PoolThreads threads = new WatchedThreads(2, Duration.ofHours(1), System::nanoTime);
  final CpuExecutor pool = new CpuExecutor(threads, 16, System::nanoTime);
  final List<LayoutParameters> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Priority> priorities = Collections.synchronizedList(new ArrayList<>());
  final List<Outcome> ended = Collections.synchronizedList(new ArrayList<>());
  final List<String> fetched = Collections.synchronizedList(new ArrayList<>());

  ByteBudget heap = ByteBudget.unlimited();

  /** What was held for files when a page was laid out. */
  final List<Long> bodyBytes = Collections.synchronizedList(new ArrayList<>());

  private final ObjectMapper json = new ObjectMapper();
  private final Outcomes outcomes = new Outcomes((client, outcome) -> ended.add(outcome));
  private Function<PageSource, Uni<Answered>> layouts = page -> Uni.createFrom().item(PAGE);
  private final Documents documents = new Documents(DocumentSettings.defaults());
  private PaddlexSettings settings = new PaddlexSettings(true, 100);

  PaddlexFixture withLayouts(Function<PageSource, Uni<Answered>> other) {
    layouts = other;
    return this;
  }

  PaddlexFixture withSettings(PaddlexSettings other) {
    settings = other;
    return this;
  }

  PaddlexFixture withHeap(ByteBudget other) {
    heap = other;
    return this;
  }

  JsonNode layoutParsing(String body) {
    return answer(parsing().answer(body.getBytes(StandardCharsets.UTF_8), hold, DOCUMENT));
  }

  /** What becomes of a body of {@code POST /ocr}. */
  JsonNode ocr(String body, FakeTexts texts) {
    TextReading reading =
        new TextReading(
            new OcrDefaults(OcrProfile.RAPIDOCR, true), texts, clientDocuments(), settings);
    return answer(reading.answer(body.getBytes(StandardCharsets.UTF_8), hold, DOCUMENT));
  }

  /** What becomes of a body of {@code POST /layout-parsing} where text is read. */
  JsonNode documentParsing(String body, FakeTexts texts) {
    ReadService reading =
        new ReadService(
            layouts(),
            texts,
            pool,
            heap,
            new ImageDecoder(ImageLimits.defaults()),
            new StageRecorder(new SimpleMeterRegistry(), ReadService.READ),
            outcomes,
            PaddlexFixture::painted);
    DocumentParsing parsing =
        new DocumentParsing(
            model(),
            new OcrDefaults(OcrProfile.RAPIDOCR, true),
            reading,
            texts,
            clientDocuments(),
            settings);
    return answer(parsing.answer(body.getBytes(StandardCharsets.UTF_8), hold, DOCUMENT));
  }

  LayoutParsing parsing() {
    return new LayoutParsing(model(), pages(), clientDocuments(), settings);
  }

  JsonNode objectDetection(String body) {
    ObjectDetection detection = new ObjectDetection(model(), pages(), clientDocuments());
    return answer(detection.answer(body.getBytes(StandardCharsets.UTF_8), hold, TERMS));
  }

  private JsonNode answer(Uni<Envelope> envelope) {
    Reply reply = new Replies(json, pool).to(() -> envelope).await().indefinitely();
    hold.send();
    return tree(reply.json());
  }

  /** A TIFF file of white pages. */
  static byte[] tiff(int pages) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < pages; i++) {
        BufferedImage page = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY);
        writer.writeToSequence(new IIOImage(page, null, null), null);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Bytes as clients send them. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  JsonNode tree(byte[] text) {
    try {
      return json.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Uni<Answered> layout(PageSource page, LayoutParameters parameters, Terms terms) {
    asked.add(parameters);
    bodyBytes.add(heap.reserved(Stage.BODY));
    priorities.add(terms.priority());
    return layouts.apply(page);
  }

  private LayoutPages pages() {
    return new LayoutPages(layouts(), PaddlexFixture::painted, outcomes);
  }

  private PageLayouts layouts() {
    return new PageLayouts() {
      @Override
      public void requireOpen() {
        // the service is open
      }

      @Override
      public Uni<Answered> page(
          PageSource source, LayoutOptions options, Terms terms, Deadline deadline) {
        return layout(source, options.parameters(), terms);
      }
    };
  }

  private ClientDocuments clientDocuments() {
    DocumentService service =
        new DocumentService(
            documents,
            new DocumentLanes(pool),
            heap,
            new InteractivePriority(Duration.ofSeconds(1)),
            Timers.system(),
            new DocumentService.Limits(100, PAGES_AT_ONCE));
    return new ClientDocuments(
        files(),
        pool,
        service,
        settings,
        new RequestMemory(heap, ByteBudget.unlimited()),
        Timers.system());
  }

  private ClientFiles files() {
    UrlFetcher fetcher =
        (url, held) -> {
          fetched.add(url);
          held.grow(FETCHED_BYTES);
          return Uni.createFrom().item(Pages.blank(9, 7));
        };
    return new ClientFiles(fetcher, pool);
  }

  /** Pictures that say what they show. */
  private static List<byte[]> painted(
      PageImage page, List<Region> regions, List<PictureOptions> pictures) {
    return pictures.stream()
        .map(
            options ->
                options.subject() instanceof Subject.Page
                    ? "page"
                    : options.subject() instanceof Subject.ReadingOrder
                        ? "order"
                        : "layout of " + regions.size())
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** A page that was computed. */
  static Answered answered(
      int width, int height, List<Region> regions, List<PageWarning> warnings) {
    LayoutAnswer answer =
        new LayoutAnswer(
            "fixture", width, height, List.of(), null, "cpu", 1, null, "fp32", List.of(), null);
    Stages stages = new Stages(0, 0, StageTimes.unserved(0));
    return new Answered(answer, regions, warnings, stages, PageResult.Source.COMPUTED);
  }

  private static Model model() {
    Resolution resolution = Resolution.square(64);
    return new Model(
        "fixture",
        Model.LAYOUT,
        new ModelFile.Embedded("fixture.onnx", () -> new byte[0]),
        new Preprocessing(resolution, 2, 1.0 / 255, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
        List.of("text", "image"),
        0.7,
        Nms.off(),
        List.of(resolution),
        Integer.MAX_VALUE,
        "",
        "");
  }

  @Override
  public void close() {
    threads.close();
  }
}
