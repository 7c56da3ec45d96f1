package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;

/** What decoding takes is known from the header, and taken before it is there. */
class DecodingMemoryTest {

  private static final int WIDTH = 50;
  private static final int HEIGHT = 20;
  private static final int PIXELS = WIDTH * HEIGHT;

  @Test
  void theCostFollowsChannelsDepthAndTurns() {
    assertEquals(3 * PIXELS, header(1, Alpha.NONE, 1, 0).decodingBytes());
    assertEquals((3 + 3) * PIXELS, header(6, Alpha.NONE, 1, 0).decodingBytes());
    assertEquals((6 + 3) * PIXELS, header(1, Alpha.NONE, 2, 0).decodingBytes());
    assertEquals((4 + 4) * PIXELS, header(1, Alpha.STRAIGHT, 1, 0).decodingBytes());
    assertEquals((8 + 4) * PIXELS, header(1, Alpha.STRAIGHT, 2, 0).decodingBytes());
    assertEquals((3 + 6) * PIXELS, header(1, Alpha.NONE, 1, 6).decodingBytes());
    assertEquals(
        12L * 20_000 * 20_000,
        new ImageHeader(ImageFormat.PNG, 20_000, 20_000, 1, Alpha.STRAIGHT, 2, 0).decodingBytes());
  }

  private static ImageHeader header(int orientation, Alpha alpha, int sampleBytes, int workBytes) {
    return new ImageHeader(
        ImageFormat.PNG, WIDTH, HEIGHT, orientation, alpha, sampleBytes, workBytes);
  }

  @Test
  void headersTellWhatTheirFilesTake() throws IOException {
    assertEquals(3 * PIXELS, ImageHeaders.read(png(grey())).decodingBytes());
    assertEquals((8 + 4) * PIXELS, ImageHeaders.read(png(deepWithAlpha())).decodingBytes());
    assertEquals(3 * PIXELS, ImageHeaders.read(jpeg(false)).decodingBytes());
    assertEquals((3 + 7) * PIXELS, ImageHeaders.read(jpeg(true)).decodingBytes());
  }

  /** Rows are unpacked one by one, on the heap; JPEG data whole. */
  @Test
  void tiffPagesTakeTheirPixelsAndWhatJpegTakes() {
    byte[] rgb = TestImages.noise(WIDTH, HEIGHT);
    int[] values = new int[4 * PIXELS];
    byte[] deep = new TiffFile(WIDTH, HEIGHT, 3, 16, values).planar().bytes();
    byte[] alpha = new TiffFile(WIDTH, HEIGHT, 4, 8, values).tag(338, 2).bytes();
    byte[] jpeg =
        new TiffFile(WIDTH, HEIGHT, 3, 8, values)
            .tag(259, 7)
            .tag(262, 6)
            .of(List.of(TestImages.jpeg(rgb, WIDTH, HEIGHT, true)), false);

    assertEquals(3 * PIXELS, ImageHeaders.read(deep).decodingBytes());
    assertEquals((4 + 4) * PIXELS, ImageHeaders.read(alpha).decodingBytes());
    assertEquals((3 + 3 + 6 + 1) * PIXELS, ImageHeaders.read(jpeg).decodingBytes());
    ByteBudget memory = ByteBudget.ofOneStage(13 * PIXELS + jpeg.length);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), memory);
    assertEquals(3 * 16, decoder.prepare(jpeg, 4, 4, Interpolation.LINEAR).pixels().length);
    assertEquals(0, memory.reserved());
  }

  @Test
  void anImageTakesItsMemoryAndGivesItBack() throws IOException {
    byte[] png = png(grey());
    ByteBudget memory = ByteBudget.ofOneStage(3 * PIXELS + png.length);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), memory);

    decoder.prepare(png, 4, 4, Interpolation.LINEAR);
    assertEquals(0, memory.reserved());
    try (MemoryReservation other = memory.reserve("other", Stage.PIXELS, 1)) {
      MemoryExhaustedException busy =
          assertThrows(
              MemoryExhaustedException.class,
              () -> decoder.prepare(png, 4, 4, Interpolation.LINEAR));
      assertFalse(busy.forGood());
      assertEquals(1, other.bytes());
    }
    byte[] damaged = png.clone();
    damaged[png.length - 20]++;
    assertThrows(
        InvalidImageException.class, () -> decoder.prepare(damaged, 4, 4, Interpolation.LINEAR));
    assertEquals(0, memory.reserved());
  }

  @Test
  void whatNoMemoryCouldHoldIsTooLarge() throws IOException {
    ImageDecoder decoder =
        new ImageDecoder(ImageLimits.defaults(), ByteBudget.ofOneStage(3 * PIXELS));
    InvalidImageException refusal =
        assertThrows(InvalidImageException.class, () -> decoder.inspect(png(grey())));
    assertEquals(InvalidImageException.Reason.TOO_LARGE, refusal.reason());
    assertTrue(refusal.getMessage().contains("memory"), refusal.getMessage());
  }

  private static BufferedImage grey() {
    return new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
  }

  private static BufferedImage deepWithAlpha() {
    ComponentColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = colours.createCompatibleWritableRaster(WIDTH, HEIGHT);
    return new BufferedImage(colours, raster, false, null);
  }

  private static byte[] png(RenderedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", out));
    return out.toByteArray();
  }

  private static byte[] jpeg(boolean progressive) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.setOutput(ImageIO.createImageOutputStream(out));
    writer.write(
        null,
        new IIOImage(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), null, null),
        settings);
    writer.dispose();
    return out.toByteArray();
  }
}
