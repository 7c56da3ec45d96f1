package dev.quire.document;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** PDFBox's drawer, which asks a guard before it does what may be dear. */
final class GuardedDrawer extends PageDrawer {

  private final DrawingGuard guard;
  private final JpegPeek jpegs = new JpegPeek();

  GuardedDrawer(PageDrawerParameters parameters, DrawingGuard guard) throws IOException {
    super(parameters);
    this.guard = guard;
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    guard.beforeStep();
    super.processOperator(operator, operands);
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
  protected void processTransparencyGroup(PDTransparencyGroup group) throws IOException {
    guard.openGroup();
    try {
      super.processTransparencyGroup(group);
    } finally {
      guard.closeGroup();
    }
  }

  @Override
  public void drawImage(PDImage picture) throws IOException {
    admit(picture);
    if (picture instanceof PDImageXObject object) {
      admit(object.getMask());
      admit(object.getSoftMask());
    }
    super.drawImage(picture);
  }

  /** PDFBox logs a picture it has no decoder for and goes on; a scanned page would be blank. */
  @Override
  protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
      throws IOException {
    if (e instanceof MissingImageReaderException) {
      throw guard.unreadablePicture(e);
    }
    super.operatorException(operator, operands, e);
  }

  private void admit(PDImage picture) throws IOException {
    if (picture != null) {
      guard.beforePicture(picture.getWidth(), picture.getHeight());
      jpegs.size(picture).ifPresent(size -> guard.beforePicture(size.width(), size.height()));
    }
  }
}
