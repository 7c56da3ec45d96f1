package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException;
import dev.quire.document.searchable.Written.Note;
import dev.quire.reading.ReadPage;
import dev.quire.reading.TextSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.Test;

/** What becomes of documents that are protected, signed, tagged or damaged. */
class OriginalTest {

  private static final String TEXT =
      "Invisible text has no ink; it is found (all the same). Größe naïve Ωmega Привет €5";

  private final ReadPage read = Sheet.latin(1000, 1400).page(1);

  private static byte[] plain() throws IOException {
    return Originals.drawing(new PDRectangle(500, 700), pdf -> {});
  }

  private static byte[] encrypted(String user, boolean modify, boolean extract) throws IOException {
    return Originals.drawing(
        new PDRectangle(500, 700),
        pdf -> {
          AccessPermission permission = new AccessPermission();
          permission.setCanModify(modify);
          permission.setCanExtractContent(extract);
          permission.setCanPrint(false);
          pdf.protect(new StandardProtectionPolicy("owner", user, permission));
        });
  }

  private static String text(byte[] file) throws IOException {
    try (PDDocument pdf = Originals.open(file)) {
      return SeenWords.text(pdf, 1, false);
    }
  }

  @Test
  void isSavedWithoutEncryptionIfItPermitsTheChange() throws IOException {
    Originals.Result result = Originals.searchable(encrypted("", true, true), read);
    assertEquals(Set.of(Note.DECRYPTED), result.written().notes());
    assertEquals(TEXT, text(result.file()));
    try (PDDocument pdf = Originals.open(result.file())) {
      assertFalse(pdf.isEncrypted());
    }
  }

  @Test
  void isRefusedIfItDoesNotPermitTheChange() throws IOException {
    for (byte[] file : List.of(encrypted("", false, true), encrypted("", true, false))) {
      assertThrows(TextNotPermittedException.class, () -> Originals.searchable(file, read));
    }
  }

  @Test
  void ownersMayDoAnything() throws IOException {
    byte[] file = encrypted("", false, false);
    Originals.Result result = Originals.searchable(file, Optional.of("owner"), List.of(read));
    assertEquals(TEXT, text(result.file()));
  }

  @Test
  void needsThePassword() throws IOException {
    byte[] file = encrypted("user", true, true);
    InvalidDocumentException refusal =
        assertThrows(InvalidDocumentException.class, () -> Originals.searchable(file, read));
    assertEquals(InvalidDocumentException.Reason.PASSWORD_REQUIRED, refusal.reason());
    assertEquals(TEXT, text(Originals.searchable(file, Optional.of("user"), List.of(read)).file()));
  }

  @Test
  void changesToSignedFilesAreAppended() throws IOException {
    byte[] signed = signed();
    Originals.Result result = Originals.searchable(signed, read);
    assertEquals(Set.of(Note.CHANGED_AFTER_SIGNING), result.written().notes());
    assertArrayEquals(signed, Arrays.copyOf(result.file(), signed.length));
    assertEquals(TEXT, text(result.file()));
    try (PDDocument pdf = Originals.open(result.file())) {
      PDSignature signature = pdf.getLastSignatureDictionary();
      assertArrayEquals("signed".getBytes(), Arrays.copyOf(signature.getContents(), 6));
    }
  }

  @Test
  void aSignedFileWhoseIndexIsBrokenIsWrittenAnew() throws IOException {
    byte[] broken = signed();
    String letters = new String(broken, StandardCharsets.ISO_8859_1);
    int index = letters.lastIndexOf("startxref") + "startxref\n".length();
    broken[index] = (byte) (broken[index] == '9' ? '1' : '9');
    Originals.Result result = Originals.searchable(broken, read);
    assertEquals(Set.of(Note.SIGNATURES_LOST), result.written().notes());
    assertEquals(TEXT, text(result.file()));
  }

  private static byte[] signed() throws IOException {
    try (PDDocument pdf = Originals.open(plain());
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
      pdf.addSignature(signature, content -> "signed".getBytes());
      pdf.saveIncremental(out);
      return out.toByteArray();
    }
  }

  @Test
  void textOfTaggedDocumentsIsAnArtifact() throws IOException {
    byte[] tagged =
        Originals.drawing(
            new PDRectangle(500, 700),
            pdf -> {
              COSDictionary mark = new COSDictionary();
              mark.setBoolean(COSName.getPDFName("Marked"), true);
              pdf.getDocumentCatalog().getCOSObject().setItem(COSName.MARK_INFO, mark);
            });
    Originals.Result result = Originals.searchable(tagged, read);
    assertEquals(Set.of(Note.OUTSIDE_STRUCTURE), result.written().notes());
    assertEquals(TEXT, text(result.file()));
    try (PDDocument pdf = Originals.open(result.file())) {
      String contents = new String(pdf.getPage(0).getContents().readAllBytes());
      assertTrue(contents.contains("/Artifact BMC\nBT\n"), contents);
      assertTrue(contents.endsWith("ET\nEMC\nQ\n\n"), contents);
    }
  }

  @Test
  void filesWithoutAnIndexAreRepaired() throws IOException {
    byte[] broken = plain();
    String letters = new String(broken, StandardCharsets.ISO_8859_1);
    String moved = letters.replace("startxref\n", "startxref\n9");
    Originals.Result result =
        Originals.searchable(moved.getBytes(StandardCharsets.ISO_8859_1), read);
    assertEquals(TEXT, text(result.file()));
  }

  @Test
  void aDocumentThatNeedsNoTextStaysAsItIs() throws IOException {
    byte[] file = plain();
    ReadPage layer = Sheet.latin(1000, 1400).page(1, TextSource.LAYER);
    Originals.Result result = Originals.searchable(file, layer, new Sheet(100, 100).page(1));
    assertArrayEquals(file, result.file());
    assertEquals(0, result.written().layers());
  }

  @Test
  void whatCannotBeWrittenToIsNotTheDocumentsFault() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left");
          }
        };
    try (SearchablePdf pdf = SearchablePdf.open(plain(), Optional.empty(), Scratch.defaults())) {
      pdf.add(read);
      IOException failure = assertThrows(IOException.class, () -> pdf.save(full));
      assertEquals("No space left", failure.getMessage());
    }
  }

  @Test
  void thereIsNoTextForPagesThatAreNotThere() throws IOException {
    byte[] file = plain();
    ReadPage second = Sheet.latin(1000, 1400).page(2);
    assertThrows(IndexOutOfBoundsException.class, () -> Originals.searchable(file, second));
  }
}
