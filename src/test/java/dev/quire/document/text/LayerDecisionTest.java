package dev.quire.document.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quire.document.Document;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.document.text.LayerPdfs.Making;
import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers that do not say what their page shows are told from those that do. */
class LayerDecisionTest {

  private static LayerDecision decision(Making making, Area... figures) throws IOException {
    try (Document document =
        new Documents(DocumentSettings.defaults()).open(LayerPdfs.make(making))) {
      TextLayer layer = document.textLayer(1, () -> false).orElseThrow();
      InkPlane ink = InkPlane.of((Bitmap) document.page(1));
      return LayerDecision.of(layer, ink, List.of(figures));
    }
  }

  private static void assertReason(String reason, Making making) throws IOException {
    assertThat(decision(making).reason()).isEqualTo(reason);
  }

  private static void invisible(org.apache.pdfbox.pdmodel.PDDocument pdf, org.apache.pdfbox.pdmodel.PDPage page)
      throws IOException {
    LayerPdfs.contents(
        pdf,
        page,
        contents -> {
          contents.beginText();
          contents.setRenderingMode(RenderingMode.NEITHER);
          contents.setFont(LayerPdfs.helvetica(), 16);
          contents.newLineAtOffset(60, 200);
          contents.showText(LayerPdfs.LINE);
          contents.endText();
        });
  }

  @Test
  void trustsWhatIsPrinted() throws IOException {
    assertReason("", LayerPdfs::lines);
  }

  @Test
  void pagesWithoutTextHaveNoLayer() throws IOException {
    assertReason("no-text-layer", (pdf, page) -> {});
    assertReason("no-text-layer", LayerPdfs::scan);
  }

  @Test
  void whatAnOcrProgramHasAddedIsNotTrusted() throws IOException {
    assertReason(
        "invisible-over-scan",
        (pdf, page) -> {
          LayerPdfs.scan(pdf, page);
          invisible(pdf, page);
        });
    assertReason(
        "invisible-over-scan",
        (pdf, page) -> {
          LayerPdfs.lines(pdf, page);
          LayerPdfs.scan(pdf, page);
        });
  }

  @Test
  void aPictureBehindTheTextDoesNoHarm() throws IOException {
    assertReason(
        "",
        (pdf, page) -> {
          var grey = new java.awt.image.BufferedImage(4, 3, java.awt.image.BufferedImage.TYPE_BYTE_GRAY);
          java.util.Arrays.fill(
              ((java.awt.image.DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 220);
          LayerPdfs.contents(
              pdf,
              page,
              contents ->
                  contents.drawImage(
                      org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory.createFromImage(pdf, grey),
                      0, 0, 400, 300));
          LayerPdfs.lines(pdf, page);
        });
  }

  @Test
  void aStampOnAScanCoversTooLittle() throws IOException {
    assertReason(
        "covers-too-little",
        (pdf, page) -> {
          LayerPdfs.scan(pdf, page);
          LayerPdfs.text(pdf, page, LayerPdfs.helvetica(), 20, 5, "Page 7");
        });
  }

  @Test
  void outlinesOfTextCoverTooLittleUnlessTheyAreAFigure() throws IOException {
    Making making =
        (pdf, page) -> {
          LayerPdfs.contents(
              pdf,
              page,
              contents -> {
                for (int word = 0; word < 20; word++) {
                  for (int letter = 0; letter < 6; letter++) {
                    float x = 20 + word % 4 * 90 + letter * 9;
                    float y = 200 - word / 4 * 20;
                    contents.addRect(x, y, 3, 9);
                    contents.addRect(x + 3, y + 4, 3, 2);
                    contents.fill();
                  }
                }
              });
          LayerPdfs.text(pdf, page, LayerPdfs.helvetica(), 20, 270, LayerPdfs.LINE);
        };
    assertReason("covers-too-little", making);
    assertThat(decision(making, new Area(0, 120, 800, 600)).trustworthy()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"e000, private-use-characters", "0003, unmapped-characters", "0041, ''"})
  void whatCharactersMeanHasToBeKnown(String unicode, String reason) throws IOException {
    assertReason(
        reason,
        (pdf, page) -> {
          var font = LayerPdfs.helvetica();
          var map = pdf.getDocument().createCOSStream();
          try (var out = map.createOutputStream()) {
            out.write(
                ("/CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange\n"
                        + "1 beginbfchar <41> <" + unicode + "> endbfchar")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          }
          font.getCOSObject().setItem(COSName.TO_UNICODE, map);
          COSName name = page.getResources().add(font);
          LayerPdfs.operators(
              pdf, page, "BT /%s 16 Tf 60 200 Td (AAAA BBBB) Tj ET".formatted(name.getName()));
        });
  }

  @Test
  void tooMuchTextIsAReason() {
    LayerFacts facts = new LayerFacts(10, 0, 0, 0, 0, List.of(), true);
    assertThat(LayerDecision.of(new TextLayer(10, 10, List.of(), facts)).reason())
        .isEqualTo("too-much-text");
  }
}
