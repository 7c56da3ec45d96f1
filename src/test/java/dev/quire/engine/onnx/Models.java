package dev.quire.engine.onnx;

import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;

/** Models of which nothing but the graph matters. */
final class Models {

  private Models() {}

  static ModelFiles of(byte[] graph) {
    return of(new ModelFile.Embedded("memory", () -> graph));
  }

  static ModelFiles of(ModelFile file) {
    return new ModelFiles("test", file);
  }
}
