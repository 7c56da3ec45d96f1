package dev.quire.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.device.gpu.NvmlOpener;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.support.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** JavaCPP reads its settings once in a process, so each case has a process of its own. */
@Timeout(60)
class JavaCppTest {

  @Test
  void whoeverComesFirstLiftsTheLimit() throws IOException {
    assertEquals("0", limitAfter(First.NVML));
    assertEquals("0", limitAfter(First.IMAGES));
  }

  @Test
  void aLimitThatWasGivenStays() throws IOException {
    String given = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=3g";
    assertEquals(String.valueOf(3L << 30), limitAfter(First.NVML, given));
    assertEquals(String.valueOf(3L << 30), limitAfter(First.IMAGES, given));
  }

  /** What uses JavaCPP first. */
  enum First {
    NVML,
    IMAGES
  }

  /** Uses it and prints the limit. */
  static final class Program {

    public static void main(String[] args) {
      switch (First.valueOf(args[0])) {
        case NVML -> new NvmlOpener().open();
        case IMAGES ->
            new ImageDecoder(ImageLimits.defaults())
                .prepare(Pages.blank(40, 40), 20, 20, Interpolation.values()[0]);
      }
      System.out.println("limit " + Pointer.maxPhysicalBytes());
    }
  }

  private static String limitAfter(First first, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Program.class.getName(), first.name()));
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return program
        .inputReader()
        .lines()
        .filter(line -> line.startsWith("limit "))
        .map(line -> line.substring("limit ".length()))
        .findFirst()
        .orElse("none");
  }
}
