package dev.quire.document;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;

/**
 * A font that a document names and does not bring along, with the characters of a collection (ISO
 * 32000-2, 9.7.5.2) written as UTF-16: the machine has to have one.
 *
 * @param ordering the collection of Adobe's
 * @param encoding the character map that leads from UTF-16 to it
 */
record BorrowedFont(String ordering, String encoding) {

  static final BorrowedFont CHINESE = new BorrowedFont("GB1", "UniGB-UCS2-H");
  static final BorrowedFont JAPANESE = new BorrowedFont("Japan1", "UniJIS-UCS2-H");
  static final BorrowedFont KOREAN = new BorrowedFont("Korea1", "UniKS-UCS2-H");

  /** The font as a document has it. */
  COSDictionary dictionary() {
    COSDictionary collection = new COSDictionary();
    collection.setItem(COSName.REGISTRY, new COSString("Adobe"));
    collection.setItem(COSName.ORDERING, new COSString(ordering));
    collection.setInt(COSName.SUPPLEMENT, 0);
    COSDictionary descendant = new COSDictionary();
    descendant.setItem(COSName.TYPE, COSName.FONT);
    descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
    descendant.setName(COSName.BASE_FONT, "Borrowed-" + ordering);
    descendant.setItem(COSName.CIDSYSTEMINFO, collection);
    COSArray descendants = new COSArray();
    descendants.add(descendant);
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setName(COSName.BASE_FONT, "Borrowed-" + ordering);
    font.setName(COSName.ENCODING, encoding);
    font.setItem(COSName.DESCENDANT_FONTS, descendants);
    return font;
  }
}
