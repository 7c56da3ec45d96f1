package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PDFium, which another reader of the same documents is made of, where Python has it. */
public final class Pdfium {

  /** Width and height, in four bytes each. */
  static final int HEADER = 8;

  private static final String PYTHON = System.getProperty("pdfium.python", "");

  /** Draws the first page of each file to its size and its samples: blue, green, red. */
  private static final String SCRIPT =
      """
      import glob, struct, sys
      import numpy, pypdfium2
      for path in sorted(glob.glob(sys.argv[1] + "/*.pdf")):
          width, height, samples = 0, 0, b""
          try:
              document = pypdfium2.PdfDocument(path)
              if document.get_formtype():
                  document.init_forms()
              bitmap = document[0].render(scale=1, may_draw_forms=True, force_bitmap_format=2)
              array = numpy.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
              height, width, samples = array.shape[0], array.shape[1], array.tobytes()
          except Exception as refusal:
              print(path, refusal)
          with open(path[:-3] + "raw", "wb") as out:
              out.write(struct.pack(">ii", width, height))
              out.write(samples)
      """;

  private Pdfium() {}

  /** Whether there is one. */
  public static boolean isThere() {
    return !PYTHON.isEmpty();
  }

  /** What it makes of each file: its size and its samples; a size of nothing if it refuses it. */
  public static List<ByteBuffer> draw(Path folder, List<byte[]> files)
      throws IOException, InterruptedException {
    for (int i = 0; i < files.size(); i++) {
      Files.write(folder.resolve("%05d.pdf".formatted(i)), files.get(i));
    }
    Path script = Files.writeString(folder.resolve("draw.py"), SCRIPT);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(PYTHON, script.toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "PDFium ends in time");
    assertEquals(0, process.exitValue(), Files.readString(log));
    List<ByteBuffer> drawn = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      drawn.add(ByteBuffer.wrap(Files.readAllBytes(folder.resolve("%05d.raw".formatted(i)))));
    }
    return drawn;
  }

  /** Whether any sample of what it drew is darker than {@code light}. */
  public static boolean hasInk(ByteBuffer drawn, int light) {
    for (int i = HEADER; i < drawn.limit(); i++) {
      if ((drawn.get(i) & 0xff) < light) {
        return true;
      }
    }
    return false;
  }
}
