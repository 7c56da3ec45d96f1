package dev.quire.document.searchable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * A composite font whose characters take space and have no shape (ISO 32000-2, 9.7). Codes of two
 * bytes are given to characters as they come up, so that those beyond the Basic Multilingual Plane
 * have one of their own like all others. For one document, in one thread.
 */
final class InvisibleFont {

  /** Codes 1 to 65,535; 0 stands for a character that is missing. */
  static final int CAPACITY = 0xffff;

  private static final String NAME = "QuireInvisible";

  /** Characters of nonsymbolic fonts would be looked up by name. */
  private static final int SYMBOLIC = 4;

  private static final int STEM = 80;

  private final Streams streams;
  private final COSDictionary dictionary = new COSDictionary();
  private final Map<Integer, Integer> codes = new HashMap<>();
  private int[] characters = new int[256];

  InvisibleFont(COSDocument document) {
    this.streams = new Streams(document);
  }

  /** What pages name as their font; it is complete after {@link #finish()}. */
  COSDictionary dictionary() {
    return dictionary;
  }

  /** The code of a character; empty if there is none left. */
  OptionalInt code(int character) {
    Integer known = codes.get(character);
    if (known != null) {
      return OptionalInt.of(known);
    }
    if (codes.size() == CAPACITY) {
      return OptionalInt.empty();
    }
    if (codes.size() == characters.length) {
      characters = Arrays.copyOf(characters, characters.length * 2);
    }
    characters[codes.size()] = character;
    codes.put(character, codes.size() + 1);
    return OptionalInt.of(codes.size());
  }

  /** Writes down what has come up. */
  void finish() throws IOException {
    dictionary.setItem(COSName.TYPE, COSName.FONT);
    dictionary.setItem(COSName.SUBTYPE, COSName.TYPE0);
    dictionary.setName(COSName.BASE_FONT, NAME);
    dictionary.setItem(COSName.ENCODING, COSName.IDENTITY_H);
    COSArray descendants = new COSArray();
    descendants.add(descendant());
    dictionary.setItem(COSName.DESCENDANT_FONTS, descendants);
    int[] used = Arrays.copyOf(characters, codes.size());
    dictionary.setItem(COSName.TO_UNICODE, streams.compressed(new ToUnicodeMap().bytes(used)));
  }

  private COSDictionary descendant() throws IOException {
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
    font.setName(COSName.BASE_FONT, NAME);
    COSDictionary system = new COSDictionary();
    system.setItem(COSName.REGISTRY, new COSString("Adobe"));
    system.setItem(COSName.ORDERING, new COSString("Identity"));
    system.setInt(COSName.SUPPLEMENT, 0);
    system.setDirect(true);
    font.setItem(COSName.CIDSYSTEMINFO, system);
    font.setItem(COSName.FONT_DESC, descriptor());
    font.setInt(COSName.DW, GlyphlessTrueType.ADVANCE);
    font.setItem(COSName.CID_TO_GID_MAP, streams.compressed(glyphs()));
    return font;
  }

  /** Every code stands for the second glyph; the first is that of missing characters. */
  private byte[] glyphs() {
    byte[] map = new byte[2 * (codes.size() + 1)];
    for (int code = 1; code <= codes.size(); code++) {
      map[2 * code + 1] = 1;
    }
    return map;
  }

  private COSDictionary descriptor() throws IOException {
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, NAME);
    descriptor.setInt(COSName.FLAGS, SYMBOLIC);
    COSArray box = new COSArray();
    box.add(COSInteger.ZERO);
    box.add(COSInteger.get(GlyphlessTrueType.DESCENT));
    box.add(COSInteger.get(GlyphlessTrueType.ADVANCE));
    box.add(COSInteger.get(GlyphlessTrueType.ASCENT));
    descriptor.setItem(COSName.FONT_BBOX, box);
    descriptor.setInt(COSName.ITALIC_ANGLE, 0);
    descriptor.setInt(COSName.ASCENT, GlyphlessTrueType.ASCENT);
    descriptor.setInt(COSName.DESCENT, GlyphlessTrueType.DESCENT);
    descriptor.setInt(COSName.CAP_HEIGHT, GlyphlessTrueType.ASCENT);
    descriptor.setInt(COSName.STEM_V, STEM);
    byte[] program = new GlyphlessTrueType().bytes();
    COSStream file = streams.compressed(program);
    file.setInt(COSName.LENGTH1, program.length);
    descriptor.setItem(COSName.FONT_FILE2, file);
    return descriptor;
  }
}
