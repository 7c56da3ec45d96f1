package dev.quire.device.gpu;

import static dev.quire.device.gpu.Cards.card;
import static dev.quire.device.gpu.Cards.instance;
import static dev.quire.device.gpu.Cards.migCard;
import static dev.quire.device.gpu.Cards.visible;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.device.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSelectionTest {

  private static final VisibleDevices TWO =
      visible(card(0, "GPU-8932f937-d72c"), card(1, "GPU-8a00bb11-0000", Cards.T4));
  private static final VisibleDevices NONE = VisibleDevices.none("there is no NVIDIA driver");

  private static List<String> names(VisibleDevices visible, String... entries) {
    return DeviceSelection.of(List.of(entries), visible).devices().stream()
        .map(device -> device.id().name())
        .toList();
  }

  private static String refusal(VisibleDevices visible, String... entries) {
    return assertThrows(
            IllegalArgumentException.class, () -> DeviceSelection.of(List.of(entries), visible))
        .getMessage();
  }

  private static String notFound(VisibleDevices visible, String... entries) {
    return assertThrows(
            DeviceNotFoundException.class, () -> DeviceSelection.of(List.of(entries), visible))
        .getMessage();
  }

  @Test
  void autoTakesAllVisibleGpus() {
    DeviceSelection selection = DeviceSelection.of(List.of("auto"), TWO);

    assertEquals(
        TWO.gpus().stream().map(gpu -> new SelectedDevice(gpu.id(), Optional.of(gpu))).toList(),
        selection.devices());
    assertEquals(Optional.empty(), selection.note());
  }

  @Test
  void autoWithoutGpusIsTheCpuAndSaysWhy() {
    DeviceSelection selection = DeviceSelection.of(List.of(" AUTO "), NONE);

    assertEquals(
        List.of(new SelectedDevice(new DeviceId("cpu"), Optional.empty())), selection.devices());
    assertEquals(
        Optional.of("No GPU is used, only the CPU: there is no NVIDIA driver"), selection.note());
  }

  @Test
  void theCpuNeedsNoGpu() {
    assertEquals(List.of("cpu", "cpu:1"), names(NONE, "cpu", "cpu:1"));
    assertEquals(Optional.empty(), DeviceSelection.of(List.of("cpu"), NONE).note());
  }

  @Test
  void kindsMayBeMixedAndKeepTheirOrder() {
    assertEquals(List.of("gpu:1", "cpu", "gpu:0"), names(TWO, "gpu:1", "cpu", "GPU-8932f937-d72c"));
  }

  @Test
  void aSelectedGpuComesWithWhatItIs() {
    SelectedDevice device = DeviceSelection.of(List.of("gpu:1"), TWO).devices().get(0);

    assertEquals(Optional.of(TWO.gpus().get(1)), device.gpu());
  }

  @ParameterizedTest
  @CsvSource({
    "GPU-8932f937-d72c,gpu:0",
    "GPU-89,gpu:0",
    "gpu-8A,gpu:1",
    "' gpu:1 ',gpu:1",
    "GPU:0,gpu:0",
    "gpu:001,gpu:1",
    "cpu:07,cpu:7"
  })
  void entriesMayBeUntidyAndUuidsShort(String entry, String device) {
    assertEquals(List.of(device), names(TWO, entry));
  }

  @Test
  void numbersCountTheVisibleDevices() {
    VisibleDevices swapped =
        VisibleDevices.of(
            List.of(card(0, "GPU-aa"), card(1, "GPU-bb")),
            Cards.NEW_DRIVER,
            Map.of("CUDA_VISIBLE_DEVICES", "1"));

    SelectedDevice device = DeviceSelection.of(List.of("gpu:0"), swapped).devices().get(0);

    assertEquals("GPU-bb", device.gpu().orElseThrow().uuid());
  }

  @Test
  void aMigInstanceIsFoundByItsUuidAndWhereAloneByItsCards() {
    VisibleDevices instances =
        VisibleDevices.of(
            List.of(
                migCard(0, "GPU-5d", instance("MIG-c6d4", 1, 0), instance("MIG-1e09", 2, 0)),
                migCard(1, "GPU-0a", instance("MIG-0c75", 1, 0))),
            Cards.NEW_DRIVER,
            Map.of());

    assertEquals(List.of("gpu:1"), names(instances, "MIG-1e"));
    assertEquals(List.of("gpu:2"), names(instances, "GPU-0a"));
    assertEquals(
        "'GPU-5d' fits 2 devices, write more of it: gpu:0 = NVIDIA A100-SXM4-80GB MIG 1g.10gb"
            + " (MIG-c6d4, 10.0 GiB), gpu:1 = NVIDIA A100-SXM4-80GB MIG 1g.10gb (MIG-1e09,"
            + " 10.0 GiB)",
        notFound(instances, "GPU-5d"));
  }

  @Test
  void anAmbiguousUuidIsRefused() {
    assertEquals(
        "'GPU-8' fits 2 devices, write more of it: gpu:0 = NVIDIA A100-SXM4-80GB"
            + " (GPU-8932f937-d72c, 80.0 GiB), gpu:1 = Tesla T4 (GPU-8a00bb11-0000, 80.0 GiB)",
        notFound(TWO, "GPU-8"));
  }

  @Test
  void aMissingDeviceIsAnsweredWithWhatThereIs() {
    String there =
        "; there is gpu:0 = NVIDIA A100-SXM4-80GB (GPU-8932f937-d72c, 80.0 GiB), gpu:1 = Tesla T4"
            + " (GPU-8a00bb11-0000, 80.0 GiB)";

    assertEquals("There is no gpu:2" + there, notFound(TWO, "gpu:2"));
    assertEquals("There is no GPU-77" + there, notFound(TWO, "gpu:0", " GPU-77 "));
    assertEquals("There is no MIG-1" + there, notFound(TWO, "MIG-1"));
  }

  @Test
  void withoutAnyGpuTheReasonIsSaid() {
    assertEquals(
        "There is no gpu:0, nor any other GPU: there is no NVIDIA driver", notFound(NONE, "gpu:0"));
    assertEquals(
        "There is no GPU-8, nor any other GPU: there is no NVIDIA driver",
        notFound(NONE, "cpu", "GPU-8"));
  }

  @Test
  void aDeviceIsNamedOnce() {
    assertEquals("'cpu' names the device cpu a second time", refusal(TWO, "cpu", "cpu"));
    assertEquals(
        "'GPU-89' names the device gpu:0 a second time", refusal(TWO, "gpu:0", "cpu", "GPU-89"));
  }

  @Test
  void autoStandsAlone() {
    assertEquals(
        "'auto' stands for all devices, so it must stand alone", refusal(TWO, "cpu", "Auto"));
    assertEquals(
        "'auto' stands for all devices, so it must stand alone", refusal(TWO, "auto", "auto"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "gpu:", "gpu:x", "cuda:0", "cpu:-1", "gpu:0,gpu:1", "gpu:1000"})
  void anythingElseIsRefused(String entry) {
    assertEquals(
        "'%s' is not a device; use auto, cpu, cpu:N, gpu:N, GPU-… or MIG-…".formatted(entry),
        refusal(TWO, entry));
  }

  @Test
  void anEmptySettingIsRefused() {
    assertEquals("No device is set; use auto, cpu, cpu:N, gpu:N or a UUID", refusal(TWO));
  }
}
