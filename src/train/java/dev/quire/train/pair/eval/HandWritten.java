package dev.quire.train.pair.eval;

import java.util.List;

/**
 * Pairs that no template made, written before the model was trained and never trained on. {@code =}
 * marks those that say the same, {@code !} those that look alike or share a topic and do not.
 */
final class HandWritten {

  /** A pair; same or not. */
  record Pair(String left, String right, boolean same) {}

  private static final String ENGLISH =
      """
      = How can I get my money back? | What do I need to do for a refund?
      = The flight has been cancelled because of fog. | Due to fog, the flight was cancelled.
      = Please send the signed contract by Friday. | Kindly return the signed contract no later than Friday.
      = The hotel is five minutes from the station. | It takes five minutes to walk from the station to the hotel.
      = My card was charged twice for one order. | I paid two times for a single order with my card.
      = You can pay in three instalments. | Payment in three instalments is possible.
      = The battery lasts about ten hours. | One charge of the battery is good for around 10 hours.
      = She left the company in 2019. | In 2019 she quit her job at the company.
      = What time does the pharmacy close? | Until when is the pharmacy open?
      = The children are playing in the garden. | Kids are playing in the garden.
      = Prices include VAT. | VAT is included in the prices.
      = The lecture was moved to room 204. | The lecture now takes place in room 204.
      ! The hotel has a swimming pool. | The hotel has no swimming pool.
      ! The package arrived on Monday. | The package arrived on Thursday.
      ! Mary called John last night. | John called Mary last night.
      ! The temperature fell by 5 degrees. | The temperature rose by 5 degrees.
      ! How do I delete my profile? | How do I update my profile?
      ! The fee is 30 euros per month. | The fee is 300 euros per month.
      ! Smoking is allowed on the balcony. | Smoking is forbidden on the balcony.
      ! The shop sells fresh bread. | The shop sells used cars.
      ! He speaks French better than German. | He speaks German better than French.
      ! The contract starts on 1 May. | The contract ends on 1 May.
      ! Where can I park my car? | Where can I rent a car?
      ! The doctor recommends the vaccine. | The doctor warns against the vaccine.
      """;

  private static final String CHINESE =
      """
      = 怎么申请退款？ | 我想退钱，要怎么办理？
      = 因为大雾，航班取消了。 | 由于大雾，航班被取消。
      = 请在周五之前寄回签好的合同。 | 签好的合同请于星期五前寄回来。
      = 酒店离车站五分钟。 | 从车站走到酒店只要5分钟。
      = 一个订单扣了我两次钱。 | 我的一笔订单被重复扣款。
      = 可以分三期付款。 | 支持分三次付款。
      = 电池能用大约十个小时。 | 电池续航约10小时。
      = 她2019年离开了公司。 | 她在二〇一九年从公司离职。
      = 药店几点关门？ | 药店开到几点？
      = 孩子们在花园里玩。 | 小孩在花园玩耍。
      = 价格已含税。 | 价格里包括了税。
      = 讲座改到204教室。 | 讲座现在在204教室举行。
      ! 酒店有游泳池。 | 酒店没有游泳池。
      ! 包裹星期一到了。 | 包裹星期四到了。
      ! 小明昨晚给小红打了电话。 | 小红昨晚给小明打了电话。
      ! 气温下降了5度。 | 气温上升了5度。
      ! 怎么删除我的资料？ | 怎么更新我的资料？
      ! 每月费用30元。 | 每月费用300元。
      ! 阳台上可以吸烟。 | 阳台上禁止吸烟。
      ! 这家店卖新鲜面包。 | 这家店卖二手汽车。
      ! 他的法语比德语好。 | 他的德语比法语好。
      ! 合同从5月1日开始。 | 合同到5月1日结束。
      ! 哪里可以停车？ | 哪里可以租车？
      ! 医生建议打疫苗。 | 医生反对打疫苗。
      """;

  private HandWritten() {}

  static List<Pair> english() {
    return read(ENGLISH);
  }

  static List<Pair> chinese() {
    return read(CHINESE);
  }

  private static List<Pair> read(String text) {
    return text.lines()
        .map(
            line -> {
              String[] sides = line.substring(1).split("\\|");
              return new Pair(sides[0].strip(), sides[1].strip(), line.charAt(0) == '=');
            })
        .toList();
  }
}
