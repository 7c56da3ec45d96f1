package dev.quire.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportsTest {

  private static final LoadReport REPORT =
      new LoadReport(
          "http://a<b>&\"c\"",
          "2 page file(s)",
          "pages",
          1,
          Instant.parse("2026-03-01T12:34:56Z"),
          new Timing(
              Duration.ofSeconds(5), Duration.ofSeconds(30), Optional.of(Duration.ofMillis(500))),
          List.of(
              result(new Step.Closed(1), 10, Map.of("200", 300L), true),
              result(new Step.Closed(8), 30, Map.of("200", 900L, "503", 100L), true),
              result(new Step.Open(12.5), 12, Map.of("200", 360L, "lost", 15L), false),
              new StepResult(
                  new Step.Open(4000),
                  30,
                  0,
                  0,
                  new TreeMap<>(Map.of("503", 9L)),
                  new Percentiles(0, 0, 0, 0, 0, 0, 0),
                  0,
                  StageTimes.unknown())));

  private static StepResult result(
      Step step, double rate, Map<String, Long> outcomes, boolean staged) {
    return new StepResult(
        step,
        30,
        rate,
        rate * 0.9,
        new TreeMap<>(outcomes),
        new Percentiles(outcomes.get("200"), 20, 18, 40, 55, 90, 1234.5),
        0.4,
        staged ? new StageTimes(5, 3, 10, 1, 1) : StageTimes.unknown());
  }

  @Test
  void csvHasARowForEachStep() {
    List<String> lines = new CsvReport().write(REPORT).lines().toList();

    assertEquals(5, lines.size());
    String[] head = lines.get(0).split(",");
    for (String line : lines) {
      assertEquals(head.length, line.split(",").length, line);
    }
    Map<String, String> second = new TreeMap<>();
    String[] values = lines.get(2).split(",");
    for (int i = 0; i < head.length; i++) {
      second.put(head[i], values[i]);
    }
    assertEquals("closed", second.get("loop"));
    assertEquals("8", second.get("load"));
    assertEquals("30.000", second.get("throughput"));
    assertEquals("27.000", second.get("goodput"));
    assertEquals("1000", second.get("offered"));
    assertEquals("1234.500", second.get("max_ms"));
    assertEquals("3.000", second.get("queue_ms"));
    assertEquals("100", second.get("outcome_503"));
    assertEquals("0", second.get("outcome_lost"));
  }

  @Test
  void htmlIsWellFormedAndNeedsNothingElse() throws Exception {
    String html = new HtmlReport().write(REPORT);
    Document page = parse(html);

    assertEquals("http://a<b>&\"c\"", text(page, "h1"));
    assertEquals(7, page.getElementsByTagName("svg").getLength());
    assertEquals(0, page.getElementsByTagName("script").getLength());
    assertEquals(0, page.getElementsByTagName("link").getLength());
    assertEquals(0, page.getElementsByTagName("img").getLength());
    assertFalse(html.contains("url("), "the style fetches nothing");
    assertTrue(html.contains("prefers-color-scheme: dark"));
    assertEquals(
        4,
        ((Element) page.getElementsByTagName("tbody").item(0))
            .getElementsByTagName("tr")
            .getLength());
    assertFalse(html.contains("NaN"), "what is unknown is left out");
  }

  /** Every colour that a plot asks for is one that the page has, in light and in dark. */
  @Test
  void everySeriesHasAColour() throws Exception {
    String html = new HtmlReport().write(REPORT);
    NodeList keys = parse(html).getElementsByTagName("i");
    assertTrue(keys.getLength() > 20);
    for (int i = 0; i < keys.getLength(); i++) {
      String style = ((Element) keys.item(i)).getAttribute("class");
      Matcher rule =
          Pattern.compile("\\.%s \\{ --c: var\\((--[\\w-]+)\\)".formatted(style)).matcher(html);
      assertTrue(rule.find(), style);
      assertEquals(3, html.split(Pattern.quote(rule.group(1) + ":")).length, style);
    }
  }

  @Test
  void everythingDrawnIsWithinItsPlot() throws Exception {
    Document page = parse(new HtmlReport().write(REPORT));
    NodeList dots = page.getElementsByTagName("circle");
    assertTrue(dots.getLength() > 10);
    for (int i = 0; i < dots.getLength(); i++) {
      double x = Double.parseDouble(((Element) dots.item(i)).getAttribute("cx"));
      double y = Double.parseDouble(((Element) dots.item(i)).getAttribute("cy"));
      assertTrue(x > 50 && x < 550 && y >= 13.9 && y <= 254.1, x + ", " + y);
    }
    NodeList bars = page.getElementsByTagName("rect");
    for (int i = 0; i < bars.getLength(); i++) {
      double y = Double.parseDouble(((Element) bars.item(i)).getAttribute("y"));
      double height = Double.parseDouble(((Element) bars.item(i)).getAttribute("height"));
      assertTrue(y >= 13.9 && y + height <= 254.2, y + " + " + height);
    }
  }

  @Test
  void scalesHaveRoundTicks() {
    assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), Scale.Linear.upTo(100).ticks());
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), Scale.Linear.upTo(3.2).ticks());
    assertEquals(
        List.of(10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0),
        Scale.Logarithmic.between(12, 900).ticks());
    assertEquals(List.of(0.02, 0.05, 0.1), Scale.Logarithmic.between(0.03, 0.06).ticks());
    assertEquals(List.of(5.0, 10.0), Scale.Logarithmic.between(5, 5).ticks());
    assertEquals(
        List.of(0.5, 1.0, 10.0, 100.0, 1000.0), Scale.Logarithmic.between(0.6, 1000).ticks());
    assertEquals(0.5, Scale.Logarithmic.between(1, 100).at(10), 1e-9);
    assertEquals("0.05", Scale.text(0.05));
    assertEquals("1.5k", Scale.text(1500));
    assertEquals("20", Scale.text(20));
  }

  private static String text(Document page, String tag) {
    return page.getElementsByTagName(tag).item(0).getTextContent();
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }
}
