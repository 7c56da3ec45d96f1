package dev.quire.train.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.Model;
import dev.quire.model.ModelRepository;
import dev.quire.task.layout.LayoutParameters;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DetectorTest {

  private static final Path RESOURCES = Path.of("src/main/resources");

  /** How many the service finds on that page is said beside it. */
  @Test
  void findsAsManyRegionsAsTheService() throws Exception {
    Model model = new ModelRepository().load(RESOURCES.resolve("models/page-mini").toString());

    try (Detector detector = new Detector(model)) {
      List<Detection> found =
          detector.detections(
              detector.read(
                  ImageIO.read(RESOURCES.resolve("golden/page-1.jpg").toFile()),
                  model.preprocessing().resolution()),
              LayoutParameters.of(model));

      assertEquals(13, found.size(), found::toString);
    }
  }
}
