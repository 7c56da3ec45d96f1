package dev.quire.train.page.text;

import dev.quire.train.page.Dice;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up but language-like text of one flavour. Immutable: all draws come from the dice given, so
 * one instance serves every page.
 */
public final class Words {

  private final Script script;
  private final String[] small;
  private final String[] lexicon;
  private final double smallShare;
  private final boolean capitalNouns;
  private final String signs;
  private final String hiragana;

  private Words(
      Script script, String[] small, String[] lexicon, double share, boolean nouns, String signs) {
    this.script = script;
    this.small = small;
    this.lexicon = lexicon;
    this.smallShare = share;
    this.capitalNouns = nouns;
    this.signs = signs;
    StringBuilder kana = new StringBuilder();
    for (char c = 'あ'; c <= 'ん'; c++) {
      kana.append(c);
    }
    this.hiragana = kana.toString();
  }

  /** Every flavour there is, for the given script. */
  public static List<Words> flavours(Script script) {
    Dice dice = Dice.of(script.ordinal() + 17, 5);
    return switch (script) {
      case LATIN ->
          List.of(
              latin(
                  dice,
                  "the of and to in a is that for it as was with be by on not or are from at this"
                      + " which have an they we has its their can will may more than these such",
                  "b c d f g h l m n p r s t v w st tr pr pl cl br gr sp ch th sh con de re in ex"
                      + " pro per com dis",
                  "a e i o u ea ou io ai a e i o",
                  "n r s t l m d ct nt st rm ns ck p g v x nd rd ss",
                  "tion ment ing ed ly er al ive ity ous s es able ance e y",
                  0.42,
                  false),
              latin(
                  dice,
                  "the of and to in for a is with on by are as be or an that this all any under",
                  "acc bal cap deb cred div eq fin inv mar op prof rev ris sec sh tax tr val pol"
                      + " man prod serv syst",
                  "a e i o u ue ia",
                  "t n st r l nt rt m c s",
                  "tion ing s ed ment ance ity al ary ory er ies or ent",
                  0.36,
                  false),
              latin(
                  dice,
                  "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als"
                      + " auch es an werden aus er hat dass sie nach wird bei einer um am sind",
                  "b d f g h k l m n p r s t w z sch st sp kr gr pf ge ver be ent über unter auf",
                  "a e i o u ei au ie ä ü ö eu a e e",
                  "n r s t l ch cht nd rk ng st tz ß ck ll mm lf",
                  "ung en er heit keit lich isch schaft te et ungen es e st",
                  0.40,
                  true),
              latin(
                  dice,
                  "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne"
                      + " se ce il sont à avec aux où été cette l'on d'un ou son",
                  "b c d f g l m n p r s t v ch pr tr cr gr pl bl qu re dé in con",
                  "a e i o u é è ou ai eu au oi ê a e",
                  "n r s t l m c d ss nt rt ll v gn",
                  "tion ment er é ée és ance ique eur euse al aux ité e es ant",
                  0.42,
                  false),
              latin(
                  dice,
                  "de la que el en y a los del se las por un para con no una su al lo como más o"
                      + " pero sus le ya este sí porque",
                  "b c d f g l m n p r s t v ll pr tr cr br gr des con re",
                  "a e i o u ia ie ue ó á í a e o",
                  "n r s l d c m t",
                  "ción mente ado ada os as ar er ir o a dad ble ivo eza",
                  0.42,
                  false),
              latin(
                  dice,
                  "w i na z do że się nie to jest o od po za przez dla jak oraz ale tego",
                  "b c d g k l m n p r s t w z prz trz sz cz dz krz st pod roz wy za",
                  "a e i o u y ą ę ó ie a o",
                  "n r s t ł w ć ż k d m ch cz sz ś",
                  "anie ość ego ych owy ski nia ów ami ują y a e",
                  0.30,
                  false));
      case CYRILLIC ->
          List.of(
              latin(
                  dice,
                  "в и не на что с по как из у за от для это но к о же при до его или так был",
                  "б в г д ж з к л м н п р с т х ч пр тр ст вы по за рас об под",
                  "а е и о у ы я ю а о е и",
                  "н р с т л м д к в й ль нн ст",
                  "ние ость ение ать ить ый ого ная ские ов ами ет ла",
                  0.32,
                  false));
      case GREEK ->
          List.of(
              latin(
                  dice,
                  "και το να του η της με που την από για είναι τα των σε στο οι ως δεν στην",
                  "β γ δ κ λ μ ν π ρ σ τ φ χ θ πρ στ κατ απ δια συν",
                  "α ε ι ο η υ ω ά έ ί ό ή αι ει ου",
                  "ν ρ σ λ μ κ τ γ",
                  "ση ματα ικός ται ων ης ος ες ισμός τητα ει ου",
                  0.34,
                  false));
      case CHINESE -> List.of(new Words(script, new String[0], new String[0], 0, false, chinese()));
      case JAPANESE ->
          List.of(new Words(script, new String[0], new String[0], 0, false, japanese()));
      case KOREAN -> List.of(korean(dice));
    };
  }

