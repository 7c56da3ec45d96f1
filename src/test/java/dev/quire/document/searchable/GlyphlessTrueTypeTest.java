package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.junit.jupiter.api.Test;

class GlyphlessTrueTypeTest {

  private final byte[] file = new GlyphlessTrueType().bytes();

  @Test
  void isReadAsAFont() throws Exception {
    try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
      assertEquals(2, font.getNumberOfGlyphs());
      assertEquals(500, font.getAdvanceWidth(1));
      assertEquals(800, font.getHorizontalHeader().getAscender());
      assertEquals(-200, font.getHorizontalHeader().getDescender());
      assertEquals(1000, font.getGlyph().getGlyph(1).getBoundingBox().getHeight());
      assertEquals("QuireInvisible", font.getName());
    }
    assertEquals("QuireInvisible", Font.createFont(0, new ByteArrayInputStream(file)).getName());
  }

  /** OpenType 1.9: the sum of all words of a font file. */
  @Test
  void itsChecksumHolds() {
    assertEquals(0, file.length % 4);
    int sum = 0;
    for (ByteBuffer words = ByteBuffer.wrap(file); words.hasRemaining(); ) {
      sum += words.getInt();
    }
    assertEquals(0xb1b0afba, sum);
  }

  @Test
  void isSmall() {
    assertTrue(file.length < 1024, () -> file.length + " bytes");
  }
}
