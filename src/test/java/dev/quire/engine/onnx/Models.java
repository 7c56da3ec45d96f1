package dev.quire.engine.onnx;

import dev.quire.model.Model;
import dev.quire.model.ModelFile;
import dev.quire.model.Nms;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import java.util.List;

/** Models around graphs of which nothing but the graph matters. */
final class Models {

  private Models() {}

  static Model of(byte[] graph) {
    return of(new ModelFile.Embedded("memory", () -> graph));
  }

  static Model of(ModelFile file) {
    Resolution resolution = Resolution.square(8);
    return new Model(
        "test",
        "test",
        file,
        new Preprocessing(resolution, 2, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
        List.of(),
        0.5,
        Nms.off(),
        List.of(resolution),
        Integer.MAX_VALUE,
        "",
        "");
  }
}
