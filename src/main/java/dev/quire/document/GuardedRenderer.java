package dev.quire.document;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** PDFBox's renderer, for one page, with a guard over it. */
final class GuardedRenderer extends PDFRenderer {

  private final DrawingGuard guard;
  private final PageFaults faults;

  GuardedRenderer(PDDocument document, DrawingGuard guard, PageFaults faults) {
    super(document);
    this.guard = guard;
    this.faults = faults;
  }

  @Override
  protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
    PageDrawer drawer = new GuardedDrawer(parameters, guard, faults);
    drawer.setAnnotationFilter(getAnnotationsFilter());
    return drawer;
  }
}
