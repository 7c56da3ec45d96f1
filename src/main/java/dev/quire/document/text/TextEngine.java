package dev.quire.document.text;

import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Goes through the contents of a page and tells a sink of its characters and pictures. Nothing is
 * drawn, no picture is decoded. What cannot be read is passed over, as where pages are drawn. For
 * one page and thread.
 */
final class TextEngine extends PDFStreamEngine {

  /** A string may hold millions of characters. */
  private static final int STEP = 1024;

  private final TextGuard guard;
  private final Layers layers;
  private final PageSink sink;
  private final Visibility visibility;
  private int shown;

  /** Marked content within one that is hidden; 0 where nothing hides it. */
  private int hidden;

  /** Marked content within one whose text is given; 0 outside. */
  private int replaced;

  TextEngine(TextGuard guard, Layers layers, PageSink sink) {
    this.guard = guard;
    this.layers = layers;
    this.sink = sink;
    this.visibility = new Visibility(this);
    TextOperators.addTo(this);
  }

  /** Reads the contents of the page, without its annotations. */
  void read(PDPage page) throws IOException {
    try {
      processPage(page);
    } catch (IOException | RuntimeException e) {
      passOn(e);
    }
    leave();
  }

  /** Marks that are not closed end with what they are in. */
  void leave() {
    hidden = 0;
    if (replaced > 0) {
      replaced = 0;
      sink.endReplacement();
    }
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    guard.beforeStep();
    try {
      super.processOperator(operator, operands);
    } catch (RuntimeException e) {
      passOn(e);
    }
  }

  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException e) {
    // as where pages are drawn: it costs what it was to show
  }

  /** What ends the page, however much of it could be read. */
  void passOn(Exception e) {
    if (e instanceof RuntimeException end && (e instanceof TooMuchTextException || guard.ends(e))) {
      throw end;
    }
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    shown++;
    if (shown % STEP == 0) {
      guard.beforeStep();
    }
    if (hidden == 0 && visibility.admits(matrix)) {
      sink.show(matrix, font, code, displacement, getGraphicsState(), getTextMatrix());
    }
  }

  /** Paints what has a name: a form or a picture. */
  void paint(COSName name) throws IOException {
    if (hidden > 0 || getResources() == null) {
      return;
    }
    PDXObject object = getResources().getXObject(name);
    if (object instanceof PDImageXObject picture) {
      COSDictionary dictionary = picture.getCOSObject();
      if (!layers.hide(picture.getOptionalContent())) {
        paintPicture(
            !picture.isStencil()
                && !dictionary.containsKey(COSName.SMASK)
                && !dictionary.containsKey(COSName.MASK));
      }
    } else if (object instanceof PDTransparencyGroup group) {
      if (!layers.hide(group.getOptionalContent())) {
        showTransparencyGroup(group);
      }
    } else if (object instanceof PDFormXObject form && !layers.hide(form.getOptionalContent())) {
      showForm(form);
    }
  }

  /** Paints a picture into the unit square. */
  void paintPicture(boolean opaque) {
    if (hidden == 0) {
      AffineTransform toPage =
          getGraphicsState().getCurrentTransformationMatrix().createAffineTransform();
      sink.picture(toPage, opaque && getGraphicsState().getNonStrokeAlphaConstant() >= 1);
    }
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    if (guard.openForm(form.getCOSObject())) {
      try {
        super.showForm(form);
      } finally {
        guard.closeForm(form.getCOSObject());
      }
    }
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
    if (guard.openForm(group.getCOSObject())) {
      try {
        super.showTransparencyGroup(group);
      } finally {
        guard.closeForm(group.getCOSObject());
      }
    }
  }

  @Override
  public void beginMarkedContentSequence(COSName tag, COSDictionary properties) {
    if (hidden > 0) {
      hidden++;
    } else if (properties != null && layers.hide(PDPropertyList.create(properties))) {
      hidden = 1;
    }
    if (replaced > 0) {
      replaced++;
    } else if (properties != null && properties.containsKey(COSName.ACTUAL_TEXT)) {
      String text = properties.getString(COSName.ACTUAL_TEXT);
      if (text != null) {
        replaced = 1;
        sink.beginReplacement(text);
      }
    }
  }

  @Override
  public void endMarkedContentSequence() {
    hidden = Math.max(0, hidden - 1);
    if (replaced > 0) {
      replaced--;
      if (replaced == 0) {
        sink.endReplacement();
      }
    }
  }
}
