package dev.quire.document;

import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDAppearanceContentStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceCharacteristicsDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;

/** Draws a check-box or radio button, ticked or not, or a push-button's ground. */
final class ButtonLook {

  private static final String OFF = "Off";
  private static final float CIRCLE = 0.5523f;

  private final PDAnnotationWidget widget;

  ButtonLook(PDAnnotationWidget widget) {
    this.widget = widget;
  }

  /** Draws it from what its field says of it. */
  void draw(PDDocument document, PDButton field) throws IOException {
    PDAppearanceStream appearance = TextLook.appearance(document, widget);
    PDAppearanceCharacteristicsDictionary look = widget.getAppearanceCharacteristics();
    float width = appearance.getBBox().getWidth();
    float height = appearance.getBBox().getHeight();
    boolean round = field.isRadioButton();
    try (PDAppearanceContentStream contents = new PDAppearanceContentStream(appearance)) {
      PDColor ground = look == null ? null : look.getBackground();
      if (ground != null && ground.getComponents().length > 0) {
        contents.setNonStrokingColor(ground);
        outline(contents, round, width, height);
        contents.fill();
        contents.setNonStrokingColor(0f);
      }
      PDColor border = look == null ? null : look.getBorderColour();
      if (border != null && border.getComponents().length > 0) {
        contents.setStrokingColor(border);
        outline(contents, round, width, height);
        contents.stroke();
        contents.setStrokingColor(0f);
      }
      if (!field.isPushButton() && isOn(field)) {
        mark(contents, round, width, height);
      }
    }
  }

  private boolean isOn(PDButton field) {
    COSName state = widget.getCOSObject().getCOSName(COSName.AS);
    if (state != null) {
      return !OFF.equals(state.getName());
    }
    String value = field.getValue();
    return field.getWidgets().size() == 1 && !value.isEmpty() && !OFF.equals(value);
  }

  private static void outline(
      PDAppearanceContentStream contents, boolean round, float width, float height)
      throws IOException {
    if (round) {
      circle(contents, width / 2, height / 2, Math.min(width, height) / 2 - 0.5f);
    } else {
      contents.addRect(0.5f, 0.5f, Math.max(0, width - 1), Math.max(0, height - 1));
    }
  }

  private static void mark(
      PDAppearanceContentStream contents, boolean round, float width, float height)
      throws IOException {
    float size = Math.min(width, height);
    float left = (width - size) / 2;
    float bottom = (height - size) / 2;
    if (round) {
      circle(contents, width / 2, height / 2, size / 4);
      contents.fill();
      return;
    }
    contents.setLineWidth(size / 8);
    contents.moveTo(left + size * 0.2f, bottom + size * 0.5f);
    contents.lineTo(left + size * 0.42f, bottom + size * 0.22f);
    contents.lineTo(left + size * 0.8f, bottom + size * 0.8f);
    contents.stroke();
  }

  private static void circle(PDAppearanceContentStream contents, float x, float y, float radius)
      throws IOException {
    float r = Math.max(radius, 0);
    float k = r * CIRCLE;
    contents.moveTo(x + r, y);
    contents.curveTo(x + r, y + k, x + k, y + r, x, y + r);
    contents.curveTo(x - k, y + r, x - r, y + k, x - r, y);
    contents.curveTo(x - r, y - k, x - k, y - r, x, y - r);
    contents.curveTo(x + k, y - r, x + r, y - k, x + r, y);
    contents.closePath();
  }
}
