package dev.quire.document;

import dev.quire.image.Bitmap;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import java.util.List;

/** A page drawn for a test. */
record DrawnPage(Bitmap bitmap) {

  /** Draws a page of a file at 72 dpi. */
  static DrawnPage of(byte[] file, int number) {
    DocumentSettings defaults = DocumentSettings.defaults();
    DocumentSettings coarse =
        new DocumentSettings(
            72, defaults.limits(), defaults.maxInflatedBytes(), defaults.maxDrawTime());
    try (Document document = new Documents(coarse).open(file)) {
      return new DrawnPage((Bitmap) document.page(number));
    }
  }

  static DrawnPage of(byte[] file) {
    return of(file, 1);
  }

  List<Kind> warnings() {
    return bitmap.warnings().stream().map(PageWarning::kind).toList();
  }

  /** Red, green and blue. */
  int pixel(int x, int y) {
    int at = (y * bitmap.width() + x) * 3;
    byte[] bgr = bitmap.bgr();
    return (bgr[at + 2] & 0xff) << 16 | (bgr[at + 1] & 0xff) << 8 | bgr[at] & 0xff;
  }

  /** How many pixels are no lighter than half of grey, in a part of the page from its top. */
  int ink(int x, int y, int width, int height) {
    int ink = 0;
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        int rgb = pixel(column, row);
        ink += (rgb >> 16) + (rgb >> 8 & 0xff) + (rgb & 0xff) < 3 * 128 ? 1 : 0;
      }
    }
    return ink;
  }

  int ink() {
    return ink(0, 0, bitmap.width(), bitmap.height());
  }
}
