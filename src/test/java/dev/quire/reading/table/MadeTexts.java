package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts for cells. */
final class MadeTexts {
  private static final String[] WORDS =
      ("alpha river stone market system annual report growth energy water north south green metal"
              + " output sample method result average total window garden history language science"
              + " to of and in for the large small open data model index level")
          .split(" ");
  private static final String CJK = "数据模型方法结果平均总计年度报告水能源市场系统北南绿色金属样本语言科学历史";

  private final Random random;
  private final Kind.Script script;

  MadeTexts(Random random, Kind.Script script) {
    this.random = random;
    this.script = script;
  }

  String words(int least, int most) {
    int count = least + random.nextInt(most - least + 1);
    if (script == Kind.Script.CJK) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count * 2; i++) {
        text.append(CJK.charAt(random.nextInt(CJK.length())));
      }
      return text.toString();
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(WORDS[random.nextInt(WORDS.length)]);
    }
    String text = String.join(" ", words);
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextInt(10_000));
      case 1 -> String.format(Locale.ROOT, "%.2f", random.nextDouble() * 100);
      case 2 -> String.format(Locale.ROOT, "%.1f%%", random.nextDouble() * 100);
      default -> String.format(Locale.ROOT, "%,d", random.nextInt(1_000_000));
    };
  }
}
