package dev.quire.document.searchable;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/** Makes streams of a document; their bytes lie where the document keeps them. */
final class Streams {

  private final COSDocument document;

  Streams(COSDocument document) {
    this.document = document;
  }

  /** A stream of these bytes, deflated. */
  COSStream compressed(byte[] bytes) throws IOException {
    COSStream stream = document.createCOSStream();
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(bytes);
    }
    return stream;
  }
}
