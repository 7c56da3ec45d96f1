package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.Interpolation;
import dev.quire.image.InvalidImageException;
import dev.quire.model.BoxUnit;
import dev.quire.model.ColorOrder;
import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTaskTest {

  private static final LayoutHead ROWS = RowsHead.standard();

  private final Model model = LayoutFixture.model(4);
  private final LayoutTask task = LayoutFixture.task(model);

  @Test
  void preparesAPage() {
    byte[] png = LayoutFixture.png(9, 7, 200);

    PreparedPage page = task.prepare(png);

    assertEquals(Resolution.square(4), page.resolution());
    assertEquals(9, page.width());
    assertEquals(7, page.height());
    assertEquals(48, page.sizeInBytes());
    assertArrayEquals(
        new ImageDecoder(ImageLimits.defaults()).prepare(png, 4, 4, Interpolation.CUBIC).pixels(),
        page.pixels());
    assertTrue(page.decodeNanos() > 0 && page.resizeNanos() > 0);
  }

  @Test
  void preparesAPageAtAnotherResolution() {
    PreparedPage page = task.prepare(LayoutFixture.png(9, 7, 200), new Resolution(2, 6));

    assertEquals(new Resolution(2, 6), page.resolution());
    assertEquals(36, page.pixels().length);
  }

  @Test
  void refusesBadImages() {
    assertThrows(InvalidImageException.class, () -> task.prepare(new byte[] {1, 2, 3}));
  }

  @Test
  void assemblesTwoPages() {
    byte[] first = {1, 2, 3, 4, 5, 6};
    byte[] second = {0, (byte) 255, 10, 20, 30, (byte) 128};
    Resolution resolution = new Resolution(1, 2);
    LayoutTask small =
        LayoutFixture.task(LayoutFixture.model(LayoutFixture.plain(resolution), model.file()));

    Map<String, Tensor> inputs =
        small.assemble(
            List.of(
                new PreparedPage(resolution, first, 1000, 3, 0, 0),
                new PreparedPage(resolution, second, 7, 600, 0, 0)));

    assertEquals(List.of("im_shape", "image", "scale_factor"), List.copyOf(inputs.keySet()));
    float unit = (float) (1.0 / 255);
    assertEquals(Shape.of(2, 3, 1, 2), inputs.get("image").shape());
    assertArrayEquals(
        new float[] {
          1 * unit,
          4 * unit,
          2 * unit,
          5 * unit,
          3 * unit,
          6 * unit,
          0,
          20 * unit,
          255 * unit,
          30 * unit,
          10 * unit,
          128 * unit
        },
        LayoutFixture.values(inputs.get("image")));
    assertArrayEquals(new float[] {1, 2, 1, 2}, LayoutFixture.values(inputs.get("im_shape")));
    assertArrayEquals(
        new float[] {
          (float) (1 / 3.0), (float) (2 / 1000.0), (float) (1 / 600.0), (float) (2 / 7.0)
        },
        LayoutFixture.values(inputs.get("scale_factor")));
    assertTrue(inputs.get("image").data().isDirect());
  }

  @Test
  void normalisesEachChannelAsPaddleXDoes() {
    Resolution resolution = Resolution.square(1);
    Preprocessing imageNet =
        new Preprocessing(
            resolution, 2, 1.0 / 255, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    LayoutTask small = LayoutFixture.task(LayoutFixture.model(imageNet, model.file()));
    byte[] pixel = {(byte) 200, 100, 0};

    float[] values =
        LayoutFixture.values(
            small.assemble(List.of(new PreparedPage(resolution, pixel, 1, 1, 0, 0))).get("image"));

    assertArrayEquals(
        new float[] {
          200f * (float) (1.0 / 255 / 0.229) + (float) (-0.485 / 0.229),
          100f * (float) (1.0 / 255 / 0.224) + (float) (-0.456 / 0.224),
          0f * (float) (1.0 / 255 / 0.225) + (float) (-0.406 / 0.225)
        },
        values);
  }

  @Test
  void leavesTheShapeOutForGraphsWithoutIt() {
    LayoutTask two = task(new LayoutContract("image", false, false, true, ROWS, 1));

    assertEquals(
        List.of("image", "scale_factor"), List.copyOf(two.assemble(List.of(two.blank())).keySet()));
  }

  @Test
  void givesTheImageAloneByItsName() {
    for (boolean pixels : List.of(true, false)) {
      LayoutTask one = task(new LayoutContract("x", pixels, false, false, ROWS, 1));

      Map<String, Tensor> inputs = one.assemble(List.of(one.blank()));

      assertEquals(List.of("x"), List.copyOf(inputs.keySet()));
      assertEquals(pixels ? Shape.of(1, 4, 4, 3) : Shape.of(1, 3, 4, 4), inputs.get("x").shape());
    }
  }

  /** (x − mean) · 0.007843 with the mean of blue first, as pyramidbox_lite wants it. */
  @Test
  void givesBlueFirstToModelsThatWantIt() {
    Resolution resolution = new Resolution(1, 2);
    Preprocessing bgr =
        new Preprocessing(
            resolution,
            1,
            ColorOrder.BGR,
            1,
            List.of(104.0, 117.0, 123.0),
            List.of(1 / 0.007843, 1 / 0.007843, 1 / 0.007843));
    byte[] pixels = {10, 20, 30, (byte) 200, (byte) 210, (byte) 220};

    Tensor image =
        LayoutFixture.task(LayoutFixture.model(bgr, model.file()))
            .assemble(List.of(new PreparedPage(resolution, pixels, 2, 1, 0, 0)))
            .get("image");

    assertArrayEquals(
        new float[] {
          (30 - 104) * 0.007843f,
          (220 - 104) * 0.007843f,
          (20 - 117) * 0.007843f,
          (210 - 117) * 0.007843f,
          (10 - 123) * 0.007843f,
          (200 - 123) * 0.007843f
        },
        LayoutFixture.values(image),
        1e-6f);
  }

  @Test
  void givesTheBarePixelsToGraphsThatNormaliseThemselves() {
    Resolution resolution = new Resolution(1, 2);
    LayoutTask grafted =
        new LayoutTask(
            LayoutFixture.model(LayoutFixture.plain(resolution), model.file()),
            new ImageDecoder(ImageLimits.defaults()),
            LayoutContract.grafted());
    byte[] first = {1, 2, 3, 4, 5, 6};
    byte[] second = {0, (byte) 255, 10, 20, 30, (byte) 128};

    Tensor image =
        grafted
            .assemble(
                List.of(
                    new PreparedPage(resolution, first, 1000, 3, 0, 0),
                    new PreparedPage(resolution, second, 7, 600, 0, 0)))
            .get("image");

    assertEquals(ElementType.UINT8, image.type());
    assertEquals(Shape.of(2, 1, 2, 3), image.shape());
    byte[] bytes = new byte[12];
    image.data().get(bytes);
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 0, -1, 10, 20, 30, -128}, bytes);
  }

  @Test
  void refusesMixedAndEmptyBatches() {
    PreparedPage four = LayoutFixture.page(4, 10, 10);
    PreparedPage five = LayoutFixture.page(5, 10, 10);

    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of(four, five)));
    assertThrows(IllegalArgumentException.class, () -> task.assemble(List.of()));
  }

  @Test
  void splitsRowsByCount() {
    float[] rows = new float[3 * 7];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 7 == 0 ? i / 7 : i;
    }
    List<PreparedPage> pages =
        List.of(
            LayoutFixture.page(4, 10, 20),
            LayoutFixture.page(4, 30, 40),
            LayoutFixture.page(4, 50, 60));

    List<PageRows> split = task.split(LayoutFixture.outputs(7, rows, 2, 0, 1), pages);

    assertEquals(3, split.size());
    assertArrayEquals(Arrays.copyOf(rows, 14), split.get(0).values());
    assertEquals(2, split.get(0).size());
    assertEquals(0, split.get(1).size());
    assertArrayEquals(Arrays.copyOfRange(rows, 14, 21), split.get(2).values());
    assertEquals(50, split.get(2).width());
    assertEquals(60, split.get(2).height());
    assertTrue(split.get(2).ordered());
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8})
  void splitsRowsOfSixToEightColumns(int columns) {
    List<PreparedPage> pages = List.of(LayoutFixture.page(4, 10, 20));

    PageRows rows =
        task.split(LayoutFixture.outputs(columns, new float[columns * 2], 2), pages).get(0);

    assertEquals(columns, rows.columns());
    assertEquals(columns > 6, rows.ordered());
  }

  @Test
  void splitsLongCounts() {
    Tensor counts = Tensor.allocate(ElementType.INT64, Shape.of(1));
    counts.data().putLong(0, 1);
    Tensor rows = LayoutFixture.floats(Shape.of(1, 6), new float[6]);

    List<PageRows> split =
        task.split(
            Map.of("fetch_name_0", rows, "fetch_name_1", counts),
            List.of(LayoutFixture.page(4, 10, 20)));

    assertEquals(1, split.get(0).size());
  }

  @Test
  void refusesOutputsThatContradictThemselves() {
    List<PreparedPage> pages = List.of(LayoutFixture.page(4, 10, 20), LayoutFixture.page(4, 9, 9));
    float[] rows = new float[3 * 7];

    assertBroken(LayoutFixture.outputs(7, rows, 2, 2), pages, "3 rows found");
    assertBroken(LayoutFixture.outputs(7, rows, 4, -1), pages, "3 rows found");
    assertBroken(LayoutFixture.outputs(7, rows, 3), pages, "2 counts");
    assertBroken(LayoutFixture.outputs(7, rows, 1, 1, 1), pages, "2 counts");
    assertBroken(LayoutFixture.outputs(3, rows, 4, 3), pages, "6, 7 or 8 columns");
    assertBroken(Map.of(), pages, "expected [fetch_name_0, fetch_name_1]");
    Map<String, Tensor> flat =
        Map.of(
            "fetch_name_0",
            LayoutFixture.floats(Shape.of(21), rows),
            "fetch_name_1",
            LayoutFixture.outputs(7, rows, 1, 2).get("fetch_name_1"));
    assertBroken(flat, pages, "expected rank 2");
  }

  @ParameterizedTest
  @ValueSource(floats = {6, 25, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesClassesWithoutLabel(float classId) {
    float[] rows = new float[7];
    rows[0] = classId;
    List<PreparedPage> pages = List.of(LayoutFixture.page(4, 10, 20));

    assertBroken(LayoutFixture.outputs(7, rows, 1), pages, "expected classes below 6");
  }

  @Test
  void dropsPaddingRows() {
    float[] rows = {
      -1, 0, 0, 0, 0, 0, 3, .5f, 1, 2, 3, 4, -1, -1, -1, -1, -1, -1, 1, .4f, 5, 6, 7, 8
    };
    List<PreparedPage> pages = List.of(LayoutFixture.page(4, 10, 20), LayoutFixture.page(4, 9, 9));

    List<PageRows> split = task.split(LayoutFixture.outputs(6, rows, 3, 1), pages);

    assertArrayEquals(new float[] {3, .5f, 1, 2, 3, 4}, split.get(0).values());
    assertArrayEquals(new float[] {1, .4f, 5, 6, 7, 8}, split.get(1).values());
  }

  /** As {@code multiclass_nms} marks it: one row, whose counts are those of one page, if any. */
  @Test
  void findsNothingInARowOfMinusOne() {
    List<PreparedPage> pages = List.of(LayoutFixture.page(4, 10, 20), LayoutFixture.page(4, 9, 9));
    for (int columns : List.of(1, 6)) {
      float[] nothing = new float[columns];
      Arrays.fill(nothing, -1);
      for (int[] counts : List.of(new int[] {0, 0}, new int[] {1}, new int[] {0, 1})) {

        List<PageRows> split = task.split(LayoutFixture.outputs(columns, nothing, counts), pages);

        assertEquals(2, split.size());
        assertEquals(0, split.get(0).size());
        assertEquals(9, split.get(1).width());
      }
    }
  }

  @Test
  void findsNothingWhereThereAreNoRows() {
    List<PageRows> split =
        task.split(
            LayoutFixture.outputs(6, new float[0], 0), List.of(LayoutFixture.page(4, 10, 20)));

    assertEquals(0, split.get(0).size());
  }

  /** Two pages of other sizes, resized to a height of 4 and a width of 8. */
  @ParameterizedTest
  @CsvSource({"PAGE, 1, 1, 1, 1", "INPUT, 1.25, 5, 5, 0.5", "RELATIVE, 10, 20, 40, 2"})
  void turnsBoxesIntoPixelsOfThePage(BoxUnit unit, float x, float y, float otherX, float otherY) {
    LayoutTask units =
        task(
            new LayoutContract(
                "image", false, true, true, new RowsHead("r", "c", unit), Integer.MAX_VALUE));
    Map<String, Tensor> outputs =
        LayoutFixture.outputs(7, new float[] {1, .5f, 1, 2, 3, 4, 8, 2, .5f, 1, 2, 3, 4, 9}, 1, 1);
    Resolution wide = new Resolution(4, 8);
    List<PreparedPage> pages =
        List.of(
            new PreparedPage(wide, new byte[96], 10, 20, 0, 0),
            new PreparedPage(wide, new byte[96], 40, 2, 0, 0));

    List<PageRows> split =
        units.split(
            Map.of("r", outputs.get("fetch_name_0"), "c", outputs.get("fetch_name_1")), pages);

    assertEquals(List.of("r", "c"), units.outputs());
    assertArrayEquals(
        new float[] {1, .5f, x, 2 * y, 3 * x, 4 * y, 8}, split.get(0).values(), 1e-6f);
    assertArrayEquals(
        new float[] {2, .5f, otherX, 2 * otherY, 3 * otherX, 4 * otherY, 9},
        split.get(1).values(),
        1e-6f);
  }

  @Test
  void refusesRowsOfAnotherType() {
    Map<String, Tensor> outputs =
        Map.of(
            "fetch_name_0", Tensor.allocate(ElementType.INT64, Shape.of(1, 6)),
            "fetch_name_1", LayoutFixture.outputs(6, new float[6], 1).get("fetch_name_1"));

    assertBroken(outputs, List.of(LayoutFixture.page(4, 10, 20)), "INT64[1x6]; expected float32");
  }

  @Test
  void hasBlankPages() {
    PreparedPage blank = task.blank();
    PreparedPage wide = task.blank(new Resolution(2, 8));

    assertEquals(Resolution.square(4), blank.resolution());
    assertEquals(8, wide.width());
    assertEquals(2, wide.height());
    assertEquals((byte) 255, wide.pixels()[47]);
  }

  @Test
  void holdsPagesToTheirSize() {
    Resolution resolution = Resolution.square(2);

    assertThrows(
        IllegalArgumentException.class,
        () -> new PreparedPage(resolution, new byte[11], 5, 5, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PreparedPage(resolution, new byte[12], 0, 5, 0, 0));
    byte[] pixels = new byte[12];
    assertSame(pixels, new PreparedPage(resolution, pixels, 5, 5, 0, 0).pixels());
  }

  @Test
  void asksForRowsAndCountsOnly() {
    assertEquals(List.of("fetch_name_0", "fetch_name_1"), task.outputs());
  }

  private LayoutTask task(LayoutContract contract) {
    return new LayoutTask(model, new ImageDecoder(ImageLimits.defaults()), contract);
  }

  private void assertBroken(Map<String, Tensor> outputs, List<PreparedPage> pages, String message) {
    IllegalStateException broken =
        assertThrows(IllegalStateException.class, () -> task.split(outputs, pages));
    assertTrue(broken.getMessage().contains(message), broken.getMessage());
    assertTrue(
        broken.getMessage().contains(((ModelFile.Embedded) model.file()).name()),
        broken.getMessage());
  }
}
