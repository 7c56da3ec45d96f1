package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import dev.quire.train.pair.Split;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Chinese names, things, numbers and dates, some from lists and some made up. */
final class ChineseLexicon implements Lexicon {

  private static final String SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜";

  private static final String PLACES =
      "北京 上海 广州 深圳 杭州 南京 苏州 武汉 成都 重庆 西安 天津 青岛 大连 厦门 长沙 郑州 昆明 沈阳 哈尔滨 济南 合肥"
          + " 福州 南昌 贵阳 太原 兰州 海口 拉萨 宁波 无锡 珠海 桂林 洛阳 扬州 东京 伦敦 巴黎 纽约 香港 澳门 台北";

  private static final String GOODS =
      "椅子 桌子 书籍 钢笔 台灯 打印机 手机 电脑 瓶子 杯子 鞋子 衬衫 大衣 自行车 轮胎 电池 螺丝 电缆 显示器 键盘 书架 门票"
          + " 苹果 橙子 土豆 地毯 窗帘 镜子 时钟 手表 玩具 头盔 手套 箱子 水泵 阀门 帐篷 床垫 枕头 蜡烛 勺子 刀具 相机"
          + " 瓷砖 信封 文件夹 大米 茶叶 钢材 水泥 木材 药品 牛奶 面粉";

  private static final String THINGS =
      "打印机 照相机 笔记本电脑 洗衣机 咖啡机 吸尘器 洗碗机 暖风机 风扇 收音机 电视 割草机 电钻 水泵 发动机 电梯 投影仪"
          + " 扫描仪 平板 烤箱 冰箱 水壶 烤面包机 熨斗 缝纫机 钢琴 吉他 小提琴 自行车 滑板车 梯子 帐篷 台灯 闹钟 手表 行李箱"
          + " 轮椅 床垫 沙发 镜子 空调 微波炉 电饭锅 路由器 充电器 耳机 音箱 望远镜 显微镜 计算器 雨伞 背包";

  private static final String PLACE_ENDS = "市县镇";
  private static final String THING_ENDS = "机器灯车锅表床箱仪";

  private static final List<String> COMPANY_ENDS =
      List.of("有限公司|公司", "股份有限公司|股份公司", "集团", "银行", "商店", "科技公司|科技");

  private static final Map<String, String> UNITS =
      Map.of("minute", "分钟", "hour", "小时", "day", "天", "week", "周", "month", "个月", "year", "年");

  private static final String WEEK = "一二三四五六日";

  private final Split split;
  private final List<String> places;
  private final List<String> countries;
  private final List<String> languages;
  private final List<String> goods;
  private final List<String> things;

  ChineseLexicon(Split split) {
    this.split = split;
    places = Arrays.stream(PLACES.split(" ")).filter(split::has).toList();
    countries =
        Arrays.stream(Locale.getISOCountries())
            .map(code -> new Locale("", code).getDisplayCountry(Locale.SIMPLIFIED_CHINESE))
            .filter(split::has)
            .toList();
    languages =
        Arrays.stream(Locale.getISOLanguages())
            .map(code -> new Locale(code).getDisplayLanguage(Locale.SIMPLIFIED_CHINESE))
            .filter(split::has)
            .distinct()
            .toList();
    goods = Arrays.stream(GOODS.split(" ")).filter(split::has).toList();
    things = Arrays.stream(THINGS.split(" ")).filter(split::has).toList();
  }

