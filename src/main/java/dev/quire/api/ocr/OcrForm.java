package dev.quire.api.ocr;

import dev.quire.api.document.PageForm;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.api.problem.Problem;
import java.util.List;

/** How texts are written as JSON. */
final class OcrForm implements PageForm<Answered, OcrPageAnswer, OcrDocumentAnswer> {

  /** A page's answer, with the picture that was wanted. */
  static OcrAnswer answer(Done<Answered> page) {
    OcrAnswer answer = page.answer().answer();
    return page.pictures().isEmpty() ? answer : answer.with(page.pictures().get(0));
  }

  @Override
  public OcrPageAnswer done(Done<Answered> page, int pageCount) {
    return new OcrPageAnswer(page.number(), pageCount, answer(page), null);
  }

  @Override
  public OcrPageAnswer failed(int number, int pageCount, Problem problem) {
    return new OcrPageAnswer(number, pageCount, null, problem);
  }

  @Override
  public OcrDocumentAnswer document(int pageCount, List<OcrPageAnswer> pages) {
    return new OcrDocumentAnswer(pageCount, pages);
  }
}
