package dev.quire.train.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.train.page.Box;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Labelled pages of PDF files: a folder with the files and a {@code labels.json}. */
final class RealPages {

  private static final float POINTS_PER_INCH = 72;

  private RealPages() {}

  /**
   * One page.
   *
   * @param regions in pixels; labels are ordinals of {@link Fold}
   */
  record RealPage(String name, BufferedImage image, List<Detection> regions) {}

  static List<RealPage> load(Path folder, float dpi) throws IOException {
    List<RealPage> pages = new ArrayList<>();
    JsonNode labels = new ObjectMapper().readTree(folder.resolve("labels.json").toFile());
    for (Map.Entry<String, JsonNode> file : labels.properties()) {
      try (PDDocument document = Loader.loadPDF(folder.resolve(file.getKey()).toFile())) {
        PDFRenderer renderer = new PDFRenderer(document);
        for (JsonNode page : file.getValue()) {
          int number = page.get("page").asInt();
          BufferedImage rendered = renderer.renderImageWithDPI(number - 1, dpi, ImageType.BGR);
          pages.add(
              new RealPage(
                  file.getKey() + "#" + number,
                  rendered,
                  regions(page.get("regions"), dpi / POINTS_PER_INCH)));
        }
      }
    }
    return pages;
  }

  private static List<Detection> regions(JsonNode regions, double scale) {
    List<Detection> truth = new ArrayList<>();
    for (JsonNode region : regions) {
      JsonNode b = region.get("box");
      Box box =
          new Box(
              b.get(0).asDouble() * scale,
              b.get(1).asDouble() * scale,
              b.get(2).asDouble() * scale,
              b.get(3).asDouble() * scale);
      Fold.of(region.get("label").asText())
          .ifPresent(fold -> truth.add(new Detection(fold.ordinal(), 1, box, truth.size())));
    }
    return truth;
  }
}