  @Override
  public Value draw(Slot slot, Dice dice) {
    return switch (slot) {
      case PERSON -> Value.of(invented(dice, letter(SURNAMES, dice), dice.whole(1, 2), ""));
      case COMPANY -> company(dice);
      case PLACE ->
          Value.of(
              dice.chance(0.7)
                  ? dice.pick(places)
                  : invented(dice, "", 2, letter(PLACE_ENDS, dice)));
      case LANGUAGE -> Value.of(dice.pick(languages));
      case COUNTRY -> Value.of(dice.pick(countries));
      case GOODS -> Value.of(dice.pick(goods));
      case THING ->
          Value.of(
              dice.chance(0.7)
                  ? dice.pick(things)
                  : invented(dice, "", 2, letter(THING_ENDS, dice)));
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

  private Value company(Dice dice) {
    String name = invented(dice, "", dice.whole(2, 3), "");
    List<String> forms =
        Arrays.stream(dice.pick(COMPANY_ENDS).split("\\|")).map(end -> name + end).toList();
    return new Value(forms.get(0), forms);
  }

  /** A made-up word of this split. */
  private String invented(Dice dice, String start, int length, String end) {
    String word;
    do {
      StringBuilder middle = new StringBuilder();
      for (int i = 0; i < length; i++) {
        middle.append(CommonCharacters.pick(dice));
      }
      word = start + middle + end;
    } while (!split.has(word));
    return word;
  }

  private static String letter(String letters, Dice dice) {
    int at = dice.whole(0, letters.length() - 1);
    return letters.substring(at, at + 1);
  }

  private static Value count(Dice dice) {
    int n = Numbers.round(dice, 2, 5000);
    return new Value(Integer.toString(n), ChineseNumbers.forms(n));
  }

  private static Value amount(Dice dice) {
    int n = Numbers.round(dice, 5, 900_000);
    List<String> forms = new ArrayList<>();
    ChineseNumbers.forms(n).forEach(f -> forms.add(f + "元"));
    forms.add("人民币" + n + "元");
    forms.add("¥" + EnglishNumbers.grouped(n));
    forms.add(EnglishNumbers.grouped(n) + ".00元");
    return new Value(Integer.toString(n), forms);
  }

  private static Value percent(Dice dice) {
    int n = Numbers.round(dice, 1, 99);
    return new Value(n + "%", List.of(n + "%", "百分之" + ChineseNumbers.words(n), "百分之" + n));
  }

  private static Value degrees(Dice dice) {
    int n = dice.whole(-15, 40);
    String words = (n < 0 ? "零下" : "") + ChineseNumbers.words(Math.abs(n)) + "度";
    return new Value(n + "°", List.of(n + "度", n + "°C", n + "摄氏度", words));
  }

  private static Value period(Dice dice) {
    Numbers.Span span = Numbers.span(dice);
    return new Value(
        span.key(),
        span.spellings().stream()
            .flatMap(
                s -> {
                  String unit = UNITS.get(s.unit());
                  return Stream.of(s.count() + unit, ChineseNumbers.words(s.count()) + unit);
                })
            .toList());
  }

  private static Value date(LocalDate date) {
    int year = date.getYear();
    int month = date.getMonthValue();
    int day = date.getDayOfMonth();
    return new Value(
        date.toString(),
        List.of(
            year + "年" + month + "月" + day + "日",
            year + "年" + month + "月" + day + "号",
            date.toString(),
            year + "." + month + "." + day,
            year + "/" + month + "/" + day,
            ChineseNumbers.digits(year)
                + "年"
                + ChineseNumbers.words(month)
                + "月"
                + ChineseNumbers.words(day)
                + "日"));
  }

  private static Value time(Dice dice) {
    int hour = dice.whole(0, 23);
    int minute = dice.pick(0, 15, 30, 45, dice.whole(0, 59));
    int half = hour > 12 ? hour - 12 : hour;
    String part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上";
    String rest = minute == 0 ? "" : minute + "分";
    List<String> forms = new ArrayList<>();
    forms.add("%d:%02d".formatted(hour, minute));
    forms.add("%02d:%02d".formatted(hour, minute));
    forms.add(hour + "点" + rest);
    forms.add(part + half + "点" + rest);
    if (minute == 30) {
      forms.add(part + half + "点半");
    }
    return new Value("%d:%02d".formatted(hour, minute), forms);
  }

  private static Value weekday(Dice dice) {
    String day = letter(WEEK, dice);
    return new Value("星期" + day, List.of("星期" + day, "周" + day, "礼拜" + day));
  }
}
