package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import dev.quire.device.DeviceId;
import dev.quire.device.gpu.ComputeCapability;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything around Paddle, without it. */
class PaddleEngineTest {

  private static final PaddleBuild CPU = new PaddleBuild("2.3.2", "cpu");
  private static final PaddleBuild CUDA = new PaddleBuild("2.3.2", "cu112");
  private static final ComputeCapability AMPERE = new ComputeCapability(8, 0);
  private static final ComputeCapability HOPPER = new ComputeCapability(9, 0);

  private final Programs program = Programs.convolution();
  private final List<String> events = new ArrayList<>();

  @TempDir private Path files;

  @Test
  void opensOnTheDeviceAskedFor() {
    assertEquals(Device.cpu(), opened(CPU, "cpu"));
    assertEquals(Device.cpu(), opened(CPU, "cpu:7"));
    assertEquals(Device.gpu(1), opened(CUDA, "gpu:1", HOPPER, AMPERE));
    assertEquals(Device.cpu(), opened(CUDA, "cpu:1", HOPPER));
  }

  @Test
  void refusesGpusThatTheLibraryCannotUse() {
    assertEquals(
        "Model test cannot be opened on gpu:0: this build runs Paddle 2.3.2 on the CPU only; GPUs"
            + " need the build with the Maven profile 'paddle-gpu'",
        refusal(CPU, "gpu:0", AMPERE));
    assertEquals(
        "Model test cannot be opened on gpu:0: the GPU has compute capability 9.0, and Paddle 2.3.2"
            + " has code up to 8.9; convert the model to ONNX with paddle2onnx",
        refusal(CUDA, "gpu:0", HOPPER, AMPERE));
    assertEquals(
        "Model test (test.pdmodel) cannot be opened on gpu:2: CUDA shows this process 2 GPUs,"
            + " numbered from 0; compare nvidia-smi -L and CUDA_VISIBLE_DEVICES",
        refusal(CUDA, "gpu:2", AMPERE, AMPERE));
  }

  /** DJL would not load it, and look for another on the network. */
  @Test
  void theLibraryForCudaNeedsAGpuInSight() {
    for (String device : new String[] {"cpu", "gpu:0"}) {
      assertEquals(
          ("Model test (test.pdmodel) cannot be opened on %s: Paddle's library for CUDA (cu112)"
                  + " loads only where a GPU is in sight, and none is; check nvidia-smi,"
                  + " CUDA_VISIBLE_DEVICES and that libcudart.so is on the library path")
              .formatted(device),
          refusal(CUDA, device));
    }
  }

  @Test
  void theLibraryForCpusDoesNotAskForGpus() {
    VisibleGpus none =
        new VisibleGpus() {
          @Override
          public int count() {
            throw new AssertionError("there is no need for CUDA");
          }

          @Override
          public ComputeCapability capability(int ordinal) {
            throw new AssertionError("there is no need for CUDA");
          }
        };
    new PaddleEngine(CPU, none, (folder, device) -> model())
        .open(program.model(), DeviceId.parse("cpu"))
        .close();
  }

  @Test
  void filesLieInAFolderWhileTheyAreLoaded() throws IOException {
    Path graph = Files.write(files.resolve("__model__"), program.program());
    ModelFiles mixed =
        new ModelFiles(
            "test", new ModelFile.OnDisk(graph), Optional.of(program.model().weights().get()));
    List<Path> folders = new ArrayList<>();
    ProgramLoader loader =
        (folder, device) -> {
          folders.add(folder);
          assertEquals(graph.toRealPath(), folder.resolve("inference.pdmodel").toRealPath());
          assertEquals(
              program.parameters().length, Files.size(folder.resolve("inference.pdiparams")));
          return model();
        };

    new PaddleEngine(CPU, gpus(), loader).open(mixed, DeviceId.parse("cpu")).close();

    assertEquals(1, folders.size());
    assertFalse(Files.exists(folders.get(0)));
    assertTrue(Files.exists(graph), "what a link led to must stay");
  }

  @Test
  void brokenFilesNeverReachTheLoader() {
    ProgramLoader loader =
        (folder, device) -> {
          throw new AssertionError("they must not get here");
        };
    EngineException refusal =
        assertThrows(
            EngineException.class,
            () ->
                new PaddleEngine(CPU, gpus(), loader)
                    .open(Programs.model(program.program(), new byte[3]), DeviceId.parse("cpu")));
    assertTrue(
        refusal
            .getMessage()
            .startsWith("Model test (test.pdmodel) cannot be opened on cpu: test.pdiparams: "),
        refusal.getMessage());
    assertEquals(ModelException.class, refusal.getCause().getClass());
  }

  @Test
  void failuresToLoadAreErrorsOfTheModel() {
    List<Path> folders = new ArrayList<>();
    assertEquals(
        "Model test (test.pdmodel) cannot be opened on cpu: disk full",
        failure(
            (folder, device) -> {
              folders.add(folder);
              throw new IOException("disk full");
            }));
    assertFalse(Files.exists(folders.get(0)));
    assertEquals(
        "Model test (test.pdmodel) cannot be opened on cpu: Paddle's native library does not load:"
            + " libgomp.so.1: cannot open",
        failure(
            (folder, device) -> {
              throw new UnsatisfiedLinkError("libgomp.so.1: cannot open");
            }));
    assertEquals(
        "Model test (test.pdmodel) cannot be opened on cpu: Paddle's native library does not load:"
            + " Native library not found: zip file is broken",
        failure(
            (folder, device) -> {
              throw new ExceptionInInitializerError(
                  new IllegalStateException(
                      "Native library not found", new IOException("zip file is broken")));
            }));
  }

  @Test
  void closingFreesTheProgramOnce() {
    Predictor predictor =
        new PaddleEngine(CPU, gpus(), (folder, device) -> model())
            .open(program.model(), DeviceId.parse("cpu"));
    assertEquals(List.of(), events);

    predictor.close();
    predictor.close();

    assertEquals(List.of("close"), events);
  }

  private Device opened(PaddleBuild build, String device, ComputeCapability... capabilities) {
    List<Device> devices = new ArrayList<>();
    new PaddleEngine(
            build,
            gpus(capabilities),
            (folder, place) -> {
              devices.add(place);
              return model();
            })
        .open(program.model(), DeviceId.parse(device))
        .close();
    assertEquals(1, devices.size());
    return devices.get(0);
  }

  private String refusal(PaddleBuild build, String device, ComputeCapability... capabilities) {
    PaddleEngine engine =
        new PaddleEngine(
            build,
            gpus(capabilities),
            (folder, place) -> {
              throw new AssertionError("it must not get here");
            });
    return assertThrows(
            EngineException.class, () -> engine.open(program.model(), DeviceId.parse(device)))
        .getMessage();
  }

  private String failure(ProgramLoader loader) {
    PaddleEngine engine = new PaddleEngine(CPU, gpus(), loader);
    return assertThrows(
            EngineException.class, () -> engine.open(program.model(), DeviceId.parse("cpu")))
        .getMessage();
  }

  private static VisibleGpus gpus(ComputeCapability... capabilities) {
    return new VisibleGpus() {
      @Override
      public int count() {
        return capabilities.length;
      }

      @Override
      public ComputeCapability capability(int ordinal) {
        return capabilities[ordinal];
      }
    };
  }

  /** A program that takes note of what is asked of it. */
  private Model model() {
    return (Model)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Model.class},
            (proxy, method, arguments) -> {
              events.add(method.getName());
              return null;
            });
  }
}
