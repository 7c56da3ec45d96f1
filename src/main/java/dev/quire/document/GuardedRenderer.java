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
  private final GlyphMasks masks;

  GuardedRenderer(PDDocument document, DrawingGuard guard, PageFaults faults, GlyphMasks masks) {
    super(document);
    this.guard = guard;
    this.faults = faults;
    this.masks = masks;
  }

  @Override
  protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
    PageDrawer drawer = new GuardedDrawer(parameters, guard, faults, masks);
    drawer.setAnnotationFilter(getAnnotationsFilter());
    return drawer;
  }
}
