package dev.quire.document.text;

import dev.quire.reading.ReadLine;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;

/**
 * Reads the text layers of a document's pages. For the thread that holds the document.
 *
 * <p>Characters are those of the contents and of annotations and form fields that are shown, within
 * the crop box. What is painted twice counts once; of what nobody sees only that is read which lies
 * over a picture, as OCR programs put it there, or all if nothing else is on the page.
 */
public final class PageText {

  /** A page of a newspaper has some 40,000; what has more is a table of data or hostile. */
  public static final int MOST_CHARACTERS = 200_000;

  /** Of a page; a reviewed manuscript has some hundreds. Each without a look gets one made. */
  public static final int MOST_ANNOTATIONS = 2_000;

  private final PDDocument document;
  private final int most;
  private final Layers layers;

  /** For an open document, which stays the caller's. */
  public PageText(PDDocument document) {
    this(document, MOST_CHARACTERS);
  }

  PageText(PDDocument document, int most) {
    this.document = document;
    this.most = most;
    this.layers = new Layers(document);
  }

  /**
   * Reads a page.
   *
   * @param scale pixels to a unit of the page's user space
   * @param width of the page as it is drawn at that scale, in pixels
   * @param height likewise
   * @param guard whose exceptions are passed on
   * @throws IOException if the page cannot be read at all
   */
  public TextLayer read(PDPage page, double scale, int width, int height, TextGuard guard)
      throws IOException {
    AffineTransform toPixels = toPixels(page, scale);
    PageSink sink = new PageSink(toPixels, width, height, most);
    try {
      TextEngine engine = new TextEngine(guard, layers, sink);
      engine.read(page);
      List<PDAnnotation> annotations = page.getAnnotations();
      for (int i = 0; i < Math.min(MOST_ANNOTATIONS, annotations.size()); i++) {
        annotation(annotations.get(i), page, engine, sink, toPixels);
      }
    } catch (TooMuchTextException e) {
      return tooMuch(width, height, sink);
    }
    LayerGlyphs glyphs = LayerGlyphs.of(sink, guard);
    List<ReadLine> lines = new LineFinder(width, height, guard).lines(glyphs.read());
    return new TextLayer(width, height, lines, glyphs.facts());
  }

  private TextLayer tooMuch(int width, int height, PageSink sink) {
    PictureCover pictures = sink.pictures();
    return new TextLayer(
        width,
        height,
        List.of(),
        new LayerFacts(most, 0, 0, 0, pictures.share(), pictures.pictures(), true));
  }

  /** As where pages are drawn. */
  private static AffineTransform toPixels(PDPage page, double scale) {
    PDRectangle box = page.getCropBox();
    AffineTransform transform = AffineTransform.getScaleInstance(scale, scale);
    int rotation = page.getRotation();
    switch (rotation) {
      case 90 -> transform.translate(box.getHeight(), 0);
      case 180 -> transform.translate(box.getWidth(), box.getHeight());
      case 270 -> transform.translate(0, box.getWidth());
      default -> {
        // upright
      }
    }
    transform.rotate(Math.toRadians(rotation));
    transform.translate(0, box.getHeight());
    transform.scale(1, -1);
    transform.translate(-box.getLowerLeftX(), -box.getLowerLeftY());
    return transform;
  }

  private void annotation(
      PDAnnotation annotation,
      PDPage page,
      TextEngine engine,
      PageSink sink,
      AffineTransform toPixels) {
    try {
      if (annotation.isHidden()
          || annotation.isNoView()
          || layers.hide(annotation.getOptionalContent())) {
        return;
      }
      if (annotation.getAppearance() == null
          || annotation.getAppearance().getNormalAppearance() == null) {
        annotation.constructAppearances(document);
      }
      AffineTransform through = new AffineTransform(toPixels);
      PDRectangle place = annotation.getRectangle();
      if (annotation.isNoRotate() && page.getRotation() != 0 && place != null) {
        through.rotate(
            Math.toRadians(page.getRotation()), place.getLowerLeftX(), place.getUpperRightY());
      }
      sink.through(through);
      engine.showAnnotation(annotation);
    } catch (IOException | RuntimeException e) {
      engine.passOn(e);
    }
    engine.leave();
  }
}
