package dev.quire.document;

import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;

/**
 * Keeps what the pages of a document share, fonts above all, but no pictures: decoded, those of the
 * pages already drawn would fill the memory.
 */
final class FontCache extends DefaultResourceCache {

  @Override
  public void put(COSObject indirect, PDXObject picture) {
    // Drawn once, then dropped.
  }
}
