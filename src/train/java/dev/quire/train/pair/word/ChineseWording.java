package dev.quire.train.pair.word;

import dev.quire.train.pair.Split;
import java.util.List;
import java.util.regex.Pattern;

/** What the generator knows of Chinese. */
final class ChineseWording {

  private static final String SYNONYMS =
      """
      订购|采购|购买
      下单|下订单
      支付|缴纳|给付
      收到|接到|拿到
      金额|数额|款额
      总额|总金额|总数
      付清|结清
      合同|协议|合约
      到期|期满|届满
      签订|签署
      律师|法律顾问
      火车|列车
      发车|出发
      开往|驶往
      乘飞机|坐飞机
      飞往|飞去
      天气晴朗|天晴
      预计|预报|估计
      气温|温度
      升到|上升到|升至
      账户|户头
      开户|开账户
      密码|口令
      转账|汇款
      贷款|借款
      利率|利息率
      增长|上升|提高
      增加|上涨
      销量|销售量
      重置|重设
      忘记|忘了
      怎么|如何|怎样
      怎么办|怎么处理
      修改|更改|变更
      取消|撤销|退掉
      查询|查看
      快递|包裹
      多久|多长时间
      几天|多少天
      什么时候|何时
      多少钱|什么价钱
      价格|价钱|售价
      颜色|色彩
      生产|制造
      附近|周围
      酒店|宾馆|旅馆
      告诉|告知
      哪里|哪儿|何处
      停止|停下
      远离|避开
      清洁|清洗
      关闭|关掉
      说明书|使用手册
      缺货|断货
      维修|修理|检修
      损坏|破损|毁坏
      坏的|有问题的
      不能用|无法使用
      招聘|招募|雇用
      收购|并购
      会议|会谈
      开始|起始
      开放|营业
      参观|游览
      商店|店铺
      上班|任职
      员工|职员|雇员
      年长|年纪大
      年轻|年纪小
      租客|承租人|租户
      租金|房租
      每月|每个月
      任何一方|任意一方
      解除|终止
      通知|告知
      保修|质保
      卖方|出卖人
      缺陷|瑕疵|毛病
      负责|承担责任
      乘客|旅客
      出示|拿出
      病人|患者
      服药|吃药|用药
      每天|每日
      两次|二次|两回
      搅拌|搅匀|拌匀
      送达|送到|运到
      申请|请求
      通过|批准|获批
      接受|接纳
      比赛|竞赛
      获胜|取胜|胜出
      盈利|获利
      利润|收益
      赚了|挣了
      居住|定居
      清单|列表|名单
      喜欢|喜爱
      窗户|窗子
      可以|能够
      必须|务必|一定要
      应该|应当
      将于|会在
      应于|须于
      因为|由于
      今年|本年
      修理|维修
      """
          .strip();

  /** What is known first, then what training never shows. */
  private static final String NEW_SYNONYMS =
      """
      损坏|残损
      价格|价码
      预订|预约
      收到|签收
      启动|发动
      办公室|事务所
      汽车|巴士
      到达|抵达
      增长|攀升
      增加|递增
      买方|购货人
      支付|缴清
      如何|咋样
      多少钱|几何
      账户|账号
      开门|启门
      按下|揿下
      送给|赠予
      """
          .strip();

  private static final String ANTONYMS =
      """
      订购|退订
      收到|寄出
      增长|下降
      增加|减少
      升到|降到
      最高|最低
      晴朗|阴雨
      天晴|下雨
      晴天|雨天
      收购|出售
      买下|卖掉
      开始|结束
      关闭|打开
      开门|关门
      开户|销户
      开账户|销账户
      通过|被拒
      接受|拒绝
      同意|反对
      盈利|亏损
      赚了|亏了
      赢了|输给了
      获胜|落败
      年长|年幼
      年轻|年老
      喜欢|讨厌
      旁边|对面
      干燥|湿润
      远离|靠近
      停止|启动
      红色|蓝色
      绿色|黄色
      之前|之后
      缺货|有货
      损坏|完好
      坏的|好的
      两次|一次
      加入|取出
      贵了|便宜了
      多卖出|少卖出
      发车|到站
      出发|到达
      开往|来自
      借给|卖给
      招聘|辞退
      解除|延长
      终止|延长
      到期|生效
      取消|确认
      最好|最差
      新增|减少
      预订|退订
      """
          .strip();

  private static final String NEGATIONS =
      """
      必须|不必
      可以|不可以
      应当|不应当
      应于|不应于
      应在|不应在
      每天应|每天不应
      每月应|每月不应
      须在|不须在
      要在|不要在
      要由|不由
      已由|未由|没有由
      已经|还没有
      已到|未到
      申请已|申请未
      将于|不会于
      将以|不会以
      将升|不会升
      可以达到|达不到
      会是|不会是
      会乘|不会乘
      会被|不会被
      会到达|不会到达
      要和|不和
      准备|不准备
      须把|不须把
      把|没有把
      收到了|没有收到
      支付了|没有支付
      订购了|没有订购
      借走了|没有借走
      借了|没有借
      收到|没有收到
      下单|没有下单
      下了|没有下
      买了|没有买
      赢了|没有赢
      输给了|没有输给
      开了|没有开
      增长|没有增长
      增加|没有增加
      招聘了|没有招聘
      加入|没有加入
      新增|没有新增
      盈利|没有盈利
      赚了|没有赚
      住在|不住在
      喜欢|不喜欢
      列出了|没有列出
      列在|没有列在
      显示|没有显示
      预计|不预计
      预订了|没有预订
      订了|没有订
      贵了|没有贵
      飞往|不飞往
      定在|不是定在
      有一班|没有
      总额是|总额不是
      是|不是
      有|没有
      比|不比
      """
          .strip();

  private static final Pattern UNDENIABLE =
      Pattern.compile("[不没未无]|怎么|如何|多少|多久|几天|什么|哪|^我想|^请|^按|吗$|谁|会议");

  private static final List<String> COURTESIES =
      List.of(
          "您好，%s",
          "你好，%s", "请问一下，%s", "%s，谢谢", "%s，多谢", "特此告知，%s", "各位好，%s", "麻烦您，%s", "打扰了，%s", "%s，辛苦了");

  private static final List<String> ENDINGS = List.of("。", "！", ".", "…", "；", "");

  private ChineseWording() {}

  /** Chinese with the words of a split. */
  static Wording of(Split split) {
    return new Wording(
        new ChineseLexicon(split),
        Phrases.exchangeable(false, SYNONYMS),
        Phrases.oneWay(false, NEW_SYNONYMS),
        Phrases.exchangeable(false, ANTONYMS),
        Phrases.oneWay(false, NEGATIONS),
        UNDENIABLE,
        new ConfusedCharacters(),
        COURTESIES,
        ENDINGS,
        "，");
  }
}
