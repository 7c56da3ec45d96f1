package dev.quire.task.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.model.Resolution;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedLayoutTest {

  private static final int SIDE = 16;

  private final Model fixture = LayoutFixture.model(SIDE);
  private final LayoutTask task =
      new LayoutTask(fixture, new ImageDecoder(ImageLimits.defaults()), LayoutContract.grafted());
  private final SimulatedLayout layout = new SimulatedLayout(fixture.labels());

  @Test
  void fitsTheModelThatShips() {
    Model model = new ModelRepository().load("classpath:models/page-mini");
    SimulatedLayout simulated = new SimulatedLayout(model.labels());

    assertEquals(
        LayoutContract.grafted(),
        LayoutContract.check(model, simulated.inputs(), simulated.outputs()));
  }

  @Test
  void answersEveryPageWithItsOwnSize() {
    List<PreparedPage> pages =
        List.of(
            LayoutFixture.page(SIDE, 90, 70),
            LayoutFixture.page(SIDE, 1, 20_000),
            LayoutFixture.page(SIDE, 667, 666));

    Map<String, Tensor> answer = layout.answer(task.assemble(pages), task.outputs());

    assertEquals(Shape.of(3, 7), answer.get("fetch_name_0").shape());
    assertArrayEquals(
        new float[] {
          0, 0.99f, 0, 0, 90, 70, 0,
          0, 0.99f, 0, 0, 1, 20_000, 0,
          0, 0.99f, 0, 0, 667, 666, 0
        },
        LayoutFixture.values(answer.get("fetch_name_0")));
    int[] counts = new int[3];
    answer.get("fetch_name_1").data().asIntBuffer().get(counts);
    assertArrayEquals(new int[] {1, 1, 1}, counts);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 32})
  void sizesOfAnyBatchAreExact(int batch) {
    Random random = new Random(batch);
    for (Resolution resolution : List.of(Resolution.square(13), new Resolution(31, 17))) {
      List<PreparedPage> pages = new ArrayList<>();
      for (int i = 0; i < batch; i++) {
        pages.add(
            new PreparedPage(
                resolution,
                new byte[(int) resolution.pixels() * 3],
                1 + random.nextInt(20_000),
                1 + random.nextInt(20_000),
                0,
                0));
      }
      Map<String, Tensor> inputs = task.assemble(pages);
      assertEquals(batch, layout.size(inputs));

      List<PageRows> rows = task.split(layout.answer(inputs, task.outputs()), pages);

      for (int i = 0; i < batch; i++) {
        assertEquals(1, rows.get(i).size());
        Detection found = rows.get(i).detection(0);
        assertEquals(pages.get(i).width(), found.x2());
        assertEquals(pages.get(i).height(), found.y2());
      }
    }
  }

  @Test
  void theLabelsPlaceIsTheClass() {
    SimulatedLayout third = new SimulatedLayout(List.of("table", "image", "text"));
    Tensor rows =
        third
            .answer(task.assemble(List.of(LayoutFixture.page(SIDE, 5, 6))), task.outputs())
            .get("fetch_name_0");
    assertEquals(2, LayoutFixture.values(rows)[0]);
  }

  @Test
  void aModelWithoutTextCannotBeSimulated() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new SimulatedLayout(List.of("table", "image")));
    assertTrue(e.getMessage().contains("[table, image]"), e.getMessage());
  }

  @Test
  void answersOnlyWhatIsWanted() {
    Map<String, Tensor> inputs = task.assemble(List.of(LayoutFixture.page(SIDE, 5, 6)));
    assertEquals(Set.of("fetch_name_1"), layout.answer(inputs, List.of("fetch_name_1")).keySet());
    assertThrows(
        IllegalArgumentException.class, () -> layout.answer(inputs, List.of("fetch_name_2")));
  }

  @Test
  void onlyThePoisonedWidthIsPoisoned() {
    assertTrue(poisoned(90, 666));
    assertTrue(poisoned(666));
    assertFalse(poisoned(665, 667, 1332, 333));
  }

  @Test
  void theWholeWayGivesOneRegion() {
    SimulatedDevice device =
        new SimulatedDevice(
            new DeviceId("gpu:0"),
            LatencyCurve.parse("1:8ms"),
            List.of(),
            new SimulatedMemory(1 << 20, 1, 1));
    SimulatedEngine engine =
        new SimulatedEngine(List.of(device), layout, nanos -> {}, System::nanoTime);
    try (Predictor predictor = engine.open(fixture.files(), device.id())) {
      PreparedPage page = task.prepare(LayoutFixture.png(90, 70, 255));
      List<PreparedPage> pages = List.of(task.blank(), page);

      PageRows rows = task.split(predictor.run(task.assemble(pages), task.outputs()), pages).get(1);
      List<Region> regions =
          new LayoutPostprocessor(fixture.labels()).regions(rows, LayoutParameters.of(fixture));

      assertEquals(1, regions.size());
      assertEquals("text", regions.get(0).label());
      assertEquals(90, regions.get(0).x2());
      assertEquals(70, regions.get(0).y2());
      assertEquals(1, regions.get(0).order());

      Map<String, Tensor> poisoned =
          task.assemble(
              List.of(page, LayoutFixture.page(SIDE, SimulatedLayout.POISONED_WIDTH, 10)));
      assertThrows(EngineException.class, () -> predictor.run(poisoned, task.outputs()));
    }
  }

  private boolean poisoned(int... widths) {
    List<PreparedPage> pages = new ArrayList<>();
    for (int width : widths) {
      pages.add(LayoutFixture.page(SIDE, width, 666));
    }
    return layout.poisoned(task.assemble(pages));
  }
}
