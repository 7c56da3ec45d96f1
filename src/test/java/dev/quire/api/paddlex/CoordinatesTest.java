package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatesTest {

  private final Region region = new Region(0, "text", 0.5f, 104.2f, 88, 611.9f, 120, null);

  @Test
  void wholePixelsHaveNoFractionAndOthersNoMoreDigitsThanTheirs() throws JsonProcessingException {
    assertEquals("[104.2,88,611.9,120]", json(Coordinates.box(region)));
    assertEquals("[104,88,611,120]", json(Coordinates.wholeBox(region)));
  }

  @Test
  void theBoxIsTheOutlineOfARegionWithoutOne() throws JsonProcessingException {
    assertEquals(
        "[[104.2,88],[611.9,88],[611.9,120],[104.2,120]]", json(Coordinates.outline(region)));
    Region polygon =
        new Region(
            0,
            "text",
            0.5f,
            1,
            1,
            9,
            9,
            null,
            List.of(new Point(1, 1.5), new Point(9, 2.1), new Point(-0.5, 9)));
    assertEquals("[[1,1.5],[9,2.1],[-0.5,9]]", json(Coordinates.outline(polygon)));
  }

  private static String json(Object value) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(value);
  }
}
