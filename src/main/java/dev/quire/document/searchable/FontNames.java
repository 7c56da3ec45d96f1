package dev.quire.document.searchable;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDResources;

/** What a page calls the fonts of the invisible text: names that it does not use yet. */
final class FontNames {

  private static final String PREFIX = "Invisible";

  private final COSDictionary own;
  private final COSDictionary ownFonts;
  private final String prefix;

  /**
   * @param resources the page's own or inherited ones; may be null
   */
  FontNames(PDResources resources) {
    own = resources == null ? new COSDictionary() : resources.getCOSObject();
    COSDictionary fonts = own.getCOSDictionary(COSName.FONT);
    ownFonts = fonts == null ? new COSDictionary() : fonts;
    prefix = unused();
  }

  private String unused() {
    String name = PREFIX;
    while (isUsed(name)) {
      name += "x";
    }
    return name;
  }

  private boolean isUsed(String beginning) {
    return ownFonts.keySet().stream().anyMatch(key -> key.getName().startsWith(beginning));
  }

  /** The name of a font. */
  String of(int font) {
    return prefix + font;
  }

  /** A copy of the page's resources with the fonts besides. */
  COSDictionary resources(InvisibleFonts fonts) {
    COSDictionary named = new COSDictionary(ownFonts);
    for (int i = 0; i < fonts.count(); i++) {
      named.setItem(COSName.getPDFName(of(i)), fonts.dictionary(i));
    }
    COSDictionary copy = new COSDictionary(own);
    copy.setItem(COSName.FONT, named);
    return copy;
  }
}
