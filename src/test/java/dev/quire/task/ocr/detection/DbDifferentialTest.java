package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Point;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What OpenCV, NumPy and pyclipper made of the same maps and rectangles, written by {@code
 * reference.py}, which stands beside the values and says of which versions they are.
 */
class DbDifferentialTest {

  private static final int MAPS = 1000;
  private static final double ROUNDING = 1e-5;

  /** Map by map in turn. */
  private static final List<DetectionParameters> PROFILES =
      List.of(
          DetectionParameters.paddlex(),
          DetectionParameters.paddleocr(),
          DetectionParameters.rapidocr());

  private final DbPostprocessor postprocessor = new DbPostprocessor();

  @Test
  void findsTheBoxesOfTheReferenceInItsOrder() {
    Map<Integer, List<TextBox>> expected = boxes();
    assertTrue(expected.size() > MAPS / 2, expected.size() + " maps have boxes");
    List<String> differences = new ArrayList<>();
    for (int number = 0; number < MAPS; number++) {
      RandomMaps.PageMap map = RandomMaps.map(number);
      List<TextBox> wanted = expected.getOrDefault(number, List.of());
      List<TextBox> found =
          postprocessor.boxes(map.map(), map.page(), PROFILES.get(number % PROFILES.size()));
      if (!quads(wanted).equals(quads(found))) {
        differences.add("map %d: expected %s, found %s".formatted(number, wanted, found));
      } else {
        for (int i = 0; i < wanted.size(); i++) {
          assertEquals(wanted.get(i).score(), found.get(i).score(), ROUNDING, "map " + number);
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  @Test
  void widensRectanglesToTheVerticesOfTheReference() {
    List<String> expected = lines("offsets.csv.gz");
    List<String> found = new ArrayList<>();
    for (int number = 0; number < expected.size(); number++) {
      RandomMaps.Rectangle rectangle = RandomMaps.rectangle(number);
      found.add(fromLeast(new PolygonOffset(rectangle.distance()).widen(rectangle.corners())));
    }
    assertEquals(2000, expected.size());
    List<String> differences = new ArrayList<>();
    for (int number = 0; number < expected.size(); number++) {
      if (!expected.get(number).equals(found.get(number))) {
        differences.add(
            "%d: %s%nexpected %s%nfound    %s"
                .formatted(
                    number, RandomMaps.rectangle(number), expected.get(number), found.get(number)));
      }
    }
    assertEquals(List.of(), differences);
  }

  private static String fromLeast(List<Point> polygon) {
    int least = 0;
    for (int i = 1; i < polygon.size(); i++) {
      Point one = polygon.get(i);
      Point other = polygon.get(least);
      if (one.x() < other.x() || one.x() == other.x() && one.y() < other.y()) {
        least = i;
      }
    }
    return Stream.concat(
            polygon.subList(least, polygon.size()).stream(), polygon.subList(0, least).stream())
        .map(point -> "%d,%d".formatted((long) point.x(), (long) point.y()))
        .collect(Collectors.joining(","));
  }

  private static List<List<Point>> quads(List<TextBox> boxes) {
    return boxes.stream().map(box -> box.quad().corners()).toList();
  }

  private static Map<Integer, List<TextBox>> boxes() {
    Map<Integer, List<TextBox>> boxes = new TreeMap<>();
    for (String line : lines("boxes.csv.gz")) {
      String[] fields = line.split(",");
      double[] values = Stream.of(fields).mapToDouble(Double::parseDouble).toArray();
      boxes
          .computeIfAbsent((int) values[0], any -> new ArrayList<>())
          .add(
              Boxes.box(
                  values[9], values[1], values[2], values[3], values[4], values[5], values[6],
                  values[7], values[8]));
    }
    return boxes;
  }

  private static List<String> lines(String file) {
    try (InputStream packed = DbDifferentialTest.class.getResourceAsStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
