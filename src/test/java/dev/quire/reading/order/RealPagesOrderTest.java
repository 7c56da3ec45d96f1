package dev.quire.reading.order;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Labelled regions of real pages, shuffled, come back in their true order. Pairs of running text
 * are counted: the labels list pictures, tables and furniture apart from the text.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealPagesOrderTest {

  private static final Path LABELS = Path.of("../shared/pages/labels.json");
  private static final Set<Role> BODY =
      Set.of(Role.TITLE, Role.HEADING, Role.TEXT, Role.LIST_ITEM, Role.FORMULA, Role.CODE);
  private static final int SHUFFLES = 20;

  private record Page(String name, double width, double height, List<LayoutRegion> regions) {}

  @Test
  void ordersShuffledRegionsWithoutRanks() throws IOException {
    OrderShare share = share("without ranks", page -> new Integer[page.regions().size()], true);
    assertTrue(share.share() >= 0.985, share::toString);
  }

  @Test
  void trueRanksDoNoHarm() throws IOException {
    OrderShare share = share("with true ranks", RealPagesOrderTest::trueRanks, false);
    assertTrue(share.share() >= 0.99, share::toString);
  }

  @Test
  void ranksWithErrorsDoLittleHarm() throws IOException {
    Random random = new Random(7);
    OrderShare[] given = {new OrderShare(0, 0)};
    OrderShare share =
        share(
            "with disturbed ranks",
            page -> {
              Integer[] ranks = disturbed(page, random);
              given[0] = given[0].plus(OrderShare.of(List.of(ranks)));
              return ranks;
            },
            false);
    System.out.println("the disturbed ranks themselves: " + given[0]);
    assertTrue(given[0].share() < 0.96, given[0]::toString);
    assertTrue(share.share() >= 0.985, share::toString);
  }

  /** Ranks of which some 5 % of the pairs are wrong, mostly such as stand close together. */
  private static Integer[] disturbed(Page page, Random random) {
    Integer[] ranks = trueRanks(page);
    double spread = 0.08 * ranks.length;
    double[] late = new double[ranks.length + 1];
    List<Integer> order = new ArrayList<>(List.of(ranks));
    order.forEach(rank -> late[rank] = rank + spread * random.nextGaussian());
    order.sort((a, b) -> Double.compare(late[a], late[b]));
    for (int place = 0; place < order.size(); place++) {
      ranks[order.get(place) - 1] = place + 1;
    }
    return ranks;
  }

  private static Integer[] trueRanks(Page page) {
    Integer[] ranks = new Integer[page.regions().size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = i + 1;
    }
    return ranks;
  }

  private static OrderShare share(String what, Function<Page, Integer[]> ranks, boolean each)
      throws IOException {
    assumeTrue(Files.exists(LABELS), LABELS + " is not here");
    OrderShare sum = new OrderShare(0, 0);
    for (Page page : pages()) {
      OrderShare ofPage = new OrderShare(0, 0);
      for (int seed = 0; seed < SHUFFLES; seed++) {
        ofPage = ofPage.plus(shuffled(page, ranks.apply(page), seed));
      }
      if (each) {
        System.out.println("reading order of " + page.name() + ": " + ofPage);
      }
      sum = sum.plus(ofPage);
    }
    System.out.println("reading order of real pages " + what + ": " + sum);
    return sum;
  }

  private static OrderShare shuffled(Page page, Integer[] ranks, int seed) {
    List<LayoutRegion> regions = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      LayoutRegion region = page.regions().get(i);
      // The score tells the place in the truth; nothing orders by it.
      regions.add(new LayoutRegion(region.label(), i, region.area(), ranks[i]));
    }
    Collections.shuffle(regions, new Random(seed));
    List<Block> blocks =
        new ReadingOrder(ReadingOptions.defaults())
            .of(regions, page.width(), page.height(), List.of());
    return OrderShare.of(
        blocks.stream().filter(b -> BODY.contains(b.role())).map(b -> (int) b.score()).toList());
  }

  private static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>();
    JsonNode labels = new ObjectMapper().readTree(LABELS.toFile());
    for (Map.Entry<String, JsonNode> file : labels.properties()) {
      for (JsonNode page : file.getValue()) {
        List<LayoutRegion> regions = new ArrayList<>();
        for (JsonNode region : page.get("regions")) {
          JsonNode box = region.get("box");
          Area area =
              new Area(
                  box.get(0).asDouble(),
                  box.get(1).asDouble(),
                  box.get(2).asDouble(),
                  box.get(3).asDouble());
          regions.add(new LayoutRegion(region.get("label").asText(), 1, area, null));
        }
        pages.add(
            new Page(
                file.getKey() + " page " + page.get("page").asInt(),
                page.get("width").asDouble(),
                page.get("height").asDouble(),
                regions));
      }
    }
    return pages;
  }
}