  private static Words latin(
      Dice dice,
      String small,
      String onsets,
      String vowels,
      String codas,
      String endings,
      double share,
      boolean nouns) {
    String[] onset = onsets.split(" ");
    String[] vowel = vowels.split(" ");
    String[] coda = codas.split(" ");
    String[] ending = endings.split(" ");
    String[] lexicon = new String[2500];
    for (int i = 0; i < lexicon.length; i++) {
      StringBuilder word = new StringBuilder();
      int syllables = 1 + dice.weighted(0.5, 0.36, nouns ? 0.2 : 0.1, nouns ? 0.12 : 0.02);
      for (int s = 0; s < syllables; s++) {
        word.append(dice.pick(onset)).append(dice.pick(vowel));
        if (dice.chance(0.55)) {
          word.append(dice.pick(coda));
        }
      }
      if (dice.chance(0.55)) {
        word.append(dice.pick(ending));
      }
      lexicon[i] = word.toString();
    }
    Script script =
        small.charAt(0) >= 'Ѐ'
            ? Script.CYRILLIC
            : small.charAt(0) >= 'Ͱ' ? Script.GREEK : Script.LATIN;
    return new Words(script, small.split(" "), lexicon, share, nouns, "");
  }

  private static Words korean(Dice dice) {
    String syllables = decode("EUC-KR", 0xB0, 0xC8, 0xA1, 0xFE);
    String common = "이다의는에을가하고한지은로사기도인자시제정어상일부대수나리주장전보성원동과여해국학비공";
    String[] endings = "은 는 이 가 을 를 의 에 로 으로 에서 하고 하는 된다 한다 하여 및 등 과 와 도".split(" ");
    String[] lexicon = new String[2500];
    for (int i = 0; i < lexicon.length; i++) {
      StringBuilder word = new StringBuilder();
      int length = 1 + dice.weighted(0.25, 0.4, 0.25, 0.1);
      for (int s = 0; s < length; s++) {
        String pool = dice.chance(0.7) ? common : syllables;
        word.append(pool.charAt(dice.whole(0, pool.length() - 1)));
      }
      if (dice.chance(0.6)) {
        word.append(dice.pick(endings));
      }
      lexicon[i] = word.toString();
    }
    String[] small = "및 그 이 수 등 또는 것 할 각 제 위한 대한 따라 있는".split(" ");
    return new Words(Script.KOREAN, small, lexicon, 0.18, false, "");
  }

  /** Every character that text of an East Asian script may have; empty for other scripts. */
  static String alphabet(Script script) {
    return switch (script) {
      case CHINESE -> chinese();
      case JAPANESE -> japanese();
      case KOREAN -> decode("EUC-KR", 0xB0, 0xC8, 0xA1, 0xFE);
      default -> "";
    };
  }

  private static String chinese() {
    return decode("GB2312", 0xB0, 0xD6, 0xA1, 0xFE);
  }

  private static String japanese() {
    return decode("Shift_JIS", 0x89, 0x97, 0x40, 0xFC);
  }

  private static String decode(String charset, int first1, int last1, int first2, int last2) {
    Charset set = Charset.forName(charset);
    StringBuilder all = new StringBuilder();
    for (int a = first1; a <= last1; a++) {
      for (int b = first2; b <= last2; b++) {
        String c = new String(new byte[] {(byte) a, (byte) b}, set);
        if (c.length() == 1 && c.charAt(0) >= 0x3400 && c.charAt(0) < 0xE000) {
          all.append(c);
        }
      }
    }
    return all.toString();
  }

