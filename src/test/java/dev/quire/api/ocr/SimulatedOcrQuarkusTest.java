package dev.quire.api.ocr;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text reading where models answer by rule: three lines a page, each saying how wide it is. */
@QuarkusTest
@TestProfile(Simulated.class)
class SimulatedOcrQuarkusTest {

  private static final int SIDE = 400;
  private static final int REQUESTS = 24;
  private static final int CALLERS = 8;

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  @Test
  void aLineThatTheModelFailsOnSaysSoInItsPlace() throws IOException {
    Response response = ask(withSecondLine(Color.MAGENTA));

    response
        .then()
        .statusCode(200)
        .body("lines.size()", is(3))
        .body("lines[1].error", equalTo("The model failed on this line"))
        .body("lines[1].text", equalTo(""));
    JsonPath whole = ask(withSecondLine(Color.WHITE)).jsonPath();
    assertEquals(whole.getString("lines[0].text"), response.jsonPath().getString("lines[0].text"));
    assertEquals(whole.getString("lines[2].text"), response.jsonPath().getString("lines[2].text"));
    assertEquals(
        whole.getList("lines[1].quad"), response.jsonPath().<List<Float>>getList("lines[1].quad"));
  }

  @Test
  void aPageThatTheModelFailsOnFailsAlone() throws IOException {
    BufferedImage page = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    page.setRGB(0, 0, Color.MAGENTA.getRGB());
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        page.setRGB(x, y, Color.MAGENTA.getRGB());
      }
    }

    ask(png(page)).then().statusCode(500);
    ask(withSecondLine(Color.WHITE)).then().statusCode(200);
  }

  @Test
  void pagesOfManyClientsKeepTheirOwnLines() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<CompletableFuture<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        byte[] page = Pages.plain(width(i), SIDE, Color.WHITE);
        answers.add(
            CompletableFuture.supplyAsync(
                () -> ask(page).jsonPath().<String>getList("lines.text"), callers));
      }
      for (int i = 0; i < REQUESTS; i++) {
        List<String> alone =
            ask(Pages.plain(width(i), SIDE, Color.WHITE)).jsonPath().getList("lines.text");

        assertEquals(3, alone.size());
        assertEquals(alone, answers.get(i).get(1, TimeUnit.MINUTES), "page " + i);
      }
      assertTrue(
          answers.stream().map(CompletableFuture::join).distinct().count() > REQUESTS / 2,
          "pages can be told apart");
    } finally {
      callers.shutdownNow();
    }
  }

  /** Wider pages have wider lines. */
  private static int width(int request) {
    return 320 + 32 * request;
  }

  private static byte[] withSecondLine(Color color) throws IOException {
    BufferedImage page = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.setColor(color);
    graphics.fillRect(0, 105, SIDE, 105);
    graphics.dispose();
    return png(page);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static Response ask(byte[] page) {
    return given().contentType("image/png").body(page).post("/v1/ocr");
  }
}
