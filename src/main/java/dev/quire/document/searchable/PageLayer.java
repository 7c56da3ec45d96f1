package dev.quire.document.searchable;

import dev.quire.reading.Area;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Adds invisible text to a page. The streams of its contents stay as they are; one is put before
 * them and one behind. Its resources, which it may share with other pages, are replaced by a copy
 * that has the fonts besides.
 */
final class PageLayer {

  private final Streams streams;
  private final InvisibleFonts fonts;
  private final boolean tagged;

  /**
   * @param tagged whether the document says of all that is painted what it is; the text is marked
   *     as belonging to none of it then
   */
  PageLayer(Streams streams, InvisibleFonts fonts, boolean tagged) {
    this.streams = streams;
    this.fonts = fonts;
    this.tagged = tagged;
  }

  /** The coordinates of a page that is drawn with so many pixels. */
  static PageSpace space(PDPage page, int width, int height) {
    PDRectangle box = page.getCropBox();
    return PageSpace.of(
        new Area(
            box.getLowerLeftX(),
            box.getLowerLeftY(),
            Math.max(box.getLowerLeftX(), box.getUpperRightX()),
            Math.max(box.getLowerLeftY(), box.getUpperRightY())),
        page.getRotation(),
        width,
        height);
  }

  /** Writes words behind all that the page paints. */
  void add(PDPage page, PageSpace space, List<PlacedWord> words) throws IOException {
    ContentBalance balance = ContentBalance.of(page);
    FontNames names = new FontNames(page.getResources());
    byte[] text = new LayerContent(space, fonts, names::of).of(words);
    COSDictionary dictionary = page.getCOSObject();
    dictionary.setItem(COSName.RESOURCES, names.resources(fonts));
    COSArray contents = new COSArray();
    boolean enclosed = balance.canBeEnclosed();
    if (enclosed) {
      contents.add(streams.compressed(ascii("q\n")));
    }
    addOwn(dictionary, contents);
    contents.add(streams.compressed(layer(balance, enclosed, text)));
    dictionary.setItem(COSName.CONTENTS, contents);
  }

  /** As they are: references stay references. */
  private static void addOwn(COSDictionary page, COSArray contents) {
    COSBase own = page.getDictionaryObject(COSName.CONTENTS);
    if (own instanceof COSStream) {
      contents.add(page.getItem(COSName.CONTENTS));
    } else if (own instanceof COSArray pieces) {
      for (COSBase piece : pieces) {
        contents.add(piece);
      }
    }
  }

  private byte[] layer(ContentBalance balance, boolean enclosed, byte[] text) {
    StringBuilder before = new StringBuilder("\n");
    before.append(balance.inText() ? "ET\n" : "");
    before.append("EMC\n".repeat(balance.marked()));
    before.append("Q\n".repeat(balance.open() + (enclosed ? 1 : 0)));
    before.append("q\n");
    if (!enclosed) {
      before.append(undoing(balance.remaining()));
    }
    before.append(tagged ? "/Artifact BMC\n" : "");
    ByteArrayOutputStream all = new ByteArrayOutputStream(text.length + before.length() + 8);
    all.writeBytes(ascii(before.toString()));
    all.writeBytes(text);
    all.writeBytes(ascii(tagged ? "EMC\nQ\n" : "Q\n"));
    return all.toByteArray();
  }

  /** The operator that takes back a transformation; none if that cannot be done. */
  private static String undoing(double[] m) {
    double determinant = m[0] * m[3] - m[1] * m[2];
    if (!(Math.abs(determinant) > 1e-12)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.8f %.8f %.8f %.8f %.6f %.6f cm%n",
        m[3] / determinant,
        -m[1] / determinant,
        -m[2] / determinant,
        m[0] / determinant,
        (m[2] * m[5] - m[3] * m[4]) / determinant,
        (m[1] * m[4] - m[0] * m[5]) / determinant);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
