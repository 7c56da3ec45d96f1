package dev.quire.document.searchable;

import dev.quire.reading.ReadPage;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Makes PDF files without text, and lays text over them. */
final class Originals {

  private Originals() {}

  /** What is done to a document before it is saved. */
  interface Change {
    void to(PDDocument document) throws IOException;
  }

  /** What is written and what was said of it. */
  record Result(byte[] file, Written written) {}

  /** One page with a drawing on it. */
  static byte[] drawing(PDRectangle media, Change change) throws IOException {
    return document(
        pdf -> {
          PDPage page = new PDPage(media);
          pdf.addPage(page);
          try (PDPageContentStream contents = new PDPageContentStream(pdf, page)) {
            contents.setNonStrokingColor(Color.ORANGE);
            contents.addRect(media.getLowerLeftX() + 20, media.getLowerLeftY() + 30, 90, 50);
            contents.fill();
          }
          change.to(pdf);
        });
  }

  /** One page with these contents. */
  static byte[] contents(String... streams) throws IOException {
    return document(
        pdf -> {
          PDPage page = new PDPage(new PDRectangle(500, 700));
          pdf.addPage(page);
          page.setContents(Arrays.stream(streams).map(text -> stream(pdf, text)).toList());
        });
  }

  private static PDStream stream(PDDocument pdf, String text) {
    try {
      return new PDStream(pdf, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] document(Change change) throws IOException {
    try (PDDocument pdf = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      change.to(pdf);
      pdf.save(out);
      return out.toByteArray();
    }
  }

  /** A user unit of so many points. */
  static void userUnit(PDDocument pdf, float unit) {
    pdf.getPage(0).getCOSObject().setItem(COSName.USER_UNIT, new COSFloat(unit));
  }

  static Result searchable(byte[] original, ReadPage... pages) throws IOException {
    return searchable(original, Optional.empty(), List.of(pages));
  }

  static Result searchable(byte[] original, Optional<String> password, List<ReadPage> pages)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SearchablePdf pdf = SearchablePdf.open(original, password, Scratch.defaults())) {
      pages.forEach(pdf::add);
      Written written = pdf.save(out);
      return new Result(out.toByteArray(), written);
    }
  }

  static PDDocument open(byte[] file) throws IOException {
    return Loader.loadPDF(file);
  }
}
