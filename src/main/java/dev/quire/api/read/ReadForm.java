package dev.quire.api.read;

import dev.quire.api.document.PageForm;
import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.problem.Problem;
import dev.quire.api.read.ReadService.Answered;
import java.util.List;

/** How what pages say is written as JSON. */
final class ReadForm implements PageForm<Answered, ReadPageAnswer, ReadDocumentAnswer> {

  private final ReadAnswerMaker maker;
  private final boolean figures;

  /**
   * @param words whether the places of words are told
   * @param figures whether a page's pictures are those of its figures
   */
  ReadForm(boolean words, boolean figures) {
    this.maker = new ReadAnswerMaker(words);
    this.figures = figures;
  }

  /** A page's answer, with the picture that was wanted. */
  ReadAnswer answer(Done<Answered> page) {
    if (figures) {
      return maker.answer(page.answer(), page.pictures());
    }
    ReadAnswer answer = maker.answer(page.answer(), List.of());
    return page.pictures().isEmpty() ? answer : answer.with(page.pictures().get(0));
  }

  @Override
  public ReadPageAnswer done(Done<Answered> page, int pageCount) {
    return new ReadPageAnswer(page.number(), pageCount, answer(page), null);
  }

  @Override
  public ReadPageAnswer failed(int number, int pageCount, Problem problem) {
    return new ReadPageAnswer(number, pageCount, null, problem);
  }

  @Override
  public ReadDocumentAnswer document(int pageCount, List<ReadPageAnswer> pages) {
    return new ReadDocumentAnswer(pageCount, pages);
  }
}
