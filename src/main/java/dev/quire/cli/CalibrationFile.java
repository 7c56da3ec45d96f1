package dev.quire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.LatencyCurve.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code GET /v1/calibration}, saved to a file. */
final class CalibrationFile {

  private CalibrationFile() {}

  /**
   * The times of the first model, which is the layout model, on its first device.
   *
   * @param bucket whose; null for the first
   * @throws IllegalArgumentException if the file has no such times
   */
  static LatencyCurve curve(Path file, String bucket) throws IOException {
    JsonNode buckets =
        new ObjectMapper()
            .readTree(file.toFile())
            .path("models")
            .path(0)
            .path("devices")
            .path(0)
            .path("buckets");
    for (JsonNode candidate : buckets) {
      if (bucket == null || candidate.path("bucket").asText().equals(bucket)) {
        List<Point> points = new ArrayList<>();
        for (JsonNode size : candidate.path("sizes")) {
          long nanos = Math.round(size.path("millis").asDouble() * 1e6);
          // times that were measured may fall a little where the device does not
          long least = points.isEmpty() ? 1 : points.get(points.size() - 1).nanos();
          points.add(new Point(size.path("size").asInt(), Math.max(least, nanos)));
        }
        return new LatencyCurve(points);
      }
    }
    throw new IllegalArgumentException(
        "%s has no times%s".formatted(file, bucket == null ? "" : " of a bucket " + bucket));
  }
}
