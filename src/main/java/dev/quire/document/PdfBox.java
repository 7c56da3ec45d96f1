package dev.quire.document;

import javax.imageio.ImageIO;

/**
 * Settings of PDFBox and of the JDK's imaging that hold for the whole process, made before their
 * first use.
 */
final class PdfBox {

  static {
    setUnlessGiven("java.awt.headless", "true");
    // PDFBox keeps the list of the fonts it found, in the user's home unless told otherwise.
    setUnlessGiven("pdfbox.fontcache", System.getProperty("java.io.tmpdir"));
    // The JDK would copy every JPEG on a page to a temporary file before it decodes it.
    ImageIO.setUseCache(false);
  }

  private PdfBox() {}

  /** Makes sure the settings are made. */
  static void initialise() {
    // The static initialiser did the work.
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
