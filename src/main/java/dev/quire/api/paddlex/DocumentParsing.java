package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.ocr.OcrDefaults;
import dev.quire.api.ocr.PageTexts;
import dev.quire.api.read.Figures;
import dev.quire.api.read.ReadOptions;
import dev.quire.api.read.ReadService;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.api.read.TextChoice;
import dev.quire.document.DocumentKind;
import dev.quire.model.Model;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.reading.order.ReadingOptions;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.detection.SideLimit;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operation of {@code POST /layout-parsing} where text is read: a document in, the layout and
 * the text of its pages out. Text has the defaults of PaddleX's pipeline PP-StructureV3, whatever
 * profile the service has. Thread-safe; nothing blocks, and cancelling takes the pages from the
 * queue.
 */
@Singleton
@LookupIfProperty(name = "quire.models.ocr.enabled", stringValue = "true", lookupIfMissing = true)
public class DocumentParsing implements DocumentOperation, Operation<DocumentWishes, Answered> {

  /** What PP-StructureV3 makes the shorter side of a page at least, in pixels. */
  private static final int SIDE = 736;

  /** In the order in which {@link LayoutParsingResult.Page#of} expects them. */
  private static final List<PictureOptions> PICTURES =
      Stream.<Subject>of(
              new Subject.Page(),
              new Subject.Regions(false),
              new Subject.ReadingOrder(false),
              new Subject.Regions(false))
          .map(PictureOptions::paddlex)
          .toList();

  private final LayoutParameters silentLayout;
  private final OcrOptions silentText;
  private final ReadService pages;
  private final PageTexts texts;
  private final ClientDocuments documents;
  private final PaddlexSettings settings;

  DocumentParsing(
      Model model,
      OcrDefaults defaults,
      ReadService pages,
      PageTexts texts,
      ClientDocuments documents,
      PaddlexSettings settings) {
    this.silentLayout = LayoutParameters.paddleX(model);
    OcrOptions paddlex = defaults.with(OcrProfile.PADDLEX).options();
    this.silentText =
        new OcrOptions(
            false,
            new SideLimit(SideLimit.Kind.MIN, SIDE, paddlex.limit().most()),
            paddlex.detection(),
            paddlex.lines().withOriented(texts.orientsLines()));
    this.pages = pages;
    this.texts = texts;
    this.documents = documents;
    this.settings = settings;
  }

  @Override
  public Uni<Envelope> answer(byte[] body, RequestHold hold, DocumentTerms terms) {
    return documents.answer(this, body, hold, terms);
  }

  @Override
  public Uni<Envelope> answer(
      SingleUse<byte[]> body, RequestHold hold, DocumentTerms terms, Deadline deadline) {
    return documents.answer(this, body, hold, terms, deadline);
  }

  @Override
  public ClientRequest<DocumentWishes> read(ObjectNode body) {
    ClientRequest<DocumentWishes> request = ClientRequest.ofDocumentParsing(body);
    // PaddleX's clients have to say it, but what the file is, its contents decide
    request.type();
    request.wishes().text().requireOriented(texts);
    return request;
  }

  @Override
  public PageTask task() {
    return pages;
  }

  @Override
  public PageWork<Answered> work(ClientRequest<DocumentWishes> request) {
    DocumentWishes wishes = request.wishes();
    OcrOptions options = wishes.text().over(silentText);
    // words tell which cells and columns a line belongs to
    OcrOptions worded = options.with(options.lines().withWords(true));
    return new DocumentWork(
        pages.work(
            new ReadOptions(
                TextChoice.OCR,
                worded,
                ReadingOptions.defaults(),
                new LayoutOptions(wishes.page().layout().over(silentLayout)),
                wishes.text().leastScore(silentText),
                false)),
        texts.work(worded),
        wishes.images());
  }

  @Override
  public List<PictureOptions> pictures() {
    return PICTURES;
  }

  @Override
  public List<PictureOptions> pictures(ClientRequest<DocumentWishes> request, boolean visualized) {
    Stream<PictureOptions> drawn = visualized ? PICTURES.stream() : Stream.empty();
    return request.wishes().images()
        ? Stream.concat(drawn, Figures.PICTURES.stream()).toList()
        : drawn.toList();
  }

  @Override
  public List<Integer> pages(int count) {
    settings.requireFew(count);
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  @Override
  public LayoutParsingResult result(
      ClientRequest<DocumentWishes> request, DocumentKind kind, List<Done<Answered>> done) {
    DocumentWishes wishes = request.wishes();
    OcrOptions options = wishes.text().over(silentText);
    double leastScore = wishes.text().leastScore(silentText);
    return new LayoutParsingResult(
        new ParsedPages(
                wishes,
                request.visualize().orElse(settings.visualize()) ? PICTURES.size() : 0,
                text -> PrunedText.within(text, options, leastScore))
            .of(done),
        DataInfo.of(
            kind,
            done.stream()
                .map(page -> page.answer().page())
                .map(page -> new DataInfo.PageSize(page.width(), page.height()))
                .toList()));
  }
}
