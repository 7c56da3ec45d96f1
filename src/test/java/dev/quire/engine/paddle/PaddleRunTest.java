package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Paddle at work: the scenarios of {@link PaddleScenarios}, in JVMs of their own. */
@Timeout(180)
class PaddleRunTest {

  private static final Path MODELS = Path.of("../shared/models/paddle");

  @TempDir private Path folder;

  @Test
  void runs() throws Exception {
    succeeds("models");
  }

  @Test
  void whatWouldEndTheProcessIsRefused() throws Exception {
    List<String> refusals = succeeds("refusals");

    assertEquals(
        List.of(
            "Model test: input image float32[3x4x4] found, image float32[?x3x?x?] expected",
            "Model test: input image float32[1x4x4x4] found, image float32[?x3x?x?] expected",
            "Model test: input image int32[1x3x4x4] found, image float32[?x3x?x?] expected",
            "Model test: input image float16[1x3x4x4] found, image float32[?x3x?x?] expected",
            "Model test: input image float32[0x3x4x4] found, at least one element expected",
            "Model test: input image float32[1x3x0x4] found, at least one element expected",
            "Model test: no input 'image' among []",
            "Model test: no input 'image' among [page]",
            "Model test has no output 'rows', but [fetch_name_0 float32[?x4x?x?]]"),
        refusals.subList(0, 9));
    List<String> opening = refusals.subList(9, refusals.size());
    List<String> reasons =
        List.of(
            "cannot be opened on cpu: test.pdmodel",
            "cannot be opened on cpu: test.pdiparams: parameter",
            "FLOAT16, which Paddle does not exchange",
            "of type INT8; expected one of",
            "(PIR)",
            "has no file of parameters",
            "inference.pdiparams",
            "cannot be opened on gpu:9");
    assertEquals(reasons.size(), opening.size(), opening::toString);
    for (int i = 0; i < reasons.size(); i++) {
      String refusal = opening.get(i);
      assertTrue(refusal.startsWith("Model test"), refusal);
      assertTrue(refusal.contains(reasons.get(i)), refusal);
    }
  }

  /** Otherwise the checks could go. */
  @Test
  void withoutChecksTheProcessEnds() throws Exception {
    ChildJvm.Ended ended = new ChildJvm(folder).run(PaddleScenarios.class, "unchecked");

    assertNotEquals(0, ended.code());
    assertFalse(ended.output().contains(PaddleScenarios.DONE));
    assertTrue(
        ended.errors().contains("should be a 4-D or 5-D Tensor"),
        "Paddle gives its reason on the standard error: " + ended.errors());
  }

  @Test
  void aLibraryThatCannotBeUnpackedIsAnError() throws Exception {
    Path file = Files.createFile(folder.resolve("no-folder"));
    ChildJvm child = new ChildJvm(folder, Map.of("DJL_CACHE_DIR", file.toString()));

    List<String> output = lines(child.run(PaddleScenarios.class, "library"));

    assertEquals(2, output.size(), output::toString);
    for (String refusal : output) {
      assertTrue(
          refusal.startsWith(
              "Model test (test.pdmodel) cannot be opened on cpu: Paddle's native library does not"
                  + " load: "),
          refusal);
    }
    assertTrue(output.get(0).contains("no-folder"), output.get(0));
  }

  @Test
  void runsTheSharedConvolution() throws Exception {
    succeeds("tiny", model("tiny_conv_relu"));
  }

  @Test
  void findsTheFacesOfAPhotograph() throws Exception {
    succeeds("faces", model("pyramidbox_lite"));
  }

  private static String model(String name) {
    Path model = MODELS.resolve(name);
    assumeTrue(Files.isDirectory(model), model + " is absent");
    return model.toAbsolutePath().normalize().toString();
  }

  /** What a scenario prints until it has ended well. */
  private List<String> succeeds(String... arguments) throws IOException, InterruptedException {
    return lines(new ChildJvm(folder).run(PaddleScenarios.class, arguments));
  }

  private static List<String> lines(ChildJvm.Ended ended) {
    assertEquals(0, ended.code(), () -> String.join("\n", ended.output()) + "\n" + ended.errors());
    List<String> lines = new ArrayList<>(ended.output());
    assertEquals(PaddleScenarios.DONE, lines.remove(lines.size() - 1));
    return lines;
  }
}
