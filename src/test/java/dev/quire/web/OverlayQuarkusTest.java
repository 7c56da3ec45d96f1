package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is drawn upon a page whose regions have outlines; the answer is the test's own. */
@QuarkusTest
class OverlayQuarkusTest extends WebTestBase {

  @BeforeEach
  void openPage() {
    visit.open();
    visit.layOutlinedPage();
  }

  @Test
  void asksForOutlines() {
    String url = visit.questions().get(0).url();

    assertTrue(url.endsWith("v1/layout?threshold=0.1&shape=auto"), url);
  }

  @Test
  void outlineFollowsItsPolygon() {
    Locator outline = byTestId("outline");

    assertThat(outline).hasCount(1);
    // The polygon's own bounds are those of its box; its corners say that it is no box.
    double scale = sheet().width / Answers.WIDTH;
    List<?> drawn =
        (List<?>) outline.evaluate("each => [...each.points].flatMap(({ x, y }) => [x, y])");
    double[] expected = {40, 240, 200, 240, 200, 340, 360, 340, 360, 440, 40, 440};
    assertEquals(expected.length, drawn.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] * scale, ((Number) drawn.get(i)).doubleValue(), 0.11, "value " + i);
    }
  }

  @Test
  void outlinesCanBeSwitchedOff() {
    assertThat(byTestId("show-outlines")).hasAttribute("aria-pressed", "true");

    byTestId("show-outlines").click();

    assertThat(byTestId("outline")).hasCount(0);
    assertThat(byTestId("region")).hasCount(5);
  }

  @Test
  void pointerFindsTheOutlineAndNotItsBox() {
    pointAt(100, 300);
    assertThat(focused()).hasCount(1);
    assertThat(focused()).hasAttribute("data-label", "text");

    // Within the box, but in the quarter that the outline leaves out.
    pointAt(300, 300);
    assertThat(focused()).hasCount(0);

    byTestId("show-outlines").click();
    pointAt(300, 300);
    assertThat(focused()).hasCount(1);
  }

  @Test
  void noOutlinesNoSwitch() {
    visit.page().unroute(Visit.LAYOUT);
    visit.page().getByText("Sample", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(byTestId("page-name")).containsText("page.jpg, 1240");

    assertThat(byTestId("region").first()).isAttached();
    assertThat(byTestId("show-outlines")).isHidden();
  }

  @Test
  void selectedRegionTellsOfItsOutline() {
    byTestId("region-row").nth(1).click();

    assertThat(byTestId("region-row").nth(1).locator(".row-box"))
        .hasText(Pattern.compile("^40, 240 to 360, 440 \\(320 × 200\\), outline of 6 points$"));
  }

  @Test
  void arrowsLeadFromEachRegionToTheNext() {
    assertThat(byTestId("arrow")).hasCount(0);

    byTestId("show-path").click();

    // The header stands outside of the order.
    assertThat(byTestId("arrow")).hasCount(3);
    List<String> ways = List.of("0-1", "1-2", "2-3");
    for (int i = 0; i < ways.size(); i++) {
      Locator arrow = byTestId("arrow").nth(i);
      assertEquals(
          ways.get(i), arrow.getAttribute("data-from") + "-" + arrow.getAttribute("data-to"));
    }
    // The last leads from the left column into the right one: its head lies between the two.
    double scale = sheet().width / Answers.WIDTH;
    BoundingBox head = byTestId("arrow-head").nth(2).boundingBox();
    double tip = head.x + head.width - sheet().x;
    assertTrue(tip >= 180 * scale && tip <= 221 * scale + 1, "the tip is at " + tip / scale);
  }

  @Test
  void arrowHeadsKeepTheirSizeAtAnyZoom() {
    byTestId("show-path").click();
    BoundingBox before = byTestId("arrow-head").first().boundingBox();
    double width = sheet().width;

    visit.page().keyboard().press("+");
    visit.page().keyboard().press("+");

    assertTrue(sheet().width > 1.2 * width, "the sheet should have grown from " + width);
    BoundingBox after = byTestId("arrow-head").first().boundingBox();
    assertEquals(before.width, after.width, 1.5);
    assertEquals(before.height, after.height, 1.5);
  }

  private Locator focused() {
    return visit.page().locator("[data-testid=region].is-focus");
  }

  private BoundingBox sheet() {
    return byTestId("sheet").boundingBox();
  }

  /** Moves the pointer to a place in pixels of the page. */
  private void pointAt(double x, double y) {
    BoundingBox sheet = sheet();
    double scale = sheet.width / Answers.WIDTH;
    visit.page().mouse().move(sheet.x + x * scale, sheet.y + y * scale);
  }
}
