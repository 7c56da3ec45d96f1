package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * Looks at the streams of a page's contents before they are drawn. PDFBox passes over those that it
 * cannot read; the page is blank then, or lacks a part. Each stream is looked at once.
 */
final class PageContents {

  /** Longer contents are taken for whole: nobody waits for their end. */
  private static final long ENOUGH = 256L << 20;

  private final PageFaults faults;
  private final Set<COSBase> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  PageContents(PageFaults faults) {
    this.faults = faults;
  }

  /** Finds what is wrong with a page's contents. */
  void checkPage(COSDictionary page) {
    COSBase contents = page.getDictionaryObject(COSName.CONTENTS);
    if (contents instanceof COSArray pieces) {
      for (int i = 0; i < pieces.size(); i++) {
        check(pieces.getObject(i));
      }
    } else if (page.containsKey(COSName.CONTENTS)) {
      check(contents);
    }
  }

  /** Whether a page's contents are nothing but white space and comments. */
  static boolean isEmpty(PDPage page) throws IOException {
    try (InputStream contents = page.getContents()) {
      boolean comment = false;
      for (int next = contents.read(); next >= 0; next = contents.read()) {
        comment = next == '%' || comment && next != '\n' && next != '\r';
        if (!comment && !isWhiteSpace(next)) {
          return false;
        }
      }
      return true;
    }
  }

  /** ISO 32000-2, table 1. */
  private static boolean isWhiteSpace(int character) {
    return switch (character) {
      case 0, '\t', '\n', '\f', '\r', ' ' -> true;
      default -> false;
    };
  }

  /** Finds what is wrong with a stream of contents, a form's among them. */
  void check(COSBase piece) {
    if (piece != null && !checked.add(piece)) {
      return;
    }
    if (!(piece instanceof COSStream stream) || !isReadable(stream)) {
      faults.add(Part.CONTENTS);
    } else if (!FlateCheck.isWhole(stream, ENOUGH)) {
      faults.add(Part.DATA);
    }
  }

  private static boolean isReadable(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (filters instanceof COSArray several) {
      for (int i = 0; i < several.size(); i++) {
        if (!isFilter(several.getObject(i))) {
          return false;
        }
      }
      return true;
    }
    return filters == null || isFilter(filters);
  }

  private static boolean isFilter(COSBase name) {
    try {
      return name instanceof COSName filter && FilterFactory.INSTANCE.getFilter(filter) != null;
    } catch (IOException unknown) {
      return false;
    }
  }
}