  public Script script() {
    return script;
  }

  /** One word; for Chinese and Japanese a few characters. */
  public String word(Dice dice) {
    if (script.ideographic()) {
      return run(dice, dice.whole(1, 4));
    }
    if (dice.chance(smallShare)) {
      return small[dice.few(0, small.length - 1)];
    }
    String word = lexicon[dice.few(0, lexicon.length - 1)];
    return capitalNouns && dice.chance(0.5) ? capital(word) : word;
  }

  /** A word that carries meaning. */
  public String noun(Dice dice) {
    if (script.ideographic()) {
      return run(dice, dice.whole(2, 5));
    }
    return lexicon[dice.whole(0, lexicon.length - 1)];
  }

  /** A run of ideographic text without punctuation. */
  private String run(Dice dice, int length) {
    StringBuilder text = new StringBuilder();
    if (script == Script.CHINESE) {
      String common = "的一是在不了有和人这中大为上个国我以要时来用生到作地于出年得就那发会可也自后过子";
      for (int i = 0; i < length; i++) {
        String pool = dice.chance(0.25) ? common : signs;
        text.append(pool.charAt(dice.whole(0, pool.length() - 1)));
      }
      return text.toString();
    }
    if (dice.chance(0.12)) {
      for (int i = 0; i < length + 1; i++) {
        text.append((char) ('ア' + dice.whole(0, 'ワ' - 'ア')));
      }
      return text.toString();
    }
    String particles = "のはをにたがでてとしれさるいっなかられりすまき";
    for (int i = 0; i < length; i++) {
      if (dice.chance(0.5)) {
        text.append(signs.charAt(dice.whole(0, signs.length() - 1)));
      } else if (dice.chance(0.75)) {
        text.append(particles.charAt(dice.whole(0, particles.length() - 1)));
      } else {
        text.append(hiragana.charAt(dice.whole(0, hiragana.length() - 1)));
      }
    }
    return text.toString();
  }

  /** Words of one sentence, punctuation attached; ideographic text comes as single characters. */
  public List<String> sentence(Dice dice) {
    List<String> words = new ArrayList<>();
    if (script.ideographic()) {
      int clauses = 1 + dice.few(0, 3);
      for (int c = 0; c < clauses; c++) {
        String clause = run(dice, dice.whole(5, 18));
        if (dice.chance(0.12)) {
          clause += number(dice);
        }
        if (dice.chance(0.06)) {
          clause = clause.substring(0, 3) + "（" + run(dice, 3) + "）" + clause.substring(3);
        }
        clause +=
            c == clauses - 1 ? "。" : dice.chance(0.8) ? script == Script.CHINESE ? "，" : "、" : "；";
        for (int i = 0; i < clause.length(); i++) {
          int start = i;
          while (i + 1 < clause.length()
              && clause.charAt(i) < 0x80
              && clause.charAt(i + 1) < 0x80) {
            i++;
          }
          words.add(clause.substring(start, i + 1));
        }
      }
      return words;
    }
    int length = (int) Math.max(3, Math.min(45, dice.gauss(script == Script.KOREAN ? 10 : 18, 8)));
    for (int i = 0; i < length; i++) {
      String word = word(dice);
      if (dice.chance(0.04)) {
        word = number(dice);
      } else if (dice.chance(0.025)) {
        word = capital(word);
      } else if (dice.chance(0.008)) {
        word = noun(dice).toUpperCase();
      }
      if (i == 0 && script != Script.KOREAN) {
        word = capital(word);
      }
      if (i == length - 1) {
        word += dice.chance(0.95) ? "." : dice.pick("?", "!", ":", ";");
      } else if (dice.chance(0.07)) {
        word += dice.pick(",", ",", ",", ",", ";", ":");
      } else if (dice.chance(0.012)) {
        word = "(" + word + ")";
      }
      words.add(word);
    }
    return words;
  }

  /** Text of about the given number of words without a full stop: for headings and labels. */
  public String phrase(Dice dice, int words) {
    if (script.ideographic()) {
      return run(dice, Math.max(2, words * 2 + dice.whole(-1, 1)));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      String word = i % 2 == 0 || dice.chance(0.6) ? noun(dice) : word(dice);
      if (i > 0) {
        text.append(' ');
      }
      text.append(i == 0 ? capital(word) : word);
    }
    return text.toString();
  }

