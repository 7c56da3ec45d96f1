package dev.quire.document;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** A drawer that asks a guard before it does what may be dear. */
final class GuardedDrawer extends FaithfulDrawer {

  private final DrawingGuard guard;
  private final JpegPeek jpegs = new JpegPeek();

  GuardedDrawer(
      PageDrawerParameters parameters, DrawingGuard guard, PageFaults faults, GlyphMasks masks)
      throws IOException {
    super(parameters, faults, guard, masks);
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
  void drawPlain(PDImage picture) throws IOException {
    admit(picture);
    if (picture instanceof PDImageXObject object) {
      admit(object.getMask());
      admit(object.getSoftMask());
    }
    super.drawPlain(picture);
  }

  private void admit(PDImage picture) throws IOException {
    if (picture != null) {
      guard.admit(picture.getWidth(), picture.getHeight());
      jpegs.size(picture).ifPresent(size -> guard.admit(size.width(), size.height()));
    }
  }
}
