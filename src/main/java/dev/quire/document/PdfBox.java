package dev.quire.document;

import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import org.apache.pdfbox.jbig2.JBIG2ImageReaderSpi;

/**
 * Settings of PDFBox and of the JDK's imaging that hold for the whole process, made before their
 * first use.
 */
final class PdfBox {

  private static final PdfBoxLog LOG;

  static {
    setUnlessGiven("java.awt.headless", "true");
    // PDFBox keeps the list of the fonts it found, in the user's home unless told otherwise.
    setUnlessGiven("pdfbox.fontcache", System.getProperty("java.io.tmpdir"));
    // The JDK would copy every JPEG on a page to a temporary file before it decodes it.
    ImageIO.setUseCache(false);
    // ImageIO looks for plug-ins where the thread happens to load classes from.
    IIORegistry.getDefaultInstance().registerServiceProvider(new JBIG2ImageReaderSpi());
    LOG = new PdfBoxLog();
  }

  private PdfBox() {}

  /** Makes sure the settings are made. */
  static void initialise() {
    // The static initialiser did the work.
  }

  /** What PDFBox logs. */
  static PdfBoxLog log() {
    return LOG;
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
