package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageWork;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.image.PageImage;
import dev.quire.image.UprightPage;
import dev.quire.picture.PictureOptions;
import dev.quire.picture.Subject;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pages and shows their lines as PaddleX does: on the page turned upright, in whose pixels
 * its answers are. The bare page is shown as it was sent.
 */
record UprightWork(PageWork<Answered> texts) implements PageWork<Answered> {

  @Override
  public String task() {
    return texts.task();
  }

  @Override
  public Outcomes outcomes() {
    return texts.outcomes();
  }

  @Override
  public void requireOpen() {
    texts.requireOpen();
  }

  @Override
  public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
    return texts.page(source, terms, deadline);
  }

  @Override
  public Outcome outcome(Answered answer) {
    return texts.outcome(answer);
  }

  @Override
  public List<byte[]> paint(PageImage page, Answered answer, List<PictureOptions> pictures) {
    if (answer.turn().isEmpty() || answer.turn().get().isNone()) {
      return texts.paint(page, answer, pictures);
    }
    PageImage upright = new UprightPage(page, answer.turn().get());
    List<byte[]> painted = new ArrayList<>();
    for (PictureOptions picture : pictures) {
      boolean bare = picture.subject() instanceof Subject.Page;
      painted.addAll(
          texts.paint(bare ? page : upright, bare ? answer : answer.upright(), List.of(picture)));
    }
    return painted;
  }
}
