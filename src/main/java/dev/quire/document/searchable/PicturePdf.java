package dev.quire.document.searchable;

import dev.quire.image.InvalidImageException;
import dev.quire.reading.ReadPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * A PDF file of page pictures with invisible text over them. Pictures are added one by one and lie
 * in the scratch file until the document is saved, so that the heap holds no more than one. For one
 * thread.
 *
 * <p>A JPEG file of common make is put in as it is, turned upright by the page; every other picture
 * without loss.
 */
public final class PicturePdf implements AutoCloseable {

  /** Readers need not take pages with longer sides, in points (ISO 32000-1, Annex C). */
  private static final double LONGEST = 14_400;

  private static final double POINTS_PER_INCH = 72;
  private static final COSName PICTURE = COSName.getPDFName("Page");

  private final PDDocument document;
  private final PictureStreams pictures;
  private final Streams streams;
  private final InvisibleFonts fonts;
  private final PageLayer layer;
  private long words;
  private int layers;

  /**
   * @param scratch where pictures lie until they are saved
   * @throws IOException if the scratch file cannot be made
   */
  public PicturePdf(Scratch scratch) throws IOException {
    document = new PDDocument(scratch.memory().streamCache);
    pictures = new PictureStreams(document.getDocument());
    streams = new Streams(document.getDocument());
    fonts = new InvisibleFonts(document.getDocument());
    layer = new PageLayer(streams, fonts, false);
  }

  /**
   * Adds a page.
   *
   * @param read what it says; its number counts for nothing: pages come in the order in which they
   *     are added
   * @throws IOException if the scratch file is full or cannot be written to
   * @throws InvalidImageException if the picture turns out to be damaged
   */
  public void add(PagePicture picture, ReadPage read) throws IOException {
    double scale = POINTS_PER_INCH / picture.dpi();
    int longest = Math.max(picture.image().width(), picture.image().height());
    scale = Math.min(scale, LONGEST / longest);
    double width = picture.image().width() * scale;
    double height = picture.image().height() * scale;
    PDPage page = new PDPage(new PDRectangle((float) width, (float) height));
    paint(page, picture, width, height);
    PageSpace space = PageLayer.space(page, Math.max(1, read.width()), Math.max(1, read.height()));
    PageWords found = new PageWords(space, word -> false);
    found.add(read);
    if (found.words() > 0) {
      layer.add(page, space, found.placed());
      words += found.words();
      layers++;
    }
    document.addPage(page);
  }

  private void paint(PDPage page, PagePicture picture, double width, double height)
      throws IOException {
    Optional<JpegFile> jpeg = picture.file().flatMap(JpegFile::of);
    COSStream stream =
        jpeg.isPresent()
            ? pictures.jpeg(picture.file().orElseThrow(), jpeg.get())
            : pictures.pixels(picture.image().bitmap());
    String upright = upright(jpeg.map(JpegFile::orientation).orElse(1), width, height);
    COSDictionary named = new COSDictionary();
    named.setItem(PICTURE, stream);
    COSDictionary resources = new COSDictionary();
    resources.setItem(COSName.XOBJECT, named);
    page.getCOSObject().setItem(COSName.RESOURCES, resources);
    String content = "q %s cm /%s Do Q\n".formatted(upright, PICTURE.getName());
    page.getCOSObject()
        .setItem(COSName.CONTENTS, streams.compressed(content.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The matrix that brings a stored picture upright onto the page, by its EXIF orientation. */
  private static String upright(int orientation, double w, double h) {
    double[] m =
        switch (orientation) {
          case 2 -> new double[] {-w, 0, 0, h, w, 0};
          case 3 -> new double[] {-w, 0, 0, -h, w, h};
          case 4 -> new double[] {w, 0, 0, -h, 0, h};
          case 5 -> new double[] {0, -h, -w, 0, w, h};
          case 6 -> new double[] {0, -h, w, 0, 0, h};
          case 7 -> new double[] {0, h, w, 0, 0, 0};
          case 8 -> new double[] {0, h, -w, 0, w, 0};
          default -> new double[] {w, 0, 0, h, 0, 0};
        };
    return String.format(
        Locale.ROOT, "%.4f %.4f %.4f %.4f %.4f %.4f", m[0], m[1], m[2], m[3], m[4], m[5]);
  }

  /**
   * Writes the document, once.
   *
   * @param out stays open
   * @throws IOException if {@code out} cannot be written to
   */
  public Written save(OutputStream out) throws IOException {
    fonts.finish();
    try (OutputStream buffered = new Target(out).buffered()) {
      document.save(buffered);
    }
    return new Written(document.getNumberOfPages(), layers, words, 0, Set.of());
  }

  @Override
  public void close() {
    IOUtils.closeQuietly(document);
  }
}
