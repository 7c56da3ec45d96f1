package dev.quire.api.layout;

import dev.quire.api.document.PageForm;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.problem.Problem;
import java.util.List;

/** How layouts are written as JSON. */
final class LayoutForm implements PageForm<Answered, PageAnswer, DocumentAnswer> {

  /** A page's answer, with the picture that was wanted. */
  static LayoutAnswer answer(Done<Answered> page) {
    LayoutAnswer answer = page.answer().answer();
    return page.pictures().isEmpty() ? answer : answer.with(page.pictures().get(0));
  }

  @Override
  public PageAnswer done(Done<Answered> page, int pageCount) {
    return new PageAnswer(page.number(), pageCount, answer(page), null);
  }

  @Override
  public PageAnswer failed(int number, int pageCount, Problem problem) {
    return new PageAnswer(number, pageCount, null, problem);
  }

  @Override
  public DocumentAnswer document(int pageCount, List<PageAnswer> pages) {
    return new DocumentAnswer(pageCount, pages);
  }
}
