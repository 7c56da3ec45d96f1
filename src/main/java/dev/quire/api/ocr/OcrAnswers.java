package dev.quire.api.ocr;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentAnswers;
import dev.quire.api.document.DocumentAnswers.Reply;
import dev.quire.api.document.DocumentService;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.task.ocr.TextLine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.stream.Collectors;

/** Answers requests for text, in each of the forms there are. Thread-safe; nothing blocks. */
@RegisterForReflection(
    targets = {
      OcrAnswer.class,
      OcrAnswer.LineAnswer.class,
      OcrAnswer.OcrSize.class,
      OcrAnswer.OcrTiming.class,
      OcrAnswer.WordAnswer.class,
      OcrDocumentAnswer.class,
      OcrPageAnswer.class
    })
public class OcrAnswers {

  /** Between the pages of a text, as printers and pdftotext have it. */
  private static final String FORM_FEED = "\f";

  private final PageTexts texts;
  private final DocumentAnswers<Answered, OcrPageAnswer, OcrDocumentAnswer> answers;

  public OcrAnswers(PageTexts texts, DocumentService documents, AnswerWriter writer) {
    this.texts = texts;
    this.answers = new DocumentAnswers<>(documents, writer, new OcrForm());
  }

  /** Everything at once. */
  Uni<Reply<Answered, OcrDocumentAnswer>> whole(OcrRequest request) {
    return answers.whole(request.pages(), texts.work(request.options()));
  }

  /** Page by page, as {@link DocumentAnswers#lines} does. */
  Multi<RawValue> lines(OcrRequest request) {
    return answers.lines(request.pages(), texts.work(request.options()));
  }

  /** An answer as JSON, written on the CPU pool. */
  Uni<Object> json(Object answer) {
    return answers.json(answer);
  }

  /**
   * The text alone: a line for each line, pages parted by form feeds.
   *
   * @return fails with the first page that does
   */
  Uni<String> text(OcrRequest request) {
    return answers
        .pages(request.pages(), texts.work(request.options()))
        .map(pages -> pages.stream().map(OcrAnswers::text).collect(Collectors.joining(FORM_FEED)));
  }

  private static String text(Done<Answered> page) {
    return page.answer().lines().stream()
        .map(TextLine::text)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
