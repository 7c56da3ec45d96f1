package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageWork;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.read.Figures;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.image.PageImage;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pages and shows their regions and, in the last of the pictures that are drawn, their lines.
 *
 * @param texts draws the lines
 * @param figures whether the last picture that is wanted stands for those of the figures
 */
record DocumentWork(
    PageWork<Answered> reading, PageWork<OcrService.Answered> texts, boolean figures)
    implements PageWork<Answered> {

  @Override
  public String task() {
    return reading.task();
  }

  @Override
  public Outcomes outcomes() {
    return reading.outcomes();
  }

  @Override
  public void requireOpen() {
    reading.requireOpen();
  }

  @Override
  public boolean wantsTextLayers() {
    return reading.wantsTextLayers();
  }

  @Override
  public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
    return reading.page(source, terms, deadline);
  }

  @Override
  public Outcome outcome(Answered answer) {
    return reading.outcome(answer);
  }

  @Override
  public List<byte[]> paint(PageImage page, Answered answer, List<PictureOptions> pictures) {
    List<byte[]> painted = new ArrayList<>();
    int drawn = pictures.size() - (figures ? 1 : 0);
    if (drawn > 0) {
      int last = drawn - 1;
      painted.addAll(reading.paint(page, answer, pictures.subList(0, last)));
      painted.addAll(texts.paint(page, answer.text().orElseThrow(), pictures.subList(last, drawn)));
    }
    if (figures) {
      painted.addAll(new Figures().cut(page, answer.page()));
    }
    return painted;
  }
}
