package dev.quire.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tabs at the top of the web page, and how each keeps out of the other's way. */
@QuarkusTest
class TabsQuarkusTest extends WebTestBase {

  @Test
  void layoutComesFirst() {
    visit.open();

    assertShown("layout", "similarity");
    assertEquals(root.toString(), visit.page().url());
    assertThat(visit.page()).hasTitle("Quire");
  }

  @Test
  void clickShowsATabAndTheAddressTellsIt() {
    visit.open();

    byTestId("tab-similarity").click();

    assertShown("similarity", "layout");
    assertEquals(root + "#similarity", visit.page().url());
    assertThat(visit.page()).hasTitle("Similarity · Quire");

    byTestId("tab-layout").click();

    assertShown("layout", "similarity");
    assertEquals(root.toString(), visit.page().url());
  }

  @Test
  void linkLeadsToItsTab() {
    visit.open("#similarity");
    assertShown("similarity", "layout");

    visit.page().reload();
    assertShown("similarity", "layout");

    visit.page().evaluate("() => (location.hash = '#layout')");
    assertShown("layout", "similarity");
  }

  @Test
  void keysGoFromTabToTab() {
    visit.open();
    byTestId("tab-layout").focus();

    press("ArrowRight");
    assertShown("text", "layout");
    assertThat(byTestId("tab-text")).isFocused();
    press("ArrowRight");
    assertShown("read", "text");
    press("ArrowRight");
    assertShown("similarity", "read");
    press("ArrowRight");
    assertShown("layout", "similarity");
    press("ArrowLeft");
    assertShown("similarity", "layout");
    press("Home");
    assertShown("layout", "similarity");
    press("End");
    assertShown("similarity", "layout");

    // Only the tab that is shown is on the way of the Tab key.
    press("Home");
    press("Tab");
    assertThat(byTestId("link-swagger")).isFocused();
  }

  @Test
  void skippingToThePageLeavesTheTab() {
    visit.open("#similarity");
    press("Tab");

    press("Enter");

    assertShown("similarity", "layout");
    assertEquals(root + "#similarity", visit.page().url());
    press("Tab");
    assertThat(byTestId("text-a")).isFocused();
  }

  @Test
  void layoutIsAsItWasLeft() {
    visit.open();
    visit.layOutlinedPage();
    String zoom = byTestId("zoom-value").textContent();

    byTestId("tab-similarity").click();
    assertThat(byTestId("page-image")).isHidden();
    // Its keys rest meanwhile.
    press("+");
    byTestId("tab-layout").click();

    assertThat(byTestId("region")).hasCount(5);
    assertThat(byTestId("zoom-value")).hasText(zoom);
    assertEquals(1, visit.questions().size());
    byTestId("scroller").focus();
    press("+");
    assertThat(byTestId("zoom-value")).not().hasText(zoom);
  }

  @Test
  void pastedTextIsNoPage() {
    visit.open("#similarity");
    byTestId("text-a").focus();
    visit.page().evaluate("() => navigator.clipboard.writeText('Is this seat taken?')");

    press("Control+V");

    assertThat(byTestId("text-a")).hasValue("Is this seat taken?");
    // A notice would go away by itself.
    assertEquals("", byTestId("notice").textContent());
  }

  @Test
  void droppedFileIsReadOnItsOwnTab() {
    visit.expectErrorAnswers();
    visit.open("#similarity");

    visit.drop("notes.txt", "text/plain", "Not a page, only notes.");

    assertShown("layout", "similarity");
    assertThat(byTestId("problem-status")).containsText(Pattern.compile("Status 4\\d\\d"));
  }

  private void assertShown(String tab, String other) {
    Page page = visit.page();
    assertThat(byTestId("tab-" + tab)).hasAttribute("aria-selected", "true");
    assertThat(byTestId("tab-" + other)).hasAttribute("aria-selected", "false");
    assertThat(page.locator("#view-" + tab)).isVisible();
    assertThat(page.locator("#view-" + other)).isHidden();
  }

  private void press(String key) {
    visit.page().keyboard().press(key);
  }
}
