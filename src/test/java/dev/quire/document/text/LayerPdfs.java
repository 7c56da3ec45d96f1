package dev.quire.document.text;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/** Makes PDF files of one page whose text layer is known. */
final class LayerPdfs {

  static final String LINE = "Seven brave travellers";
  static final String OTHER = "crossed wide rivers";

  private LayerPdfs() {}

  /** What is done to a page. */
  interface Making {
    void of(PDDocument pdf, PDPage page) throws IOException;
  }

  /** A file of one page, 400 × 300 points. */
  static byte[] make(Making making) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage(new PDRectangle(400, 300));
      pdf.addPage(page);
      page.setResources(new PDResources());
      making.of(pdf, page);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }

  static PDFont helvetica() {
    return new PDType1Font(FontName.HELVETICA);
  }

  /** PDFBox's own font, which has ligatures and more. */
  static PDFont sans(PDDocument pdf) throws IOException {
    try (InputStream font =
        PDDocument.class.getResourceAsStream(
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
      return PDType0Font.load(pdf, font);
    }
  }

  static void text(PDDocument pdf, PDPage page, PDFont font, float x, float y, String text)
      throws IOException {
    contents(
        pdf,
        page,
        contents -> {
          contents.beginText();
          contents.setFont(font, 16);
          contents.newLineAtOffset(x, y);
          contents.showText(text);
          contents.endText();
        });
  }

  /** What is painted. */
  interface Painting {
    void on(PDPageContentStream contents) throws IOException;
  }

  static void contents(PDDocument pdf, PDPage page, Painting painting) throws IOException {
    try (PDPageContentStream contents =
        new PDPageContentStream(pdf, page, AppendMode.APPEND, false, true)) {
      painting.on(contents);
    }
  }

  /** Contents as they are. */
  static void operators(PDDocument pdf, PDPage page, String operators) throws IOException {
    PDStream contents = new PDStream(pdf);
    try (OutputStream out = contents.createOutputStream()) {
      out.write(operators.getBytes(StandardCharsets.ISO_8859_1));
    }
    page.setContents(contents);
  }

  static void lines(PDDocument pdf, PDPage page) throws IOException {
    text(pdf, page, helvetica(), 60, 200, LINE);
    text(pdf, page, helvetica(), 60, 170, OTHER);
  }

  /** A dark picture of bars that fills the page. */
  static void scan(PDDocument pdf, PDPage page) throws IOException {
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 400, 300);
    graphics.setColor(Color.BLACK);
    for (int word = 0; word < 40; word++) {
      for (int letter = 0; letter < 5; letter++) {
        int x = 20 + word % 5 * 75 + letter * 11;
        int y = 20 + word / 5 * 34;
        graphics.drawLine(x, y, x, y + 10);
        graphics.drawLine(x, y, x + 5, y + 10);
      }
    }
    graphics.dispose();
    contents(
        pdf,
        page,
        contents ->
            contents.drawImage(LosslessFactory.createFromImage(pdf, picture), 0, 0, 400, 300));
  }

  /** A font that the document does not bring, for text in UTF-16. */
  static PDFont ideographs(String encoding, String ordering) throws IOException {
    COSDictionary collection = new COSDictionary();
    collection.setString(COSName.REGISTRY, "Adobe");
    collection.setString(COSName.ORDERING, ordering);
    collection.setInt(COSName.SUPPLEMENT, 2);
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, "Song");
    descriptor.setInt(COSName.FLAGS, 4);
    COSDictionary descendant = new COSDictionary();
    descendant.setItem(COSName.TYPE, COSName.FONT);
    descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
    descendant.setName(COSName.BASE_FONT, "Song");
    descendant.setItem(COSName.CIDSYSTEMINFO, collection);
    descendant.setItem(COSName.FONT_DESC, descriptor);
    COSArray descendants = new COSArray();
    descendants.add(descendant);
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setName(COSName.BASE_FONT, "Song");
    font.setName(COSName.ENCODING, encoding);
    font.setItem(COSName.DESCENDANT_FONTS, descendants);
    return new PDType0Font(font);
  }

  static void utf16(PDDocument pdf, PDPage page, PDFont font, int x, int y, String text)
      throws IOException {
    COSName name = page.getResources().add(font);
    COSString shown = new COSString(text.getBytes(StandardCharsets.UTF_16BE));
    operators(
        pdf,
        page,
        "BT /%s 20 Tf %d %d Td <%s> Tj ET".formatted(name.getName(), x, y, shown.toHexString()));
  }

  /**
   * A font of squares: A and B, 0.6 wide, drawn in a scale of their own.
   *
   * @param downwards whether they are drawn with the axis pointing down, as Chromium does
   */
  static COSDictionary squares(PDDocument pdf, boolean downwards) throws IOException {
    float up = downwards ? -1 : 1;
    COSDictionary drawings = new COSDictionary();
    for (String each : List.of("A", "B")) {
      COSStream drawing = pdf.getDocument().createCOSStream();
      try (OutputStream out = drawing.createOutputStream()) {
        String square = downwards ? "0 -70 50 70" : "0 0 50 70";
        out.write(("60 0 0 -70 50 70 d1 " + square + " re f").getBytes(StandardCharsets.US_ASCII));
      }
      drawings.setItem(COSName.getPDFName(each), drawing);
    }
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE3);
    font.setItem(COSName.FONT_BBOX, numbers(0, 0, 50, 70 * up));
    font.setItem(COSName.FONT_MATRIX, numbers(0.01f, 0, 0, 0.01f * up, 0, 0));
    font.setItem(COSName.CHAR_PROCS, drawings);
    COSDictionary encoding = new COSDictionary();
    COSArray differences = new COSArray();
    differences.add(COSInteger.get('A'));
    differences.add(COSName.getPDFName("A"));
    differences.add(COSName.getPDFName("B"));
    encoding.setItem(COSName.DIFFERENCES, differences);
    font.setItem(COSName.ENCODING, encoding);
    font.setInt(COSName.FIRST_CHAR, 'A');
    font.setInt(COSName.LAST_CHAR, 'B');
    font.setItem(COSName.WIDTHS, numbers(60, 60));
    return font;
  }

  private static COSArray numbers(float... numbers) {
    COSArray array = new COSArray();
    for (float number : numbers) {
      array.add(new COSFloat(number));
    }
    return array;
  }

  static void stamp(PDDocument pdf, PDPage page, String text, boolean hidden) throws IOException {
    PDAppearanceStream look = new PDAppearanceStream(pdf);
    look.setBBox(new PDRectangle(100, 20));
    look.setResources(new PDResources());
    COSName font = look.getResources().add(helvetica());
    try (OutputStream out = look.getStream().createOutputStream()) {
      out.write(
          "BT /%s 10 Tf 5 5 Td (%s) Tj ET"
              .formatted(font.getName(), text)
              .getBytes(StandardCharsets.US_ASCII));
    }
    PDAppearanceDictionary appearance = new PDAppearanceDictionary();
    appearance.setNormalAppearance(look);
    PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
    stamp.setRectangle(new PDRectangle(150, 60, 200, 40));
    stamp.setAppearance(appearance);
    stamp.setHidden(hidden);
    page.getAnnotations().add(stamp);
    page.setAnnotations(List.of(stamp));
  }

  static void field(PDDocument pdf, PDPage page, String value) throws IOException {
    PDAcroForm form = new PDAcroForm(pdf);
    pdf.getDocumentCatalog().setAcroForm(form);
    PDResources resources = new PDResources();
    resources.put(COSName.getPDFName("Helv"), helvetica());
    form.setDefaultResources(resources);
    form.setDefaultAppearance("/Helv 12 Tf 0 g");
    PDTextField field = new PDTextField(form);
    field.setPartialName("name");
    field.getCOSObject().setString(COSName.V, value);
    field.getCOSObject().setString(COSName.DA, "/Helv 12 Tf 0 g");
    form.getFields().add(field);
    var widget = field.getWidgets().get(0);
    widget.setRectangle(new PDRectangle(60, 80, 200, 20));
    widget.setPage(page);
    page.setAnnotations(List.of(widget));
  }

  /** Pages on which text and picture agree, by what is special about them. */
  static Map<String, byte[]> agreeing() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("plain", make(LayerPdfs::lines));
    for (int degrees : new int[] {90, 180, 270}) {
      all.put(
          "turned by " + degrees,
          make(
              (pdf, page) -> {
                lines(pdf, page);
                page.setRotation(degrees);
              }));
    }
    all.put(
        "cropped",
        make(
            (pdf, page) -> {
              lines(pdf, page);
              text(pdf, page, helvetica(), 5, 20, "outside");
              page.setCropBox(new PDRectangle(50, 100, 300, 150));
            }));
    all.put(
        "cropped and turned",
        make(
            (pdf, page) -> {
              lines(pdf, page);
              page.setCropBox(new PDRectangle(50, 100, 300, 150));
              page.setRotation(90);
            }));
    all.put(
        "in large units",
        make(
            (pdf, page) -> {
              lines(pdf, page);
              page.setUserUnit(2);
            }));
    all.put(
        "bold by painting twice",
        make(
            (pdf, page) -> {
              lines(pdf, page);
              text(pdf, page, helvetica(), 60.4f, 200, LINE);
              text(pdf, page, helvetica(), 60.8f, 169.6f, OTHER);
            }));
    all.put(
        "letter by letter",
        make(
            (pdf, page) -> {
              text(pdf, page, helvetica(), 60, 170, OTHER);
              float x = 60;
              for (char letter : LINE.toCharArray()) {
                text(pdf, page, helvetica(), x, 200, String.valueOf(letter));
                x += helvetica().getStringWidth(String.valueOf(letter)) / 1000 * 16;
              }
            }));
    all.put(
        "drawn out",
        make(
            (pdf, page) ->
                contents(
                    pdf,
                    page,
                    contents -> {
                      contents.beginText();
                      contents.setFont(helvetica(), 14);
                      contents.setCharacterSpacing(4);
                      contents.newLineAtOffset(30, 200);
                      contents.showText(LINE);
                      contents.setCharacterSpacing(-0.5f);
                      contents.newLineAtOffset(0, -40);
                      contents.showText(OTHER);
                      contents.endText();
                    })));
    return all;
  }
}
