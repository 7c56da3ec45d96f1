package dev.quire.train.eval;

import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.model.Nms;
import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.PageRows;
import dev.quire.train.eval.AveragePrecision.Image;
import dev.quire.train.eval.FoldedScore.Counts;
import dev.quire.train.eval.RealPages.RealPage;
import dev.quire.train.page.Label;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.Page;
import dev.quire.train.page.SyntheticPages;
import dev.quire.train.run.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measures an exported model on synthetic pages that it was not trained on and on labelled real
 * pages. The score threshold is chosen on the synthetic pages alone.
 *
 * <pre>
 * Evaluate MODEL-FOLDER [--synthetic N] [--seed S] [--pages FOLDER] [--size PIXELS] [--dpi DPI]
 *          [--same IOU] [--other IOU] [--runs N] [--threshold T]
 * </pre>
 */
public final class Evaluate {

  private static final double LEAST_SCORE = 0.05;
  private static final double IOU = 0.5;

  /** An overlap that two boxes of different classes hardly ever have. */
  private static final double NEVER = 1;

  private static final String NO_PAGES = "none";

  private Evaluate() {}

  public static void main(String[] args) throws IOException {
    Options options =
        Options.parse(
            args,
            Set.of(
                "synthetic", "seed", "pages", "size", "dpi", "same", "other", "runs", "threshold"));
    Model model = new ModelRepository().load(options.plain().get(0));
    Resolution size =
        Resolution.square((int) options.whole("size", model.preprocessing().resolution().height()));
    LayoutParameters parameters =
        LayoutParameters.of(model)
            .withThreshold(LEAST_SCORE)
            .withNms(
                new Nms(
                    true,
                    options.number("same", model.nms().sameClass()),
                    options.number("other", model.nms().differentClass())));
    PrintStream out = System.out;
    try (Detector detector = new Detector(model)) {
      out.printf(
          "%s, %,d bytes, %s px, suppression from IoU %.2f (same class), %.2f (others)%n",
          model.name(),
          model.file().bytes().length,
          size,
          parameters.nms().sameClass(),
          parameters.nms().differentClass());
      double threshold = options.number("threshold", 0.3);
      int count = (int) options.whole("synthetic", 500);
      if (count > 0) {
        List<Synthetic> images =
            synthetic(detector, parameters, options.whole("seed", 987_654_321), count, size);
        threshold = options.number("threshold", reportSynthetic(out, images));
      }
      String folder = options.text("pages", NO_PAGES);
      if (folder.equals(NO_PAGES)) {
        out.printf("%nno labelled real pages given%n");
      } else {
        float dpi = (float) options.number("dpi", 144);
        List<Image> images = real(detector, parameters, Path.of(folder), dpi, size);
        out.printf("%nreal pages: %d, threshold %.2f%n", images.size(), threshold);
        table(out, FoldedScore.byFold(images, threshold));
      }
      int runs = (int) options.whole("runs", 15);
      for (int s : runs > 0 ? new int[] {512, 640, 800} : new int[0]) {
        double millis = detector.millis(Resolution.square(s), runs);
        out.printf("%d px: %.1f ms a page on one core%n", s, millis);
      }
    }
  }

  private static double reportSynthetic(PrintStream out, List<Synthetic> pages) {
    out.printf("%nsynthetic pages: %d%n", pages.size());
    List<Image> images = pages.stream().map(Synthetic::byClass).toList();
    List<Image> served = pages.stream().map(Synthetic::served).toList();
    for (int label : AveragePrecision.labels(images)) {
      long present =
          images.stream().flatMap(i -> i.truth().stream()).filter(t -> t.label() == label).count();
      out.printf(
          "  %-18s AP %.3f  of %d%n",
          Label.values()[label], AveragePrecision.of(images, label, IOU).orElseThrow(), present);
    }
    out.printf("mAP@0.5 %.4f%n", AveragePrecision.mean(images, IOU));
    List<Image> folded = served.stream().map(Evaluate::fold).toList();
    double threshold = FoldedScore.bestThreshold(folded);
    out.printf("best threshold %.2f%n", threshold);
    table(out, FoldedScore.byFold(folded, threshold));
    ReadingOrder.Pairs pairs = ReadingOrder.of(served, threshold);
    out.printf("reading order: %.4f of %d pairs right%n", pairs.share(), pairs.all());
    return threshold;
  }

  private static void table(PrintStream out, Map<Fold, Counts> byFold) {
    byFold.forEach((fold, counts) -> line(out, fold.name(), counts));
    line(out, "ALL", FoldedScore.total(byFold));
  }

  private static void line(PrintStream out, String name, Counts c) {
    out.printf(
        "  %-9s P %.3f  R %.3f  F1 %.3f  (%d right of %d found, %d present)%n",
        name, c.precision(), c.recall(), c.f1(), c.right(), c.found(), c.present());
  }

  private static List<Synthetic> synthetic(
      Detector detector, LayoutParameters parameters, long seed, int count, Resolution size)
      throws IOException {
    SyntheticPages pages = new SyntheticPages(seed);
    LayoutParameters byClass =
        parameters.withNms(new Nms(true, parameters.nms().sameClass(), NEVER));
    List<Synthetic> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Page page = pages.page(i);
      List<Detection> truth = new ArrayList<>();
      for (LabelledRegion region : page.regions()) {
        truth.add(new Detection(region.label().ordinal(), 1, region.box(), truth.size()));
      }
      PageRows rows = detector.read(page.image(), size);
      images.add(
          new Synthetic(
              new Image(detector.detections(rows, byClass), truth),
              new Image(detector.detections(rows, parameters), truth)));
    }
    return images;
  }

  /**
   * A page's detections, once with overlaps suppressed within each class only, as average precision
   * is defined, and once as the service answers.
   */
  private record Synthetic(Image byClass, Image served) {}

  private static List<Image> real(
      Detector detector, LayoutParameters parameters, Path folder, float dpi, Resolution size)
      throws IOException {
    List<Image> images = new ArrayList<>();
    for (RealPage page : RealPages.load(folder, dpi)) {
      List<Detection> found = detector.detections(detector.read(page.image(), size), parameters);
      images.add(new Image(folded(found), page.regions()));
    }
    return images;
  }

  private static Image fold(Image image) {
    return new Image(folded(image.found()), folded(image.truth()));
  }

  private static List<Detection> folded(List<Detection> detections) {
    List<Detection> folded = new ArrayList<>();
    for (Detection d : detections) {
      Optional<Fold> fold = Fold.of(Label.values()[d.label()]);
      fold.ifPresent(f -> folded.add(new Detection(f.ordinal(), d.score(), d.box(), d.rank())));
    }
    return folded;
  }
}
