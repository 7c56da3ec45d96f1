package dev.quire.api.layout;

import dev.quire.api.Deadline;
import dev.quire.api.Outcomes;
import dev.quire.api.document.PageSource;
import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.image.PageImage;
import dev.quire.model.Model;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import dev.quire.task.layout.Region;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Makes the pages of documents be laid out. Immutable and thread-safe. */
public final class LayoutPages implements PageTask {

  private final PageLayouts layouts;
  private final Painter painter;
  private final Outcomes outcomes;

  /** Draws regions on a page as {@link dev.quire.picture.PagePainter#paint} does. */
  @FunctionalInterface
  public interface Painter {
    List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures);
  }

  /**
   * @param outcomes counts how pages end
   */
  public LayoutPages(PageLayouts layouts, Painter painter, Outcomes outcomes) {
    this.layouts = layouts;
    this.painter = painter;
    this.outcomes = outcomes;
  }

  /** What is done with each page of a request. */
  public PageWork<Answered> work(LayoutOptions options) {
    return new Work(options);
  }

  @Override
  public String task() {
    return Model.LAYOUT;
  }

  @Override
  public Outcomes outcomes() {
    return outcomes;
  }

  @Override
  public void requireOpen() {
    layouts.requireOpen();
  }

  private final class Work implements PageWork<Answered> {

    private final LayoutOptions options;

    Work(LayoutOptions options) {
      this.options = options;
    }

    @Override
    public String task() {
      return LayoutPages.this.task();
    }

    @Override
    public Outcomes outcomes() {
      return LayoutPages.this.outcomes();
    }

    @Override
    public void requireOpen() {
      LayoutPages.this.requireOpen();
    }

    @Override
    public Uni<Answered> page(PageSource source, Terms terms, Deadline deadline) {
      return layouts.page(source, options, terms, deadline);
    }

    @Override
    public Outcome outcome(Answered answer) {
      return answer.outcome();
    }

    @Override
    public List<byte[]> paint(PageImage page, Answered answer, List<PictureOptions> pictures) {
      return painter.paint(page, answer.regions(), pictures);
    }
  }
}
