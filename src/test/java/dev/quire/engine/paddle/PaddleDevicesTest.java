package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.ComputeCapability;
import dev.quire.engine.EngineException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddleDevicesTest {

  private final PaddleDevices cpu = new PaddleDevices(new PaddleBuild("2.3.2", "cpu"));
  private final PaddleDevices cuda = new PaddleDevices(new PaddleBuild("2.3.2", "cu112"));

  @Test
  void everyBuildRunsOnTheCpu() {
    for (String device : new String[] {"cpu", "cpu:3"}) {
      assertDoesNotThrow(() -> require(cpu, device, Optional.empty()));
      assertDoesNotThrow(() -> require(cuda, device, Optional.empty()));
    }
  }

  @Test
  void theBuildForCpusRefusesGpus() {
    assertEquals(
        "Model m cannot be opened on gpu:0: this build runs Paddle 2.3.2 on the CPU only; GPUs need"
            + " the build with the Maven profile 'paddle-gpu'",
        refusal(cpu, "gpu:0", new ComputeCapability(8, 0)));
  }

  @ParameterizedTest
  @CsvSource({"7,0", "7,5", "8,0", "8,6", "8,9"})
  void codeForVoltaToAda(int major, int minor) {
    assertDoesNotThrow(
        () -> require(cuda, "gpu:0", Optional.of(new ComputeCapability(major, minor))));
  }

  @ParameterizedTest
  @CsvSource({"9,0", "10,0", "12,0", "8,10"})
  void noCodeForLaterOnes(int major, int minor) {
    assertEquals(
        ("Model m cannot be opened on gpu:1: the GPU has compute capability %d.%d, and Paddle 2.3.2"
                + " has code up to 8.9; convert the model to ONNX with paddle2onnx")
            .formatted(major, minor),
        refusal(cuda, "gpu:1", new ComputeCapability(major, minor)));
  }

  @Test
  void anUnknownCapabilityIsLeftToTheProcessThatSeesTheGpu() {
    assertDoesNotThrow(() -> require(cuda, "gpu:0", Optional.empty()));
  }

  private static String refusal(PaddleDevices devices, String device, ComputeCapability found) {
    return assertThrows(EngineException.class, () -> require(devices, device, Optional.of(found)))
        .getMessage();
  }

  private static void require(
      PaddleDevices devices, String device, Optional<ComputeCapability> capability) {
    devices.require("m", DeviceId.parse(device), capability);
  }
}
