package dev.quire.document.searchable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;

/** The fonts of a document's invisible text: one, or more where it has no code left. */
final class InvisibleFonts {

  private final COSDocument document;
  private final List<InvisibleFont> fonts = new ArrayList<>();

  InvisibleFonts(COSDocument document) {
    this.document = document;
  }

  /**
   * A character in one of the fonts.
   *
   * @param font its number, from 0
   * @param code 1 to 65,535
   */
  record Glyph(int font, int code) {}

  /** The glyph of a character. */
  Glyph glyph(int character) {
    for (int i = 0; i < fonts.size(); i++) {
      OptionalInt code = fonts.get(i).code(character);
      if (code.isPresent()) {
        return new Glyph(i, code.getAsInt());
      }
    }
    fonts.add(new InvisibleFont(document));
    return glyph(character);
  }

  /** How many there are. */
  int count() {
    return fonts.size();
  }

  /** What pages name as a font. */
  COSDictionary dictionary(int font) {
    return fonts.get(font).dictionary();
  }

  /** Completes all of them, once no text will follow. */
  void finish() throws IOException {
    for (InvisibleFont font : fonts) {
      font.finish();
    }
  }
}
