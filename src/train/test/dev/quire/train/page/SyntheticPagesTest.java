package dev.quire.train.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ground truth must be true: it is all the model ever learns from. */
class SyntheticPagesTest {

  private static final long SEED = 2024;
  private static final int PAGES = 150;
  private static final Set<Label> LEARNED =
      EnumSet.of(
          Label.ABSTRACT,
          Label.ALGORITHM,
          Label.ASIDE_TEXT,
          Label.CHART,
          Label.CONTENT,
          Label.DISPLAY_FORMULA,
          Label.DOC_TITLE,
          Label.FIGURE_TITLE,
          Label.FOOTER,
          Label.FOOTNOTE,
          Label.HEADER,
          Label.IMAGE,
          Label.NUMBER,
          Label.PARAGRAPH_TITLE,
          Label.REFERENCE_CONTENT,
          Label.SEAL,
          Label.TABLE,
          Label.TEXT);

  /** Regions of these stand on, in or beside others by design. */
  private static final Set<Label> OVERLAPPING = EnumSet.of(Label.SEAL);

  private static List<Page> clean;

  @BeforeAll
  static void draw() {
    SyntheticPages source = new SyntheticPages(SEED);
    clean = LongStream.range(0, PAGES).mapToObj(source::clean).toList();
  }

  @Test
  void theSameIndexGivesTheSamePage() {
    for (long index : new long[] {0, 7, 1_000_000_007}) {
      Page one = new SyntheticPages(SEED).page(index);
      Page other = new SyntheticPages(SEED).page(index);
      assertEquals(one.regions(), other.regions());
      assertArrayEquals(bytes(one.image()), bytes(other.image()));
    }
  }

  @Test
  void otherSeedsAndIndicesGiveOtherPages() {
    assertNotEquals(clean.get(0).regions(), clean.get(1).regions());
    assertNotEquals(clean.get(0).regions(), new SyntheticPages(SEED + 1).clean(0).regions());
  }

  @Test
  void regionsLieOnTheirPages() {
    for (Page page : clean) {
      for (LabelledRegion region : page.regions()) {
        Box b = region.box();
        assertTrue(
            b.x1() >= 0
                && b.y1() >= 0
                && b.x2() <= page.image().getWidth()
                && b.y2() <= page.image().getHeight()
                && b.width() > 0
                && b.height() > 0,
            region::toString);
      }
    }
  }

  /** Each of the four sides touches ink: a loose or a cut box would teach the model to be so. */
  @Test
  void boxesAreTightAroundTheInk() {
    int sides = 0;
    int touching = 0;
    for (Page page : clean) {
      for (LabelledRegion region : page.regions()) {
        if (region.label() != Label.TEXT) {
          continue;
        }
        for (Box edge : edges(region.box())) {
          sides++;
          touching += varies(page.image(), edge) ? 1 : 0;
        }
      }
    }
    assertTrue(touching >= 0.98 * sides, touching + " of " + sides + " sides touch ink");
  }

  private static List<Box> edges(Box b) {
    double band = 3;
    return List.of(
        new Box(b.x1(), b.y1(), b.x1() + band, b.y2()),
        new Box(b.x1(), b.y1(), b.x2(), b.y1() + band),
        new Box(b.x2() - band, b.y1(), b.x2(), b.y2()),
        new Box(b.x1(), b.y2() - band, b.x2(), b.y2()));
  }

  private static boolean varies(BufferedImage image, Box area) {
    int low = 255;
    int high = 0;
    for (int y = (int) area.y1(); y < Math.min(image.getHeight(), Math.ceil(area.y2())); y++) {
      for (int x = (int) area.x1(); x < Math.min(image.getWidth(), Math.ceil(area.x2())); x++) {
        int green = image.getRGB(x, y) >> 8 & 0xff;
        low = Math.min(low, green);
        high = Math.max(high, green);
      }
    }
    return high - low > 12;
  }

  @Test
  void regionsKeepApart() {
    int pairs = 0;
    List<String> overlapping = new ArrayList<>();
    for (int p = 0; p < PAGES; p++) {
      List<LabelledRegion> regions =
          clean.get(p).regions().stream().filter(r -> !OVERLAPPING.contains(r.label())).toList();
      for (int i = 0; i < regions.size(); i++) {
        for (int j = i + 1; j < regions.size(); j++) {
          pairs++;
          if (regions.get(i).box().iou(regions.get(j).box()) > 0.1) {
            overlapping.add(p + ": " + regions.get(i) + " " + regions.get(j));
          }
        }
      }
    }
    assertTrue(overlapping.size() <= pairs / 2_000, () -> String.join("\n", overlapping));
  }

  @Test
  void everyLearnedClassIsCommonEnough() {
    Map<Label, Integer> pages = new EnumMap<>(Label.class);
    for (Page page : clean) {
      page.regions().stream()
          .map(LabelledRegion::label)
          .distinct()
          .forEach(label -> pages.merge(label, 1, Integer::sum));
    }
    for (Label label : LEARNED) {
      int count = pages.getOrDefault(label, 0);
      assertTrue(count >= PAGES * 0.03, label + " is on " + count + " of " + PAGES + " pages");
    }
  }

  /** Of two text regions one above the other in a column, the upper one is read first. */
  @Test
  void columnsAreReadFromTopToBottom() {
    int right = 0;
    int all = 0;
    for (Page page : clean) {
      List<Box> texts =
          page.regions().stream()
              .filter(r -> r.label() == Label.TEXT || r.label() == Label.PARAGRAPH_TITLE)
              .map(LabelledRegion::box)
              .toList();
      for (int i = 0; i < texts.size(); i++) {
        for (int j = i + 1; j < texts.size(); j++) {
          if (sameColumn(texts.get(i), texts.get(j))) {
            all++;
            right += texts.get(i).y1() < texts.get(j).y1() ? 1 : 0;
          }
        }
      }
    }
    assertTrue(all > 1_000 && right >= 0.98 * all, right + " of " + all);
  }

  private static boolean sameColumn(Box a, Box b) {
    double shared = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    return shared > 0.5 * Math.min(a.width(), b.width());
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
