package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.Split;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** English names, things, numbers and dates, some from lists and some made up. */
final class EnglishLexicon implements Lexicon {

  private static final String FIRST_NAMES =
      "Anna Ben Carla David Emma Frank Grace Henry Iris Jack Karen Leo Maria Nick Olivia Paul Ruth"
          + " Simon Tina Victor Wendy Adam Alice Bruno Clara Daniel Eva Felix George Helen Ivan"
          + " Julia Kevin Laura Martin Nora Oscar Peter Rosa Sam Thomas Ursula Vera Walter";

  private static final String PLACES =
      "London|Paris|Berlin|Madrid|Rome|Vienna|Oslo|Dublin|Lisbon|Athens|Prague|Warsaw|Boston|"
          + "Chicago|Denver|Seattle|Toronto|Sydney|Tokyo|Beijing|Shanghai|Delhi|Cairo|Lagos|"
          + "New York|Hong Kong|San Diego|Munich|Hamburg|Geneva|Milan|Naples|Bristol|Leeds|"
          + "Glasgow|Bergen|Lyon|Nice|Porto|Dallas";

  private static final String GOODS =
      "chairs tables books pens lamps printers phones laptops bottles cups shoes shirts coats"
          + " bicycles tyres batteries screws cables monitors keyboards desks shelves tickets"
          + " apples oranges potatoes carpets curtains mirrors clocks watches toys helmets gloves"
          + " bags boxes pumps valves filters tents mattresses pillows candles spoons knives"
          + " cameras engines windows doors tiles bricks envelopes folders scanners";

  private static final String THINGS =
      "printer|camera|laptop|washing machine|coffee machine|vacuum cleaner|dishwasher|heater|fan|"
          + "radio|television|lawn mower|drill|pump|engine|lift|projector|scanner|tablet|oven|"
          + "fridge|freezer|kettle|toaster|iron|sewing machine|piano|guitar|violin|bicycle|"
          + "scooter|ladder|tent|lamp|clock|watch|suitcase|wheelchair|mattress|sofa|mirror";

  private static final List<String> COMPANY_ENDS =
      List.of("Ltd|Limited", "Inc|Incorporated", "Corp|Corporation", "Co|Company", "Bank", "Group");

  private static final List<String> ONSETS =
      List.of("b c d f g h k l m n p r s t v w z br ch cl dr fl gr pl pr sh st th tr".split(" "));
  private static final List<String> CORES = List.of("a e i o u ai ea ie oo ou".split(" "));
  private static final List<String> CODAS =
      List.of("n r s t l m d ck nd rt st x son ton ley man berg ford".split(" "));

  private static final List<String> DATE_FORMATS =
      List.of("d MMMM uuuu", "MMMM d, uuuu", "uuuu-MM-dd", "d MMM uuuu", "MMM d, uuuu");

