package dev.quire.paddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.engine.paddle.PaddleEngine;
import dev.quire.engine.paddle.PaddleEngineFactory;
import dev.quire.engine.paddle.PaddleModelCheck;
import dev.quire.engine.paddle.PaddleOptions;
import dev.quire.engine.paddle.PaddleSignature;
import dev.quire.engine.process.DeviceBinding;
import dev.quire.engine.process.EngineSpec;
import dev.quire.engine.process.ProcessEngine;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.model.Model;
import dev.quire.model.ModelFormat;
import dev.quire.model.ModelRepository;
import dev.quire.process.ProcessSettings;
import dev.quire.process.WorkerProcesses;
import dev.quire.task.layout.LayoutContract;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real detector of the old kind: one input, rows whose images only their LoD tells apart. */
class PyramidBoxTest {

  private static final Path SHARED = Path.of("../shared/models/paddle/pyramidbox_lite");
  private static final Path PICTURE = Path.of("target/pyramidbox_lite.png");

  /** The faces on the photo, as a person framed them. */
  private static final List<Rectangle2D> FACES =
      List.of(
          new Rectangle2D.Double(454, 178, 210, 283),
          new Rectangle2D.Double(933, 336, 193, 262),
          new Rectangle2D.Double(1160, 294, 185, 209));

  @TempDir Path folder;

  @BeforeEach
  void needTheModel() throws IOException {
    assumeTrue(Files.exists(SHARED), "the model " + SHARED + " is not at hand");
    Path descriptor = Path.of("src/test/resources/descriptors/pyramidbox_lite/model.yml");
    Files.copy(descriptor, folder.resolve("model.yml"));
    for (String file : List.of("inference.pdmodel", "inference.pdiparams")) {
      Files.copy(SHARED.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void findsTheFacesOfItsPhoto() throws IOException {
    byte[] photo = Files.readAllBytes(SHARED.resolve("test_mask_detection.jpg"));
    Model model = new ModelRepository().load(folder.toString(), ModelFormat.PADDLE);
    PaddleSignature signature = new PaddleModelCheck().check(model.files());
    LayoutTask task =
        new LayoutTask(
            model,
            new ImageDecoder(ImageLimits.defaults()),
            LayoutContract.check(model, signature.inputs(), signature.outputs()));
    List<PreparedPage> pages = List.of(task.prepare(photo), task.blank(), task.prepare(photo));
    List<PageRows> rows;
    EngineSpec spec =
        new EngineSpec(
            PaddleEngine.NAME,
            PaddleEngineFactory.class,
            PaddleEngineFactory.settings(new PaddleOptions(1)));
    try (WorkerProcesses processes = new WorkerProcesses(ProcessSettings.defaults());
        Predictor predictor =
            new ProcessEngine(spec, DeviceBinding::cpu, processes)
                .open(model.files(), DeviceId.parse("cpu"))) {
      rows =
          task.split(
              predictor.run(task.assemble(pages, predictor.tensors()), task.outputs()), pages);
    }

    LayoutPostprocessor postprocessor = new LayoutPostprocessor(model.labels());
    List<Region> faces = postprocessor.regions(rows.get(0), LayoutParameters.of(model));
    draw(photo, faces);
    assertEquals(FACES.size(), faces.size(), faces::toString);
    for (Rectangle2D face : FACES) {
      assertTrue(faces.stream().anyMatch(found -> overlap(face, box(found)) > 0.5), face::toString);
    }
    assertEquals(
        List.of(), postprocessor.regions(rows.get(1), LayoutParameters.of(model)), "no faces");
    assertEquals(
        faces, postprocessor.regions(rows.get(2), LayoutParameters.of(model)), "the same photo");
  }

  private static Rectangle2D box(Region region) {
    return new Rectangle2D.Double(
        region.x1(), region.y1(), region.x2() - region.x1(), region.y2() - region.y1());
  }

  private static double overlap(Rectangle2D one, Rectangle2D other) {
    Rectangle2D shared = one.createIntersection(other);
    double area = Math.max(0, shared.getWidth()) * Math.max(0, shared.getHeight());
    return area / (one.getWidth() * one.getHeight() + other.getWidth() * other.getHeight() - area);
  }

  /** For people to look at. */
  private static void draw(byte[] photo, List<Region> faces) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(photo));
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.setStroke(new BasicStroke(Math.max(2, image.getWidth() / 300f)));
    faces.forEach(face -> graphics.draw(box(face)));
    graphics.dispose();
    Files.createDirectories(PICTURE.getParent());
    ImageIO.write(image, "png", PICTURE.toFile());
  }
}
