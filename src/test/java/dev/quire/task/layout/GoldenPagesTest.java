package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.onnx.OnnxEngine;
import dev.quire.engine.onnx.OnnxOptions;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageFormat;
import dev.quire.image.ImageHeader;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenPagesTest {

  private static final int PAGES = 4;
  private static final int MOST_BYTES = 120 * 1024;
  private static final int LEAST_REGIONS = 8;

  /** Half precision moves page-mini's scores on these pages by up to 0.0005 on a CPU. */
  private static final double LEAST_DISTANCE = 0.03;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @Test
  void areSmallJpegs() {
    List<byte[]> pages = new GoldenPages().encoded();

    assertEquals(PAGES, pages.size());
    for (byte[] page : pages) {
      ImageHeader header = decoder.inspect(page);
      assertEquals(ImageFormat.JPEG, header.format());
      assertTrue(page.length <= MOST_BYTES, page.length + " bytes");
    }
  }

  @Test
  void areTheSameWithEachCall() {
    GoldenPages pages = new GoldenPages();
    byte[] first = pages.encoded().get(0);
    byte[] copy = first.clone();
    first[0] = 0;

    assertArrayEquals(copy, pages.encoded().get(0));
  }

  @Test
  void areFoundWithoutAContextClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertEquals(PAGES, new GoldenPages().encoded().size());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void saysWhichOneIsMissing() {
    GoldenPages pages =
        new GoldenPages(
            new ClassLoader(null) {
              @Override
              public InputStream getResourceAsStream(String name) {
                return name.equals("golden/page-1.jpg")
                    ? new ByteArrayInputStream(new byte[0])
                    : null;
              }
            });

    String message = assertThrows(IllegalStateException.class, pages::encoded).getMessage();

    assertTrue(message.startsWith("classpath:golden/page-2.jpg is missing"), message);
  }

  @Test
  void saysWhichOneCannotBeRead() {
    GoldenPages pages =
        new GoldenPages(
            new ClassLoader(null) {
              @Override
              public InputStream getResourceAsStream(String name) {
                return new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("broken");
                  }
                };
              }
            });

    String message = assertThrows(UncheckedIOException.class, pages::encoded).getMessage();

    assertEquals("Cannot read classpath:golden/page-1.jpg", message);
  }

  /**
   * The model that ships finds many regions on each page and no score is near its threshold, so
   * that a small difference between two runs changes no region.
   */
  @Test
  void giveTheModelThatShipsClearRegions() {
    assumeTrue(
        getClass().getResource("/models/page-mini/inference.onnx") != null,
        "page-mini's graph is not on the class path");
    Model model = new ModelRepository().load("classpath:models/page-mini");
    LayoutParameters parameters = LayoutParameters.of(model);
    LayoutPostprocessor postprocessor = new LayoutPostprocessor(model.labels());
    OnnxEngine engine = new OnnxEngine(new OnnxOptions(1, false));
    try (Predictor predictor = engine.open(model.files(), DeviceId.parse("cpu"))) {
      LayoutTask task =
          new LayoutTask(
              model, decoder, LayoutContract.check(model, predictor.inputs(), predictor.outputs()));
      List<PreparedPage> pages = new GoldenPages().encoded().stream().map(task::prepare).toList();

      List<PageRows> rows = task.split(predictor.run(task.assemble(pages), task.outputs()), pages);

      for (PageRows page : rows) {
        List<Region> all = postprocessor.regions(page, parameters.withThreshold(0));
        assertTrue(postprocessor.regions(page, parameters).size() >= LEAST_REGIONS);
        for (Region region : all) {
          double distance = Math.abs(region.score() - parameters.threshold());
          assertTrue(distance >= LEAST_DISTANCE, region::toString);
        }
      }
      List<List<Region>> regions =
          rows.stream()
              .map(page -> postprocessor.regions(page, Agreement.lenient(parameters)))
              .toList();
      assertTrue(Agreement.of(regions, regions, parameters.threshold(), 1).within(1, 1));
    }
  }
}
