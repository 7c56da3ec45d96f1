package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.quire.model.ModelFile;
import dev.quire.tensor.ElementType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOpenerTest {

  private static final OnnxOptions OPTIONS =
      new OnnxOptions(1, false).withTensorRt(TensorRtOptions.defaults(Path.of("engines")));

  private static final List<ProviderPlan> PLANS = ProviderPlan.of(new Placement.Gpu(2), OPTIONS);

  private final List<String> events = new ArrayList<>();

  @Test
  void providersAreAddedInOrderAndOutliveTheMakingOfTheSession() throws OrtException {
    open("nowhere").close();

    assertEquals(
        List.of(
            "make tensor_rt 2",
            "set tensor_rt",
            "add tensor_rt",
            "make cuda 2",
            "set cuda",
            "add cuda",
            "read",
            "close cuda",
            "close tensor_rt"),
        events);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make tensor_rt 2",
        "set tensor_rt",
        "add tensor_rt",
        "make cuda 2",
        "set cuda",
        "add cuda",
        "read"
      })
  void whatIsMadeIsClosedAndNothingIsLeftOut(String place) {
    Exception failure = assertThrows(Exception.class, () -> open(place));

    assertEquals(place, failure.getMessage());
    assertEquals(0, failure.getSuppressed().length);
    assertEquals(List.of(), leftOpen());
    List<String> steps = events.stream().filter(event -> !event.startsWith("close")).toList();
    assertEquals(place, steps.get(steps.size() - 1));
  }

  @Test
  void theCpuMakesNoProvider() throws OrtException {
    SessionOpener opener = new SessionOpener(OPTIONS, plan -> fail("made " + plan));

    opener.open(OrtEnvironment.getEnvironment(), file("nowhere"), List.of()).close();

    assertEquals(List.of("read"), events);
  }

  @Test
  void theCpuBuildMakesNoCudaOptions() {
    OrtException refusal = assertThrows(OrtException.class, () -> NativeProvider.of(PLANS.get(1)));

    assertTrue(refusal.getMessage().contains("Failed to find CUDA shared provider"));
  }

  private List<String> leftOpen() {
    List<String> open = new ArrayList<>();
    for (String event : events) {
      String[] words = event.split(" ");
      if (words[0].equals("set") && !open.contains(words[1])) {
        open.add(words[1]);
      } else if (words[0].equals("close")) {
        open.remove(words[1]);
      }
    }
    return open;
  }

  private OrtSession open(String failing) throws OrtException {
    SessionOpener opener = new SessionOpener(OPTIONS, plan -> new Fake(plan, failing));
    return opener.open(OrtEnvironment.getEnvironment(), file(failing), PLANS);
  }

  private ModelFile file(String failing) {
    return new ModelFile.Embedded(
        "memory",
        () -> {
          event("read", failing, new IllegalStateException(failing));
          return new Graphs()
              .input("in", ElementType.FLOAT32, 1)
              .output("out", ElementType.FLOAT32, 1)
              .node("Neg", List.of("in"), List.of("out"))
              .build();
        });
  }

  private <E extends Exception> void event(String event, String failing, E failure) throws E {
    if (events.isEmpty() || !events.get(events.size() - 1).equals(event)) {
      events.add(event);
    }
    if (event.equals(failing)) {
      throw failure;
    }
  }

  private static NativeProvider fail(String why) {
    throw new AssertionError(why);
  }

  /** Native options that note what happens to them. Adding them to a session does nothing. */
  private final class Fake implements NativeProvider {

    private final String name;
    private final String failing;

    Fake(ProviderPlan plan, String failing) throws OrtException {
      this.name = plan.provider().name().toLowerCase(Locale.ROOT);
      this.failing = failing;
      event("make " + name + " " + plan.ordinal(), failing, new OrtException(failing));
    }

    @Override
    public void set(String key, String value) throws OrtException {
      event("set " + name, failing, new OrtException(failing));
    }

    @Override
    public void addTo(SessionOptions session) throws OrtException {
      event("add " + name, failing, new OrtException(failing));
    }

    @Override
    public void close() {
      events.add("close " + name);
    }
  }
}
