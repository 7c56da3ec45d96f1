package dev.quire.api.ocr;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.SimulatedOriented;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are sent turned, where models answer by rule: the darkest edge is the head. */
@QuarkusTest
@Tag("long")
@TestProfile(SimulatedOriented.class)
class SimulatedPageOrientationQuarkusLongTest {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final int HEAD = 90;

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (given().get("/v2/models/ocr/ready").statusCode() != 200) {
      assertTrue(System.nanoTime() < end, "the models are opened");
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The text of a simulated line says how wide it is. */
  @ParameterizedTest
  @CsvSource({"0,0,0,480,90", "90,270,0,90,480", "180,0,270,480,90", "270,0,0,90,480"})
  void aPageIsReadAsTheUprightOneIs(int degrees, int x, int y, int width, int height)
      throws IOException {
    boolean swaps = degrees % 180 != 0;
    int columns = swaps ? HEIGHT : WIDTH;
    int rows = swaps ? WIDTH : HEIGHT;
    JsonPath upright = ask(page(WIDTH, HEIGHT, Color.BLACK, 0, 0, WIDTH, HEAD)).jsonPath();

    JsonPath turned = ask(page(columns, rows, Color.BLACK, x, y, width, height)).jsonPath();

    assertEquals(degrees, turned.getInt("page_orientation"));
    assertEquals(columns, turned.getInt("width"));
    assertEquals(rows, turned.getInt("height"));
    assertEquals(3, turned.getList("lines").size());
    assertEquals(upright.<String>getList("lines.text"), turned.getList("lines.text"));
    for (int line = 0; line < 3; line++) {
      List<List<Float>> was = upright.getList("lines[" + line + "].quad");
      List<List<Float>> is = turned.getList("lines[" + line + "].quad");
      for (int corner = 0; corner < 4; corner++) {
        double across = was.get(corner).get(0);
        double down = was.get(corner).get(1);
        assertEquals(
            switch (degrees) {
              case 90 -> HEIGHT - down;
              case 180 -> WIDTH - across;
              case 270 -> down;
              default -> across;
            },
            is.get(corner).get(0),
            1);
        assertEquals(
            switch (degrees) {
              case 90 -> across;
              case 180 -> HEIGHT - down;
              case 270 -> WIDTH - across;
              default -> down;
            },
            is.get(corner).get(1),
            1);
      }
    }
  }

  @Test
  void aPageThatTheModelFailsOnFailsAlone() throws IOException {
    ask(page(WIDTH, HEIGHT, Color.MAGENTA, 0, 0, WIDTH, HEIGHT)).then().statusCode(500);
    ask(page(WIDTH, HEIGHT, Color.BLACK, 0, 0, WIDTH, HEAD))
        .then()
        .statusCode(200)
        .header("Server-Timing", containsString("turn;dur="));
  }

  private static byte[] page(int columns, int rows, Color ink, int x, int y, int width, int height)
      throws IOException {
    BufferedImage page = new BufferedImage(columns, rows, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, columns, rows);
    graphics.setColor(ink);
    graphics.fillRect(x, y, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(page, "png", out);
    return out.toByteArray();
  }

  private static Response ask(byte[] page) {
    return given().contentType("image/png").body(page).post("/v1/ocr?page_orientation=true");
  }
}
