package dev.quire.document.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The characters of a page that are read, and what is known of all of them.
 *
 * @param read in the order in which they are painted
 * @param facts what is known
 */
record LayerGlyphs(List<Glyph> read, LayerFacts facts) {

  static LayerGlyphs of(PageSink sink, TextGuard guard) {
    PictureCover pictures = sink.pictures();
    List<Glyph> glyphs = new Duplicates(guard).removedFrom(sink.glyphs());
    List<Glyph> seen = new ArrayList<>();
    List<Glyph> readable = new ArrayList<>();
    int unmapped = 0;
    int privateUse = 0;
    for (Glyph glyph : glyphs) {
      if (glyph.text().contains(GlyphText.UNKNOWN)) {
        unmapped++;
      } else if (glyph.text().codePoints().anyMatch(GlyphText::isPrivate)) {
        privateUse++;
      }
      boolean visible = !glyph.invisible() && !pictures.hides(glyph);
      if (visible) {
        seen.add(glyph);
      }
      if (visible || pictures.holds(glyph)) {
        readable.add(glyph);
      }
    }
    LayerFacts facts =
        new LayerFacts(
            glyphs.size(),
            unmapped,
            privateUse,
            glyphs.size() - seen.size(),
            pictures.share(),
            pictures.pictures(),
            false);
    return new LayerGlyphs(Marks.joined(seen.isEmpty() ? glyphs : readable), facts);
  }
}
