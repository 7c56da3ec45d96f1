package dev.quire.document;

import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/**
 * Documents whose attachments alone are encrypted (ISO 32000-2, 7.6.6): pages and texts lie open,
 * and no password is due until an attachment is opened. PDFBox asks for one in any case. Here it is
 * shown a copy of the file in which the entry that names the encryption goes by another name.
 */
final class AttachmentEncryption {

  private static final BytePattern ENTRY = new BytePattern("/Encrypt");
  private static final COSName HIDDEN = COSName.getPDFName("Encrypx");
  private static final COSName IDENTITY = COSName.IDENTITY;

  /** Encryption of streams, strings and attachments apart came with crypt filters. */
  private static final int CRYPT_FILTERS = 4;

  private AttachmentEncryption() {}

  /** A copy of the file that does not seem to be encrypted. */
  static byte[] hidden(byte[] file) {
    byte[] copy = file.clone();
    byte[] name = HIDDEN.getName().getBytes(StandardCharsets.US_ASCII);
    int at = ENTRY.first(copy, 0, copy.length);
    while (at >= 0) {
      int end = at + ENTRY.length();
      if (end < copy.length && !isRegular(copy[end])) {
        System.arraycopy(name, 0, copy, at + 1, name.length);
      }
      at = ENTRY.first(copy, end, copy.length);
    }
    return copy;
  }

  /** Whether, of the document that such a copy is, the attachments alone are encrypted. */
  static boolean isAllThereIs(COSDictionary trailer) {
    COSDictionary encryption = trailer == null ? null : trailer.getCOSDictionary(HIDDEN);
    return encryption != null
        && "Standard".equals(encryption.getNameAsString(COSName.FILTER))
        && encryption.getInt(COSName.V) >= CRYPT_FILTERS
        && isOpen(encryption, COSName.STM_F)
        && isOpen(encryption, COSName.STR_F);
  }

  private static boolean isOpen(COSDictionary encryption, COSName kind) {
    return IDENTITY.equals(encryption.getCOSName(kind, IDENTITY));
  }

  /** Whether it would belong to the name (ISO 32000-2, 7.2.3). */
  private static boolean isRegular(byte letter) {
    return letter < 0 || letter > ' ' && "()<>[]{}/%".indexOf(letter) < 0;
  }
}