  private static final List<String> DAYS =
      List.of("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" "));

  private final Split split;
  private final List<String> firstNames;
  private final List<String> places;
  private final List<String> countries;
  private final List<String> languages;
  private final List<String> goods;
  private final List<String> things;

  EnglishLexicon(Split split) {
    this.split = split;
    firstNames = Arrays.stream(FIRST_NAMES.split(" ")).filter(split::has).toList();
    places = Arrays.stream(PLACES.split("\\|")).filter(split::has).toList();
    countries =
        Arrays.stream(Locale.getISOCountries())
            .map(code -> new Locale("", code).getDisplayCountry(Locale.ENGLISH))
            .filter(split::has)
            .toList();
    languages =
        Arrays.stream(Locale.getISOLanguages())
            .map(code -> new Locale(code).getDisplayLanguage(Locale.ENGLISH))
            .filter(split::has)
            .distinct()
            .toList();
    goods = Arrays.stream(GOODS.split(" ")).filter(split::has).toList();
    things =
        Stream.concat(Arrays.stream(THINGS.split("\\|")), Pictographs.names().stream())
            .filter(split::has)
            .toList();
  }

  @Override
  public Value draw(Slot slot, Dice dice) {
    return switch (slot) {
      case PERSON -> person(dice);
      case COMPANY -> company(dice);
      case PLACE -> Value.of(dice.chance(0.7) ? dice.pick(places) : invented(dice, "ville"));
      case LANGUAGE -> Value.of(dice.pick(languages));
      case COUNTRY -> Value.of(dice.pick(countries));
      case GOODS -> Value.of(dice.pick(goods));
      case THING -> Value.of(dice.pick(things));
      case COUNT -> count(dice);
      case AMOUNT -> amount(dice);
      case PERCENT -> percent(dice);
      case DEGREES -> degrees(dice);
      case PERIOD -> period(dice);
      case CODE -> Numbers.code(dice);
      case DATE -> date(Numbers.date(dice));
      case TIME -> time(dice);
      case WEEKDAY -> weekday(dice);
    };
  }

  private Value person(Dice dice) {
    String first = dice.pick(firstNames);
    if (dice.chance(0.3)) {
      return Value.of(first);
    }
    String last = invented(dice, "");
    String full = first + " " + last;
    return new Value(full, List.of(full, full, first.charAt(0) + ". " + last));
  }

  private Value company(Dice dice) {
    String name = invented(dice, "");
    List<String> forms =
        Arrays.stream(dice.pick(COMPANY_ENDS).split("\\|")).map(end -> name + " " + end).toList();
    return new Value(forms.get(0), forms);
  }

  /** A made-up word of this split. */
  private String invented(Dice dice, String end) {
    Supplier<String> syllable = () -> dice.pick(ONSETS) + dice.pick(CORES);
    String word;
    do {
      String stem = syllable.get() + (dice.chance(0.5) ? syllable.get() : "");
      word = stem + (end.isEmpty() ? dice.pick(CODAS) : end);
    } while (!split.has(word));
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static Value count(Dice dice) {
    int n = Numbers.round(dice, 2, 5000);
    return new Value(Integer.toString(n), EnglishNumbers.forms(n));
  }

  private static Value amount(Dice dice) {
    int n = Numbers.round(dice, 5, 900_000);
    String money = dice.pick("$|dollars|USD", "€|euros|EUR", "£|pounds|GBP");
    String[] unit = money.split("\\|");
    List<String> forms = new ArrayList<>();
    EnglishNumbers.forms(n).forEach(f -> forms.add(f + " " + unit[1]));
    forms.add(unit[0] + EnglishNumbers.grouped(n));
    forms.add(unit[0] + n);
    forms.add(EnglishNumbers.grouped(n) + ".00 " + unit[2]);
    forms.add(unit[2] + " " + EnglishNumbers.grouped(n));
    return new Value(unit[2] + n, forms);
  }

  private static Value percent(Dice dice) {
    int n = Numbers.round(dice, 1, 99);
    List<String> forms = new ArrayList<>(List.of(n + "%", n + " percent", n + " per cent"));
    forms.add(EnglishNumbers.words(n) + " percent");
    return new Value(n + "%", forms);
  }

  private static Value degrees(Dice dice) {
    int n = dice.whole(-15, 40);
    return new Value(n + "°", List.of(n + " degrees", n + "°C", n + " degrees Celsius"));
  }

  private static Value period(Dice dice) {
    Numbers.Span span = Numbers.span(dice);
    return new Value(
        span.key(),
        span.spellings().stream()
            .flatMap(
                s -> {
                  String unit = s.unit() + (s.count() == 1 ? "" : "s");
                  return Stream.of(
                      s.count() + " " + unit, EnglishNumbers.words(s.count()) + " " + unit);
                })
            .toList());
  }

  private static Value date(LocalDate date) {
    return new Value(
        date.toString(),
        DATE_FORMATS.stream()
            .map(f -> date.format(DateTimeFormatter.ofPattern(f, Locale.ENGLISH)))
            .toList());
  }

  private static Value time(Dice dice) {
    int hour = dice.whole(0, 23);
    String minute = dice.pick("00", "15", "30", "45", "%02d".formatted(dice.whole(0, 59)));
    int half = hour % 12 == 0 ? 12 : hour % 12;
    String part = hour < 12 ? "am" : "pm";
    List<String> forms = new ArrayList<>();
    forms.add("%d:%s".formatted(hour, minute));
    forms.add("%02d:%s".formatted(hour, minute));
    forms.add("%d:%s %s".formatted(half, minute, part));
    if (minute.equals("00")) {
      forms.add(half + " " + part);
    }
    return new Value(hour + ":" + minute, forms);
  }

  private static Value weekday(Dice dice) {
    String day = dice.pick(DAYS);
    return new Value(day, List.of(day, day, day.substring(0, 3)));
  }
}