  /** Like {@link #phrase} but with every long word capitalised. */
  public String title(Dice dice, int words) {
    String phrase = phrase(dice, words);
    if (script.eastAsian()) {
      return phrase;
    }
    StringBuilder text = new StringBuilder();
    for (String word : phrase.split(" ")) {
      text.append(text.length() > 0 ? " " : "").append(word.length() > 3 ? capital(word) : word);
    }
    return text.toString();
  }

  /** Text with sentences joined up. */
  public String prose(Dice dice, int sentences) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      for (String word : sentence(dice)) {
        text.append(text.length() > 0 && !script.ideographic() ? " " : "").append(word);
      }
    }
    return text.toString();
  }

  /** A number as running text has them. */
  public String number(Dice dice) {
    return switch (dice.whole(0, 6)) {
      case 0 -> String.valueOf(dice.whole(1, 99));
      case 1 -> String.valueOf(dice.whole(1950, 2026));
      case 2 -> dice.whole(1, 99) + "." + dice.whole(0, 9) + "%";
      case 3 -> dice.whole(1, 999) + "," + three(dice);
      case 4 -> dice.whole(0, 9) + "." + dice.whole(10, 99);
      case 5 -> dice.pick("$", "€", "£", "") + dice.whole(1, 99) + "," + three(dice);
      default -> String.valueOf(dice.whole(100, 9999));
    };
  }

  public static String three(Dice dice) {
    return String.valueOf(1000 + dice.whole(0, 999)).substring(1);
  }

  /** An amount as tables of figures have them. */
  public static String amount(Dice dice, int digits) {
    StringBuilder text = new StringBuilder();
    text.append(dice.whole(1, 999));
    for (int i = 0; i < digits; i++) {
      text.append(',').append(three(dice));
    }
    return text.toString();
  }

  /** A date in one of several forms. */
  public String date(Dice dice) {
    int year = dice.whole(1960, 2026);
    int month = dice.whole(1, 12);
    int day = dice.whole(1, 28);
    if (script.ideographic()) {
      return year + "年" + month + "月" + day + "日";
    }
    if (script == Script.KOREAN) {
      return year + ". " + month + ". " + day + ".";
    }
    String[] months =
        "January February March April May June July August Sept. Oct. Nov. Dec.".split(" ");
    return switch (dice.whole(0, 3)) {
      case 0 -> day + "." + month + "." + year;
      case 1 -> months[month - 1] + " " + day + ", " + year;
      case 2 -> year + "-" + (month < 10 ? "0" : "") + month + "-" + (day < 10 ? "0" : "") + day;
      default -> day + " " + months[month - 1] + " " + year;
    };
  }

  public String person(Dice dice) {
    if (script.ideographic()) {
      return run(dice, dice.whole(2, 4));
    }
    if (script == Script.KOREAN) {
      return "" + noun(dice).charAt(0) + noun(dice).charAt(0) + noun(dice).charAt(0);
    }
    String first = dice.chance(0.5) ? capital(noun(dice)) : capital(noun(dice)).charAt(0) + ".";
    return first + " " + capital(noun(dice));
  }

  public static String url(Dice dice) {
    String host = letters(dice, dice.whole(3, 9));
    return switch (dice.whole(0, 3)) {
      case 0 -> "www." + host + ".com";
      case 1 -> "https://" + host + ".org/" + letters(dice, 5) + "/" + dice.whole(1, 999);
      case 2 -> letters(dice, 6) + "@" + host + ".edu";
      default -> "http://www." + host + ".net/" + letters(dice, 7) + ".html";
    };
  }

  /** Plain ASCII letters. */
  public static String letters(Dice dice, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          i % 2 == 0 ? "bcdfglmnprst".charAt(dice.whole(0, 11)) : "aeiou".charAt(dice.whole(0, 4)));
    }
    return text.toString();
  }

  public static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Picks the wording for the page's language: Latin scripts get the first, others their own. */
  public String term(String latin, String chinese, String japanese, String korean) {
    return switch (script) {
      case CHINESE -> chinese;
      case JAPANESE -> japanese;
      case KOREAN -> korean;
      default -> latin;
    };
  }
}
