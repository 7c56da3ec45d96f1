package dev.quire.document.searchable;

import java.io.IOException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Whether a document is signed, and whether a change can be appended to its file. */
final class Signatures {

  private Signatures() {}

  /** Whether somebody signed it (ISO 32000-2, 12.8), its author or the maker of a form included. */
  static boolean isSigned(PDDocument document) {
    COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
    if (catalog.getCOSDictionary(COSName.PERMS) != null) {
      return true;
    }
    try {
      return !document.getSignatureDictionaries().isEmpty();
    } catch (RuntimeException damaged) {
      return false;
    }
  }

  /** Whether the file's index is sound, so that another one can follow it. */
  static boolean canFollow(byte[] file) {
    try (PDDocument strict = new PDFParser(new RandomAccessReadBuffer(file)).parse(false)) {
      return strict.getNumberOfPages() > 0;
    } catch (IOException | RuntimeException damaged) {
      return false;
    }
  }
}
