package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.ocr.OcrDefaults;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.api.ocr.PageTexts;
import dev.quire.document.DocumentKind;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operation of {@code POST /ocr}: a document in, the text of its pages out, be it a PDF
 * document or pictures in one file. Whatever profile the service has, requests have PaddleX's
 * defaults here. It can be looked up where text is read. Thread-safe; nothing blocks, and
 * cancelling takes the pages from the queue.
 */
@Singleton
@LookupIfProperty(name = "quire.models.ocr.enabled", stringValue = "true", lookupIfMissing = true)
public class TextReading implements DocumentOperation, Operation<ReadingWishes, Answered> {

  /** In the order in which {@link TextReadingResult.Page#of} expects them. */
  private static final List<PictureOptions> PICTURES =
      Stream.<Subject>of(new Subject.Page(), new Subject.Regions(false))
          .map(PictureOptions::paddlex)
          .toList();

  private final OcrOptions silent;
  private final PageTexts texts;
  private final ClientDocuments documents;
  private final PaddlexSettings settings;

  TextReading(
      OcrDefaults defaults, PageTexts texts, ClientDocuments documents, PaddlexSettings settings) {
    OcrOptions paddlex = defaults.with(OcrProfile.PADDLEX).options();
    this.silent = paddlex.with(paddlex.lines().withOriented(texts.orientsLines()));
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
  public ClientRequest<ReadingWishes> read(ObjectNode body) {
    ClientRequest<ReadingWishes> request = ClientRequest.ofOcr(body);
    // PaddleX's clients have to say it, but what the file is, its contents decide
    request.type();
    request.wishes().requireOriented(texts);
    return request;
  }

  @Override
  public PageTask task() {
    return texts;
  }

  @Override
  public PageWork<Answered> work(ClientRequest<ReadingWishes> request) {
    return new UprightWork(texts.work(request.wishes().over(silent)));
  }

  @Override
  public List<PictureOptions> pictures() {
    return PICTURES;
  }

  @Override
  public List<Integer> pages(int count) {
    settings.requireFew(count);
    return IntStream.rangeClosed(1, count).boxed().toList();
  }

  @Override
  public TextReadingResult result(
      ClientRequest<ReadingWishes> request, DocumentKind kind, List<Done<Answered>> pages) {
    OcrOptions options = request.wishes().over(silent);
    double leastScore = request.wishes().leastScore(silent);
    return new TextReadingResult(
        pages.stream().map(page -> TextReadingResult.Page.of(page, options, leastScore)).toList(),
        DataInfo.of(
            kind,
            pages.stream()
                .map(page -> page.answer().answer())
                .map(page -> new DataInfo.PageSize(page.width(), page.height()))
                .toList()));
  }
}
