package dev.quire.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds a model's graph and weights among the files of its folder. */
final class GraphFiles {

  private static final String ONNX = ".onnx";
  private static final String ONNX_FILE = "inference" + ONNX;
  private static final String PROGRAM = ".pdmodel";
  private static final String PARAMETERS = ".pdiparams";

  /** Paddle 3's own format for programs, which no engine of the service reads. */
  private static final String PIR_PROGRAM = ".json";

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("inference" + PROGRAM, "inference" + PARAMETERS),
          new Pair("model", "params"),
          new Pair("__model__", "__params__"));

  private static final Pattern PLAIN_FILE_NAME = Pattern.compile("[\\w.-]*\\w[\\w.-]*");

  /** A Paddle program and its parameters. */
  private record Pair(String program, String parameters) {

    boolean isComplete(ModelFolder folder) {
      return folder.has(program) && folder.has(parameters);
    }

    /** The one of the two that is missing where the other is there. */
    Optional<String> missing(ModelFolder folder) {
      if (folder.has(program) == folder.has(parameters)) {
        return Optional.empty();
      }
      return Optional.of(folder.has(program) ? parameters : program);
    }

    @Override
    public String toString() {
      return program + " with " + parameters;
    }
  }

  private final ModelFolder folder;

  GraphFiles(ModelFolder folder) {
    this.folder = folder;
  }

  /**
   * The files of a format.
   *
   * @param model the model's name
   * @param named the graph's file, where the descriptor names one
   * @throws ModelException if a file is missing
   * @throws IllegalArgumentException if the descriptor names none of this format
   */
  ModelFiles find(String model, ModelFormat format, Optional<String> named) {
    named.ifPresent(file -> requirePlain("file", file));
    return switch (format) {
      case ONNX -> new ModelFiles(model, folder.file(named.map(this::onnx).orElse(ONNX_FILE)));
      case PADDLE -> {
        Pair pair = named.map(this::pair).orElseGet(this::usualPair);
        yield new ModelFiles(
            model, folder.file(pair.program), Optional.of(folder.file(pair.parameters)));
      }
    };
  }

  /**
   * A name that leads nowhere else.
   *
   * @param key the descriptor's key that names it
   * @throws IllegalArgumentException if it is more than a name
   */
  static String requirePlain(String key, String file) {
    if (!PLAIN_FILE_NAME.matcher(file).matches()) {
      throw new IllegalArgumentException(
          "%s is '%s'; expected the name of a file in this folder".formatted(key, file));
    }
    return file;
  }

  private String onnx(String file) {
    if (!file.endsWith(ONNX)) {
      throw new IllegalArgumentException(
          "file is '%s'; expected an ONNX graph, *%s".formatted(file, ONNX));
    }
    return file;
  }

  private Pair pair(String program) {
    if (program.endsWith(PIR_PROGRAM)) {
      throw pir(program);
    }
    if (program.endsWith(PROGRAM)) {
      String stem = program.substring(0, program.length() - PROGRAM.length());
      return new Pair(program, stem + PARAMETERS);
    }
    return PAIRS.stream()
        .filter(pair -> pair.program.equals(program))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "file is '%s'; expected a Paddle program: *%s, model or __model__"
                        .formatted(program, PROGRAM)));
  }

  private Pair usualPair() {
    return PAIRS.stream()
        .filter(pair -> pair.isComplete(folder))
        .findFirst()
        .orElseThrow(this::noPair);
  }

  private ModelException noPair() {
    String pirProgram = "inference" + PIR_PROGRAM;
    boolean older = PAIRS.stream().anyMatch(pair -> folder.has(pair.program));
    if (!older && folder.has(pirProgram)) {
      return pir(pirProgram);
    }
    return PAIRS.stream()
        .flatMap(pair -> pair.missing(folder).stream())
        .findFirst()
        .map(
            file ->
                new ModelException(
                    "The model file %s is missing; expected it beside the other half of the model"
                        .formatted(folder.describe(file))))
        .orElseGet(
            () ->
                new ModelException(
                    "The model file %s is missing; expected %s"
                        .formatted(
                            folder.describe(PAIRS.get(0).program),
                            PAIRS.stream().map(Pair::toString).collect(Collectors.joining(", ")))));
  }

  private ModelException pir(String program) {
    return new ModelException(
        ("%s is a program in Paddle's newer format (PIR), which cannot be read; convert the model"
                + " to ONNX with paddle2onnx, or export it again in the older format, with"
                + " FLAGS_enable_pir_api=0 in the environment")
            .formatted(folder.describe(program)));
  }
}
