package dev.quire.train.page.text;

import dev.quire.train.page.Dice;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The installed fonts that can set a page, by script. Immutable but for its metric caches. */
public final class Typefaces {

  private static final Pattern UNFIT =
      Pattern.compile(
          "(?i).*(emoji|symbol|dingbat|music|math|initial|keyboard|ornament|barcode|icon|awesome"
              + "|hairline|thin|d050000l|z003|chorus|kufi|nastaliq|rashi|signwriting|lastresort"
              + "|unifont|looped|"
              + " black| heavy|extrabold|extra bold|bitstream cyberbit|powerline|sazanami).*");
  private static final Pattern NOTO_SCRIPT =
      Pattern.compile("Noto (Sans|Serif|Naskh|Looped) (?!Display|CJK|Mono|Light|Medium|Black).*");

  private final Map<Script, List<List<Family>>> groups = new EnumMap<>(Script.class);
  private final List<Family> mono = new ArrayList<>();
  private final Family maths;

  /** A font family in its four usual forms. */
  public record Family(String name, Face regular, Face bold, Face italic, Face boldItalic) {

    static Family of(String name) {
      return new Family(
          name,
          new Face(new Font(name, Font.PLAIN, 12)),
          new Face(new Font(name, Font.BOLD, 12)),
          new Face(new Font(name, Font.ITALIC, 12)),
          new Face(new Font(name, Font.BOLD | Font.ITALIC, 12)));
    }
  }

  private Typefaces() {
    Map<Script, Map<String, List<Family>>> byGroup = new EnumMap<>(Script.class);
    Family withSigns = null;
    String[] names =
        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
    java.util.Arrays.sort(names);
    for (String name : names) {
      if (UNFIT.matcher(name).matches() || NOTO_SCRIPT.matcher(name).matches()) {
        continue;
      }
      Family family = Family.of(name);
      Face face = family.regular();
      if (!face.has(Script.LATIN.sample()) || face.right('W') <= 0 || face.top('x') > -0.2) {
        continue;
      }
      boolean eastAsian = false;
      for (Script script : List.of(Script.CHINESE, Script.JAPANESE, Script.KOREAN)) {
        if (face.has(script.sample()) && face.has(Words.alphabet(script))) {
          eastAsian = true;
          add(byGroup, script, family);
        }
      }
      boolean fixed = Math.abs(face.advance('i') - face.advance('W')) < 0.01;
      if (fixed && !eastAsian) {
        mono.add(family);
      }
      if (!eastAsian && (!fixed || name.startsWith("Courier"))) {
        add(byGroup, Script.LATIN, family);
        if (face.has(Script.CYRILLIC.sample())) {
          add(byGroup, Script.CYRILLIC, family);
        }
        if (face.has(Script.GREEK.sample())) {
          add(byGroup, Script.GREEK, family);
        }
        if (face.has("∑∫∏∂√∞≤≥±×∈→αβγ")
            && (withSigns == null || name.contains("Serif") && !withSigns.name.contains("Serif"))) {
          withSigns = family;
        }
      }
    }
    if (!byGroup.containsKey(Script.LATIN)) {
      add(byGroup, Script.LATIN, Family.of(Font.SERIF));
      add(byGroup, Script.LATIN, Family.of(Font.SANS_SERIF));
    }
    if (mono.isEmpty()) {
      mono.add(Family.of(Font.MONOSPACED));
    }
    byGroup.forEach((script, map) -> groups.put(script, List.copyOf(map.values())));
    maths = withSigns == null ? Family.of(Font.SERIF) : withSigns;
  }

  private static void add(
      Map<Script, Map<String, List<Family>>> byGroup, Script script, Family family) {
    String[] parts = family.name().split(" ");
    String group = parts.length > 1 ? parts[0] + " " + parts[1] : parts[0];
    byGroup
        .computeIfAbsent(script, s -> new TreeMap<>())
        .computeIfAbsent(group, g -> new ArrayList<>())
        .add(family);
  }

  /** Looks at every installed font. */
  public static Typefaces installed() {
    return new Typefaces();
  }

  public boolean covers(Script script) {
    return groups.containsKey(script);
  }

  /** A family for a script; every design is about as likely, however many cuts it has. */
  public Family pick(Script script, Dice dice) {
    return dice.pick(dice.pick(groups.get(covers(script) ? script : Script.LATIN)));
  }

  public Family fixedPitch(Dice dice) {
    return dice.pick(mono);
  }

  /** The family with the mathematical signs. */
  public Family maths() {
    return maths;
  }
}
