package dev.quire.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileTypeTest {

  @Test
  void filesAreKnownByTheirFirstBytes() {
    assertEquals(FileType.JPEG, FileType.of(Pages.sample()));
    assertEquals(FileType.PNG, FileType.of(Pages.blank(3, 3)));
    assertEquals(FileType.BMP, FileType.of(Pages.sampleAs("bmp")));
    assertEquals(FileType.TIFF, FileType.of(Pages.sampleAs("tiff")));
    assertEquals(FileType.PDF, FileType.of(Pdfs.pages(100)));
    assertEquals(FileType.PDF, of("garbage before it %PDF-1.7"));
    assertEquals(FileType.WEBP, of("RIFF\1\2\3\4WEBPVP8 "));
    assertEquals(FileType.UNKNOWN, of("notes"));
    assertEquals(FileType.UNKNOWN, of(""));
  }

  private static FileType of(String text) {
    return FileType.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
