package dev.quire.api.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.device.Backoff;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState;
import dev.quire.worker.WorkerStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GpuStatusAnswerTest {

  @Test
  void gpusAreCountedAndAllDevicesNamed() throws JsonProcessingException {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 3);
    GpuStatusAnswer answer =
        GpuStatusAnswer.of(
            List.of(
                worker("gpu:0", 4, DeviceState::started),
                worker("cpu", 2, DeviceState::started),
                worker("gpu:12", 0, state -> state.failed("hung", 0, backoff))));
    assertEquals(
        "{\"gpu_count\":2,\"gpu_loads\":[4,0],"
            + "\"inference_engines\":[\"GPU_0_Ready\",\"CPU_Ready\",\"GPU_12_Quarantined\"]}",
        new ObjectMapper().writeValueAsString(answer));
  }

  private static WorkerStatus worker(String name, int running, UnaryOperator<DeviceState> event) {
    Device device = new Device(DeviceId.parse(name), () -> null);
    device.on(event);
    return new WorkerStatus(device, null, null, running, Duration.ZERO, 0, null);
  }
}
