package dev.quire.device.gpu;

import static dev.quire.device.gpu.Cards.NEW_DRIVER;
import static dev.quire.device.gpu.Cards.OLD_DRIVER;
import static dev.quire.device.gpu.Cards.card;
import static dev.quire.device.gpu.Cards.instance;
import static dev.quire.device.gpu.Cards.migCard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.device.DeviceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleDevicesTest {

  private static final GpuInfo ZERO = card(0, "GPU-8932f937-d72c-4106-c12f-20bd9faed9f6");
  private static final GpuInfo ONE = card(1, "GPU-8a000000-0000-0000-0000-000000000001");
  private static final GpuInfo TWO = card(2, "GPU-22222222-0000-0000-0000-000000000002");
  private static final List<GpuInfo> CARDS = List.of(ZERO, ONE, TWO);

  private static final MigInstance FIRST = instance("MIG-c6d4f1ef", 1, 0);
  private static final MigInstance FIRST_TOO = instance("MIG-cba663e8", 1, 1);
  private static final MigInstance SECOND = instance("MIG-1e099852", 2, 0);
  private static final GpuInfo MIG = migCard(0, "GPU-5d5ba0d6", FIRST, FIRST_TOO, SECOND);

  private static VisibleDevices of(List<GpuInfo> cards, String variable) {
    return VisibleDevices.of(cards, NEW_DRIVER, Map.of("CUDA_VISIBLE_DEVICES", variable));
  }

  private static List<String> uuids(VisibleDevices visible) {
    return visible.gpus().stream().map(Gpu::uuid).toList();
  }

  private static List<Integer> indices(String variable) {
    return of(CARDS, variable).gpus().stream().map(gpu -> gpu.card().index()).toList();
  }

  @Test
  void withoutTheVariableAllCardsAreVisible() {
    VisibleDevices visible = VisibleDevices.of(CARDS, NEW_DRIVER, Map.of());

    assertEquals(List.of(ZERO.uuid(), ONE.uuid(), TWO.uuid()), uuids(visible));
    assertEquals(List.of(), visible.warnings());
    assertEquals(Optional.empty(), visible.whyNone());
  }

  @Test
  void ordinalsFollowThePciBusWhateverTheOrderOfTheList() {
    List<GpuInfo> shuffled = new ArrayList<>(CARDS);
    Collections.reverse(shuffled);

    VisibleDevices visible = VisibleDevices.of(shuffled, NEW_DRIVER, Map.of());

    assertEquals(List.of(ZERO.uuid(), ONE.uuid(), TWO.uuid()), uuids(visible));
  }

  @Test
  void thePositionIsTheOrdinal() {
    List<Gpu> gpus = of(CARDS, "2,0").gpus();

    assertEquals(List.of(0, 1), gpus.stream().map(Gpu::ordinal).toList());
    assertEquals(new DeviceId("gpu:1"), gpus.get(1).id());
    assertEquals(ZERO, gpus.get(1).card());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0          | 0",
        "2,1        | 2 1",
        "1,0,2      | 1 0 2",
        "0,2,-1,1   | 0 2",
        "0,3,1      | 0",
        "0,x,1      | 0",
        "0,,1       | 0",
        "0, 1,+2    | 0 1 2",
        "1gpu,2card | 1 2",
        "0-2        | 0",
        "0,GPU-222  | 0",
        "1,99999999999999999999 | 1",
        "GPU-8932f937 | 0",
        "GPU-2,GPU-8a | 2 1",
        "GPU-2,GPU-8,GPU-89 | 2",
        "GPU-2,0    | 2",
        "GPU-2,GPU-77,GPU-8a | 2",
        "GPU-2,MIG-1 | 2"
      })
  void theListIsReadAsCudaReadsIt(String variable, String expected) {
    List<Integer> indices =
        expected.isBlank()
            ? List.of()
            : java.util.Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList();

    assertEquals(indices, indices(variable));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "-1,0", "3", "x", ",0", "gpu-22222222", "GPU-8", "GPU-", "MIG-1"})
  void whatNamesNothingFirstShowsNothing(String variable) {
    assertEquals(List.of(), indices(variable));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0", "0,1,0", "1,0,2,1", "GPU-2,GPU-22", "0,0x"})
  void aCardNamedTwiceHidesAll(String variable) {
    assertEquals(List.of(), indices(variable));
  }

  @Test
  void whyNoneIsSaid() {
    assertEquals(
        Optional.of("CUDA_VISIBLE_DEVICES is set but empty, which hides all GPUs"),
        of(CARDS, "").whyNone());
    assertEquals(
        Optional.of("CUDA_VISIBLE_DEVICES=-1: '-1' names no GPU, so CUDA shows none"),
        of(CARDS, "-1").whyNone());
    assertEquals(
        Optional.of("CUDA_VISIBLE_DEVICES=7,0: '7' names no GPU, so CUDA shows none"),
        of(CARDS, "7,0").whyNone());
    assertEquals(
        Optional.of("CUDA_VISIBLE_DEVICES=1,1 names '1' again, and CUDA then hides all GPUs"),
        of(CARDS, "1,1").whyNone());
    assertEquals(
        Optional.of("the NVIDIA driver 570.133.20 reports no GPU"), of(List.of(), "0").whyNone());
    assertEquals(
        Optional.of("all visible GPUs are in MIG mode, but have no instances for CUDA"),
        of(List.of(migCard(0, "GPU-5d5ba0d6")), "0").whyNone());
  }

  @Test
  void aLineTellsWhatTheDriverLacksWhereThereIsNone() {
    VisibleDevices visible = VisibleDevices.of(new NvmlOpening.Absent("no driver"), Map.of());

    assertEquals(VisibleDevices.none("no driver"), visible);
  }

  @Test
  void theCardsComeFromTheLibrary() {
    FakeNvml nvml = new FakeNvml("570.133.20", CARDS);

    VisibleDevices visible =
        VisibleDevices.of(new NvmlOpening.Found(nvml), Map.of("CUDA_VISIBLE_DEVICES", "1"));

    assertEquals(List.of(ONE.uuid()), uuids(visible));
  }

  @Test
  void whatIsIgnoredIsSaidUnlessItEndsTheListOnPurpose() {
    assertEquals(
        List.of(
            "CUDA_VISIBLE_DEVICES=0,9,1: '9' names no GPU, so CUDA ignores it and all that"
                + " follows"),
        of(CARDS, "0,9,1").warnings());
    assertEquals(List.of(), of(CARDS, "0,-1,1").warnings());
  }

  @Test
  void reasonAndGpusExcludeEachOther() {
    List<Gpu> none = List.of();
    List<Gpu> some = Cards.gpus(ZERO);
    Optional<String> reason = Optional.of("why");

    assertThrows(
        IllegalArgumentException.class,
        () -> new VisibleDevices(none, Optional.empty(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new VisibleDevices(some, reason, List.of()));
  }

  @Test
  void unlikeCardsWithoutAnOrderAreWarnedOf() {
    List<GpuInfo> unlike = List.of(ZERO, card(1, "GPU-44", Cards.T4), TWO);
    String warning =
        "The GPUs differ (NVIDIA A100-SXM4-80GB, Tesla T4) and CUDA_DEVICE_ORDER is not"
            + " PCI_BUS_ID: CUDA may number them in another order than listed here, so set it";

    assertEquals(List.of(warning), VisibleDevices.of(unlike, NEW_DRIVER, Map.of()).warnings());
    assertEquals(List.of(warning), of(unlike, "1").warnings());
    assertEquals(
        List.of(warning),
        VisibleDevices.of(unlike, NEW_DRIVER, Map.of("CUDA_DEVICE_ORDER", "FASTEST_FIRST"))
            .warnings());
  }

  @Test
  void noWarningWhereTheOrderIsKnown() {
    List<GpuInfo> unlike = List.of(ZERO, card(1, "GPU-44", Cards.T4));

    assertEquals(
        List.of(),
        VisibleDevices.of(unlike, NEW_DRIVER, Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID"))
            .warnings());
    assertEquals(List.of(), of(unlike, "GPU-44,GPU-89").warnings());
    assertEquals(List.of(), of(CARDS, "2,1").warnings());
  }

  @Test
  void aCardThatDoesNotAnswerMayShiftTheOrder() {
    List<GpuInfo> incomplete = List.of(ZERO, TWO);
    String warning =
        "Not all GPUs of the machine answer: CUDA may number the others in another way than listed"
            + " here";

    assertEquals(List.of(warning), VisibleDevices.of(incomplete, NEW_DRIVER, Map.of()).warnings());
    assertEquals(List.of(), of(incomplete, "GPU-2").warnings());
  }

  @Test
  void aCardInMigModeShowsOneInstanceOfEachGpuInstance() {
    VisibleDevices visible = VisibleDevices.of(List.of(MIG, ONE), NEW_DRIVER, Map.of());

    assertEquals(List.of(FIRST.uuid(), SECOND.uuid(), ONE.uuid()), uuids(visible));
    assertEquals(List.of(0, 1, 2), visible.gpus().stream().map(Gpu::ordinal).toList());
    assertEquals(10 * Cards.GIB, visible.gpus().get(0).totalBytes());
    assertEquals(Cards.A100 + " MIG 1g.10gb", visible.gpus().get(0).name());
    assertEquals(
        List.of(
            "There are several devices and some are MIG instances: CUDA may number them in another"
                + " order than listed here, unless CUDA_VISIBLE_DEVICES names the instances"),
        visible.warnings());
    assertEquals(List.of(), of(List.of(MIG), "MIG-1e099852,MIG-c6d4f1ef").warnings());
  }

  @Test
  void instancesAreNamedInFull() {
    List<GpuInfo> cards = List.of(MIG, ONE);

    assertEquals(
        List.of(SECOND.uuid(), FIRST.uuid()), uuids(of(cards, "MIG-1e099852,MIG-c6d4f1ef")));
    assertEquals(List.of(SECOND.uuid()), uuids(of(cards, "MIG-GPU-5d5ba0d6/2/0")));
    assertEquals(List.of(FIRST_TOO.uuid()), uuids(of(cards, "MIG-GPU-5d5ba0d6/1/1")));
    assertEquals(List.of(), uuids(of(cards, "MIG-1e09")));
    assertEquals(List.of(), uuids(of(cards, "MIG-GPU-5d5ba0d6/3/0")));
    assertEquals(List.of(), uuids(of(cards, "MIG-1e099852,MIG-GPU-5d5ba0d6/2/0")));
  }

  @Test
  void ofOneGpuInstanceOnlyTheFirstIsVisible() {
    assertEquals(
        List.of(FIRST_TOO.uuid(), SECOND.uuid()),
        uuids(of(List.of(MIG), "MIG-cba663e8,MIG-c6d4f1ef,MIG-1e099852")));
  }

  @Test
  void anOlderDriverShowsASingleInstanceAndNothingElse() {
    VisibleDevices visible = VisibleDevices.of(List.of(ONE, MIG), OLD_DRIVER, Map.of());

    assertEquals(List.of(FIRST.uuid()), uuids(visible));
    assertEquals(
        List.of(
            "With the NVIDIA driver 535.129.03 a process can use one MIG instance and nothing"
                + " else: of 4 devices only MIG-c6d4f1ef is visible"),
        visible.warnings());
  }

  @Test
  void anOlderDriverShowsTheInstanceThatWasAskedFor() {
    VisibleDevices visible =
        VisibleDevices.of(List.of(MIG), OLD_DRIVER, Map.of("CUDA_VISIBLE_DEVICES", "MIG-1e099852"));

    assertEquals(List.of(SECOND.uuid()), uuids(visible));
    assertEquals(List.of(), visible.warnings());
  }

  @Test
  void aCardInMigModeWithoutInstancesIsNoDevice() {
    VisibleDevices visible =
        VisibleDevices.of(List.of(migCard(0, "GPU-5d5ba0d6"), ONE), NEW_DRIVER, Map.of());

    assertEquals(List.of(ONE.uuid()), uuids(visible));
  }

  @ParameterizedTest
  @CsvSource({"535.129.03,535", "450.80.02,450", "570,570", "' 525.60 ',525", "'',0", "R535,0"})
  void driversAreComparedByTheirBranch(String text, int branch) {
    DriverVersion version = DriverVersion.parse(text);

    assertEquals(branch, version.branch());
    assertEquals(text.trim(), version.toString());
    assertEquals(branch >= 510, version.isAtLeast(510));
  }
}
