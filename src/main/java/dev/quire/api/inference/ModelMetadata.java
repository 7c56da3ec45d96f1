package dev.quire.api.inference;

import java.util.List;

/** The answer of {@code GET /v2/models/{model}}. */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /**
   * What a tensor is.
   *
   * @param shape −1 where any size goes
   */
  public record TensorMetadata(String name, String datatype, List<Integer> shape) {}

  /** A model that takes one text and gives one. */
  static ModelMetadata ofTexts(String name, String version) {
    List<Integer> one = List.of(1, 1);
    return new ModelMetadata(
        name,
        List.of(version),
        "quire",
        List.of(new TensorMetadata(InferRequest.INPUT, InferRequest.BYTES, one)),
        List.of(new TensorMetadata(InferAnswer.OUTPUT, InferRequest.BYTES, one)));
  }
}
