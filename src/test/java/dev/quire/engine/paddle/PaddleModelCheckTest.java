package dev.quire.engine.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.engine.EngineException;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.paddle.PaddleType;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddleModelCheckTest {

  private final PaddleModelCheck check = new PaddleModelCheck();

  @Test
  void tellsWhatTheProgramTakesAndGives() {
    PaddleSignature signature = check.check(Programs.difference().model());

    Shape pairs = Shape.of(Shape.DYNAMIC, 2);
    assertEquals(
        List.of(
            new TensorSpec("minuend", ElementType.FLOAT32, pairs),
            new TensorSpec("subtrahend", ElementType.FLOAT32, pairs)),
        signature.inputs());
    assertEquals(
        List.of(new TensorSpec("fetch_name_0", ElementType.FLOAT32, pairs)), signature.outputs());
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "INT32", "INT64", "UINT8"})
  void theseTypesCross(PaddleType type) {
    assertEquals(
        type.elementType().orElseThrow(),
        check.check(Programs.copies(type).model()).inputs().get(0).type());
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "INT8", "FP64", "BOOL"})
  void othersAreRefusedByName(PaddleType type) {
    ModelException refusal =
        assertThrows(ModelException.class, () -> check.check(Programs.convolution(type).model()));
    assertTrue(
        refusal.getMessage().startsWith("test.pdmodel has an input image of type "),
        refusal.getMessage());
  }

  @Test
  void outputsMustCrossToo() {
    ModelException refusal =
        assertThrows(ModelException.class, () -> check.check(Programs.halves().model()));
    assertEquals(
        "test.pdmodel has an output fetch_name_0 of type FLOAT16, which Paddle does not exchange;"
            + " expected one of [FLOAT32, UINT8, INT32, INT64]",
        refusal.getMessage());
  }

  @Test
  void brokenProgramsAreRefused() {
    Programs whole = Programs.convolution();
    byte[] program = whole.program();
    byte[] flipped = program.clone();
    flipped[3] ^= 0x55;
    List<byte[]> broken =
        new ArrayList<>(List.of(flipped, "not a program".getBytes(StandardCharsets.UTF_8)));
    for (int length : new int[] {0, 1, program.length / 2, program.length - 1}) {
      broken.add(Arrays.copyOf(program, length));
    }
    for (byte[] wrong : broken) {
      ModelException refusal =
          assertThrows(
              ModelException.class, () -> check.check(Programs.model(wrong, whole.parameters())));
      assertTrue(refusal.getMessage().startsWith("test.pdmodel"), refusal.getMessage());
    }
  }

  @Test
  void parametersMustBeWholeAndTheProgramsOwn() {
    Programs whole = Programs.convolution();
    byte[] parameters = whole.parameters();
    byte[] longer = Arrays.copyOf(parameters, parameters.length + 1);
    byte[] shorter = Arrays.copyOf(parameters, parameters.length - 1);
    byte[] others = Programs.difference().parameters();
    for (byte[] wrong : new byte[][] {longer, shorter, others, new byte[0]}) {
      ModelException refusal =
          assertThrows(
              ModelException.class, () -> check.check(Programs.model(whole.program(), wrong)));
      assertTrue(refusal.getMessage().startsWith("test.pdiparams: "), refusal.getMessage());
    }
  }

  @Test
  void newerProgramsAreRefusedWithAdvice() {
    String advice =
        " is a program in Paddle's newer format (PIR), and Paddle 2.3 reads the older one; convert"
            + " the model to ONNX with paddle2onnx, or export it again with FLAGS_enable_pir_api=0"
            + " in the environment";
    ModelFile json =
        new ModelFile.Embedded(
            "inference.json",
            () -> {
              throw new AssertionError("there is nothing to be read");
            });
    assertEquals(
        "Model test: inference.json" + advice, refusal(new ModelFiles("test", json)).getMessage());

    byte[] content = "{\"base_code\": {\"magic\": \"pir\"}}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "Model test: test.pdmodel" + advice,
        refusal(Programs.model(content, new byte[0])).getMessage());
  }

  @Test
  void missingFilesAreRefused() {
    ModelFile program = Programs.convolution().model().graph();
    assertEquals(
        "Model test (test.pdmodel) has no file of parameters; Paddle expects one",
        refusal(new ModelFiles("test", program)).getMessage());
    assertEquals(
        "Model test: Cannot read nowhere/inference.pdmodel",
        refusal(new ModelFiles("test", onDisk("inference.pdmodel"))).getMessage());
    assertThrows(
        ModelException.class,
        () ->
            check.check(
                new ModelFiles("test", program, Optional.of(onDisk("inference.pdiparams")))));
  }

  private EngineException refusal(ModelFiles model) {
    return assertThrows(EngineException.class, () -> check.check(model));
  }

  private static ModelFile onDisk(String name) {
    return new ModelFile.OnDisk(Path.of("nowhere", name));
  }
}
