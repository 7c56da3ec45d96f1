package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageWork;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.ocr.OcrAnswer;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.api.ocr.OcrStages;
import dev.quire.api.ocr.PageTexts;
import dev.quire.image.PageImage;
import dev.quire.image.PageTurn;
import dev.quire.image.PageWarning;
import dev.quire.model.OcrModel;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads from every page what a test says. */
final class FakeTexts implements PageTexts {

  final List<OcrOptions> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Outcome> ended = Collections.synchronizedList(new ArrayList<>());
  private final Uni<Answered> page;
  private final boolean orientsLines;
  private final boolean orientsPages;

  private FakeTexts(Uni<Answered> page, boolean orientsLines, boolean orientsPages) {
    this.page = page;
    this.orientsLines = orientsLines;
    this.orientsPages = orientsPages;
  }

  /** A page of 200 by 100 pixels with these lines. */
  static FakeTexts of(List<TextLine> lines, List<PageWarning> warnings) {
    OcrAnswer answer =
        new OcrAnswer(
            "fixture",
            200,
            100,
            null,
            List.of(),
            null,
            "cpu",
            null,
            "fp32",
            WarningAnswer.of(warnings),
            null);
    OcrStages stages = new OcrStages(0, 0, 0, 0, 0, 0, 0, 0, 0);
    return new FakeTexts(
        Uni.createFrom().item(new Answered(answer, lines, Optional.empty(), stages, false)),
        true,
        false);
  }

  static FakeTexts failing(Throwable failure) {
    return new FakeTexts(Uni.createFrom().failure(failure), true, false);
  }

  /** The same without a model for lines that stand upside down. */
  FakeTexts withoutOrientation() {
    return new FakeTexts(page, false, orientsPages);
  }

  /** The same with a model for pages, which has every page turned so. */
  FakeTexts turning(PageTurn turn) {
    return new FakeTexts(
        page.map(
            sent ->
                new Answered(
                    sent.answer(), sent.lines(), Optional.of(turn), sent.stages(), sent.shared())),
        orientsLines,
        true);
  }

  @Override
  public boolean orientsLines() {
    return orientsLines;
  }

  @Override
  public boolean orientsPages() {
    return orientsPages;
  }

  @Override
  public String task() {
    return OcrModel.OCR;
  }

  @Override
  public Outcomes outcomes() {
    return new Outcomes((client, outcome) -> ended.add(outcome));
  }

  @Override
  public void requireOpen() {
    // the service is open
  }

  @Override
  public PageWork<Answered> work(OcrOptions options) {
    return new Work(options);
  }

  private final class Work implements PageWork<Answered> {

    private final OcrOptions options;

    Work(OcrOptions options) {
      this.options = options;
    }

    @Override
    public String task() {
      return FakeTexts.this.task();
    }

    @Override
    public Outcomes outcomes() {
      return FakeTexts.this.outcomes();
    }

    @Override
    public void requireOpen() {
      FakeTexts.this.requireOpen();
    }

    @Override
    public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
      asked.add(options);
      return page;
    }

    @Override
    public Outcome outcome(Answered answer) {
      return Outcome.ANSWERED;
    }

    private static String size(PageImage image, Answered answer, String before) {
      return answer.turn().isPresent() ? before + image.width() + "x" + image.height() : "";
    }

    /** Pictures that say what they show, and the size where the page was turned. */
    @Override
    public List<byte[]> paint(PageImage image, Answered answer, List<PictureOptions> pictures) {
      return pictures.stream()
          .map(
              options ->
                  options.subject() instanceof Subject.Page
                      ? "page" + size(image, answer, " ")
                      : "lines" + size(image, answer, " on ") + ": " + answer.lines().size())
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();
    }
  }
}
