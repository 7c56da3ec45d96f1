package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.text.PageText;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of forms show their values, which programs leave without a picture of them. */
class FormAppearancesTest {

  private static final int MULTILINE = 1 << 12;
  private static final int COMB = 1 << 24;

  /** A page of 200×100 points with a field of 180×80 in the middle. */
  private static byte[] form(String type, int flags, Change change) {
    try (TestPdfs pdf = new TestPdfs()) {
      return pdf.change(document -> addField(document, type, flags, change)).save();
    }
  }

  private interface Change {
    void to(COSDictionary field, COSDictionary form);
  }

  private static void addField(PDDocument document, String type, int flags, Change change) {
    PDPage page = new PDPage(new PDRectangle(200, 100));
    document.addPage(page);
    COSDictionary field = new COSDictionary();
    field.setItem(COSName.TYPE, COSName.ANNOT);
    field.setItem(COSName.SUBTYPE, COSName.WIDGET);
    field.setName(COSName.FT, type);
    field.setInt(COSName.FF, flags);
    field.setString(COSName.T, "field");
    field.setItem(COSName.P, page);
    field.setItem(COSName.RECT, new PDRectangle(10, 10, 180, 80));
    COSArray annotations = new COSArray();
    annotations.add(field);
    page.getCOSObject().setItem(COSName.ANNOTS, annotations);
    COSArray fields = new COSArray();
    fields.add(field);
    COSDictionary form = new COSDictionary();
    form.setItem(COSName.FIELDS, fields);
    form.setBoolean(COSName.NEED_APPEARANCES, true);
    document.getDocumentCatalog().getCOSObject().setItem(COSName.ACRO_FORM, form);
    change.to(field, form);
  }

  @ParameterizedTest
  @CsvSource({
    "Tx, 0, /Helv 12 Tf 0 g",
    "Tx, 0, ",
    "Tx, 0, /Unknown 12 Tf 0 g",
    "Tx, 0, /Helv 0 Tf 0 g",
    "Tx, 4096, /Helv 12 Tf 0 g",
    "Ch, 131072, /Helv 12 Tf 0 g",
    "Ch, 0, /Helv 12 Tf 0 g"
  })
  void drawsTexts(String type, int flags, String appearance) {
    byte[] file =
        form(
            type,
            flags,
            (field, form) -> {
              field.setString(COSName.V, "Some value");
              if (appearance != null) {
                field.setString(COSName.DA, appearance);
              }
              COSArray options = new COSArray();
              options.add(new COSString("Some value"));
              field.setItem(COSName.OPT, options);
            });

    DrawnPage page = DrawnPage.of(file);
    assertTrue(page.ink() > 60, () -> page.ink() + " of ink");
    assertEquals(List.of(), page.warnings());
  }

  /** PDFBox would fit and draw a value of any length, which takes minutes. */
  @Test
  void aValueThatNobodyCouldReadIsDrawnInPartAndSaysSo() {
    byte[] file =
        form(
            "Tx",
            MULTILINE,
            (field, form) -> {
              field.setString(COSName.V, "A".repeat(2_000_000));
              field.setString(COSName.DA, "/Helv 0 Tf 0 g");
            });

    DrawnPage page = DrawnPage.of(file);
    assertTrue(page.ink() > 60, () -> page.ink() + " of ink");
    assertEquals(
        "The value of a form field cannot be drawn", page.bitmap().warnings().get(0).detail());
  }

  @Test
  void ofAPageWithMoreAnnotationsThanAnyoneMakesTheFirstAreDrawn() {
    byte[] file =
        form(
            "Tx",
            0,
            (field, form) -> {
              field.setString(COSName.V, "Some value");
              field.setString(COSName.DA, "/Helv 12 Tf 0 g");
              COSDictionary note = new COSDictionary();
              note.setName(COSName.SUBTYPE, "FreeText");
              note.setString(COSName.CONTENTS, "note");
              note.setItem(COSName.RECT, new PDRectangle(10, 10, 50, 10));
              COSArray annotations = field.getCOSDictionary(COSName.P).getCOSArray(COSName.ANNOTS);
              IntStream.range(0, PageText.MOST_ANNOTATIONS + 6).forEach(i -> annotations.add(note));
            });

    DrawnPage page = DrawnPage.of(file);
    assertTrue(page.ink() > 60, () -> page.ink() + " of ink");
    assertEquals("7 annotations cannot be drawn", page.bitmap().warnings().get(0).detail());
  }

  @Test
  void drawsTextsOfManyLinesAndOfCells() {
    int one = ink("A line", 0);
    int many = ink("A line\nA line\nA line", MULTILINE);
    byte[] cells =
        form(
            "Tx",
            COMB,
            (field, form) -> {
              field.setString(COSName.V, "1234");
              field.setInt(COSName.getPDFName("MaxLen"), 4);
              field.setString(COSName.DA, "/Helv 12 Tf 0 g");
            });

    assertTrue(many > 2 * one, many + " against " + one);
    DrawnPage page = DrawnPage.of(cells);
    for (int cell = 0; cell < 4; cell++) {
      assertTrue(page.ink(10 + 45 * cell, 0, 45, 100) > 3, "cell " + cell);
    }
  }

  private static int ink(String value, int flags) {
    return DrawnPage.of(
            form(
                "Tx",
                flags,
                (field, form) -> {
                  field.setString(COSName.V, value);
                  field.setString(COSName.DA, "/Helv 12 Tf 0 g");
                }))
        .ink();
  }

  /** Helvetica has no Greek and no Cyrillic; another font of the machine or boxes do. */
  @Test
  void drawsTextsThatTheirFontLacks() {
    byte[] file = form("Tx", 0, (field, form) -> field.setString(COSName.V, "Привет \u4e2d\u6587"));

    assertTrue(DrawnPage.of(file).ink() > 60);
  }

  @ParameterizedTest
  @CsvSource({"0, Yes, true", "0, Off, false", "32768, Yes, true", "32768, Off, false"})
  void drawsTicks(int flags, String state, boolean ticked) {
    byte[] file =
        form(
            "Btn",
            flags,
            (field, form) -> {
              field.setName(COSName.V, state);
              field.setName(COSName.AS, state);
            });

    assertEquals(ticked, DrawnPage.of(file).ink() > 100);
  }

  /** In the page's annotations, and not in the form's list. */
  @Test
  void drawsFieldsThatTheFormForgets() {
    byte[] file =
        form(
            "Tx",
            0,
            (field, form) -> {
              field.setString(COSName.V, "Some value");
              form.setItem(COSName.FIELDS, new COSArray());
            });

    assertTrue(DrawnPage.of(file).ink() > 60);
  }

  @Test
  void drawsValuesThatFieldsInherit() {
    byte[] file =
        form(
            "Tx",
            0,
            (field, form) -> {
              COSDictionary parent = new COSDictionary();
              parent.setName(COSName.FT, "Tx");
              parent.setString(COSName.T, "parent");
              parent.setString(COSName.V, "Some value");
              COSArray kids = new COSArray();
              kids.add(field);
              parent.setItem(COSName.KIDS, kids);
              field.removeItem(COSName.T);
              field.removeItem(COSName.FT);
              field.setItem(COSName.PARENT, parent);
              form.getCOSArray(COSName.FIELDS).set(0, parent);
            });

    assertTrue(DrawnPage.of(file).ink() > 60);
  }

  @Test
  void leavesEmptyFieldsEmpty() {
    DrawnPage page = DrawnPage.of(form("Tx", 0, (field, form) -> {}));

    assertEquals(0, page.ink());
    assertEquals(List.of(), page.warnings());
  }
}
