package dev.quire.train.pair.frame;

import java.util.List;

/** What the Chinese sentences say, see {@link FrameReader} for the notation. */
final class ChineseFrames {

  private static final String TRAIN =
      """
      = {person}于{date}订购了{count}件{goods}
      = {date}，{person}下单订了{count}件{goods}
      = {person}在{date}下了{count}件{goods}的订单
      = {count}件{goods}由{person}在{date}订购
      ~ {person}于{date}退回了{count}件{goods}
      ~ {person}在{date}询问了{goods}的规格

      = {company}向{company2}支付了{amount}的{goods}货款
      = {company2}收到了{company}支付的{amount}{goods}货款
      = {goods}货款{amount}已由{company}付给{company2}
      ~ {company}与{company2}就{goods}发生争议

      = 发票{code}金额为{amount}，应于{date}前付款
      = 请在{date}之前支付发票{code}的{amount}
      = 发票{code}的{amount}须在{date}前付清
      ~ 发票{code}已于{date}打印

      = 发票{code}的总额是{amount}
      = 发票{code}合计{amount}
      = {amount}是发票{code}的总金额
      ~ 发票{code}的地址写错了

      & company
      = {company}与{company2}的合同将于{date}到期
      = {company}和{company2}签订的合同到{date}为止
      = {date}是{company}与{company2}之间合同的到期日
      ~ {company}与{company2}的律师将于{date}见面

      = 从{place}到{place2}的火车{time}发车
      = {place}开往{place2}的列车在{time}出发
      = 由{place}去{place2}的火车是{time}开
      ~ 从{place}到{place2}的火车有餐车

      = {person}将于{date}从{place}飞往{place2}
      = {date}{person}会乘飞机从{place}去{place2}
      = {person}{date}有一班从{place}到{place2}的航班
      ~ {person}在{place}写信谈{place2}的交通

      = {place}{weekday}天气晴朗
      = {weekday}{place}会是晴天
      = 预计{weekday}{place}天晴
      ~ {weekday}{place}的市场很拥挤

      = {place}的气温将升到{degrees}
      = 预计{place}最高气温{degrees}
      = {place}最高可以达到{degrees}
      ~ {place}的河水有{degrees}

      = {person}于{date}在{company}开了账户
      = {date}，{person}在{company}开户
      = {person}在{company}的账户是{date}开的
      ~ {person}在{date}忘了{company}的密码

      = {person}给{person2}转账{amount}
      = {person2}收到{person}转来的{amount}
      = {person}把{amount}转给了{person2}
      = {amount}已由{person}转给{person2}
      ~ {person}和{person2}用同一家银行

      = {person}把{thing}借给了{person2}
      = {person2}向{person}借了{thing}
      = {person2}借走了{person}的{thing}
      ~ {person}和{person2}谈到了{thing}

      = 这笔贷款的利率是{percent}
      = 该贷款按{percent}计算利息
      = 贷款利息为{percent}
      ~ 这笔贷款的手续费占{percent}

      = {country}的{goods}销量增长了{percent}
      = {goods}在{country}的销售增加{percent}
      = {country}今年多卖出{percent}的{goods}
      ~ {goods}占{country}进口的{percent}

      = 怎么重置密码
      = 忘记密码了怎么办
      = 我想重新设置密码，应该怎么做
      = 在哪里可以找回密码
      ~ 怎么修改邮箱地址
      ~ 密码需要多少位

      = 怎么取消订单
      = 我想取消已经下的订单
      = 如何把订单取消掉
      = 订单不想要了怎么取消
      ~ 怎么查询订单
      ~ 在哪里看上一个订单

      = 寄到{country}要多久
      = 快递到{country}需要几天
      = 我的包裹什么时候能到{country}
      = 送到{country}的时间是多长
      ~ 寄到{country}要多少钱
      ~ 你们在{country}有店吗

      = {thing}多少钱
      = {thing}的价格是多少
      = 买一个{thing}要花多少钱
      = 请报一下{thing}的价钱
      ~ {thing}有哪些颜色
      ~ {thing}是谁生产的

      = {place}的车站怎么走
      = 去{place}的车站要怎么走
      = 请告诉我{place}的车站在哪里
      ~ {place}的车站是什么时候建的
      ~ {place}的车站附近有酒店吗

      = 按红色按钮可以停止{thing}
      = 要停止{thing}，请按下红色按钮
      = 按一下红色按钮，{thing}就会停
      ~ 用干布擦{thing}的红色按钮

      = 请不要让{thing}碰到水
      = {thing}必须保持干燥
      = {thing}要远离水
      ~ 请把{thing}放在上层

      = 清洁之前要关闭{thing}
      = 请先关闭{thing}再清洁
      = {thing}必须关闭以后才可以清洁
      ~ 使用{thing}之前要读说明书

      = {thing}缺货，{date}才会到货
      = {date}之前{thing}没有货
      = {thing}要等到{date}才有货
      ~ {thing}将于{date}维修

      = 我收到的{thing}是坏的
      = {thing}送来的时候已经损坏
      = 收到的{thing}不能用
      ~ {thing}是用蓝色盒子装的
      ~ 我给母亲买了{thing}

      = {company}在{place}招聘了{count}名工程师
      = {place}有{count}名工程师加入{company}
      = {company}在{place}新增{count}名工程师
      ~ {company}在{place}的食堂可以坐{count}人

      = {company}将以{amount}收购{company2}
      = {company2}会被{company}以{amount}收购
      = {company}准备花{amount}买下{company2}
      ~ {company}和{company2}都欠{amount}

      = 与{person}的会议{weekday}{time}开始
      = {weekday}{time}要和{person}开会
      = 和{person}的会定在{weekday}{time}
      ~ {person}{weekday}开会迟到了

      = {place}的博物馆{weekday}关闭
      = {weekday}{place}的博物馆不开放
      = {place}的博物馆在{weekday}不能参观
      ~ {place}的博物馆换了馆长

      = 商店{time}开门
      = 商店的开门时间是{time}
      = {time}以后可以进商店
      ~ 商店在{time}被盗

      = {person}住在{place}，在{company}工作
      = 在{company}上班的{person}住在{place}
      = {company}的员工{person}家在{place}
      ~ {person}在{place}出生，离{company}很近

      = {person}比{person2}年长
      = {person2}比{person}年轻
      = {person}的年龄比{person2}大
      ~ {person}是{person2}的亲戚

      = {person}以{amount}把{thing}卖给了{person2}
      = {person2}花{amount}从{person}那里买了{thing}
      = {thing}由{person}卖给{person2}，价格{amount}
      ~ {person}和{person2}找到一个值{amount}的{thing}

      = 租客每月应支付租金{amount}
      = 每个月的租金是{amount}，由租客支付
      = 租客须按月交{amount}房租
      ~ 租客花{amount}换了窗户

      = 任何一方可以提前{period}通知解除本合同
      = 提前{period}通知，任何一方都可以终止本合同
      = 终止本合同需要任何一方提前{period}通知对方
      ~ 本合同谈了{period}才签

      = {thing}的保修期是{period}
      = {thing}保修{period}
      = {thing}可以享受{period}的保修
      ~ 修{thing}用了{period}

      = 卖方对缺陷负责{period}
      = {period}之内，缺陷由卖方负责
      = 卖方的缺陷责任期为{period}
      ~ 卖方已经营业{period}

      = 乘客必须出示车票和护照
      = 车票和护照须由乘客出示
      = 旅客应当拿出护照和车票
      ~ 乘客可以带一个包和一件外套

      = 病人每天应服药两次
      = 这种药病人一天要吃两次
      = 药每日服用两次
      ~ 医生看了病人两次

      = 加入{count}个鸡蛋，搅拌{period}
      = 放{count}个鸡蛋后搅拌{period}
      = 先加{count}个鸡蛋，再搅{period}
      ~ {count}个鸡蛋可以放{period}

      = 包裹{code}于{date}送达{place}
      = {date}包裹{code}已到{place}
      = 包裹{code}是{date}送到{place}的
      ~ 包裹{code}{date}在{place}称重

      = {person}的申请已通过
      = {person}的申请已经被接受
      = 对{person}的申请，办公室表示同意
      ~ {person}把申请寄了出去

      = {person}在比赛中赢了{person2}
      = {person2}在比赛中输给了{person}
      = {person}和{person2}的比赛由{person}获胜
      ~ {person}和{person2}一起看比赛

      = {person}教{person2}使用{thing}
      = {person2}跟{person}学习用{thing}
      = {person2}在{person}那里学用{thing}
      ~ {person}要{person2}修理{thing}

      = 报告显示{company}盈利{amount}
      = 根据报告，{company}的利润是{amount}
      = 报告说{company}赚了{amount}
      ~ 关于{company}的报告售价{amount}

      = {place}的人口是{count}万
      = {place}有{count}万人居住
      = {count}万人住在{place}
      ~ 每年{count}万人去{place}旅游

      = 附件表{count}列出了{goods}
      = {goods}列在附件的表{count}中
      = {goods}的清单见附件表{count}
      ~ 附件表{count}没有标题

      = 我喜欢{goods}多过{goods2}
      = 比起{goods2}，我更喜欢{goods}
      = 我觉得{goods}比{goods2}好
      ~ 我卖{goods}和{goods2}

      = {thing}在厨房的窗户旁边
      = 厨房窗边放着{thing}
      = 你可以在厨房的窗户边找到{thing}
      ~ {thing}从厨房窗户掉了下去
      """;

  /** Sentences and questions that training never sees. */
  private static final String HELD_OUT =
      """
      = {person}预订了{date}{place}的{count}间房
      = {date}{place}的{count}间房已由{person}预订
      = {person}在{place}订了{count}间{date}的房
      ~ {person}{date}在{place}打扫了{count}间房

      = {company}于{date}把{goods}送到了{company2}
      = {company2}在{date}收到了{company}的{goods}
      = {goods}由{company}在{date}送达{company2}
      ~ {company}和{company2}在{date}都想要{goods}

      = 从{place}到{place2}的汽车{time}到达
      = {place}开往{place2}的汽车在{time}到
      = 由{place}来的汽车{time}会到达{place2}
      ~ 从{place}到{place2}的汽车{time}已经满了

      = 怎么开账户
      = 我想开一个账户，应该怎么做
      = 如何开户
      ~ 怎么关闭账户
      ~ 哪个账户好

      = 去{place}的车票多少钱
      = 到{place}的车票价格是多少
      = 买一张去{place}的车票要花多少钱
      ~ 去{place}的车票在哪里买

      = {person}把{thing}送给了{person2}
      = {person2}收到了{person}送的{thing}
      = {thing}由{person}送给{person2}
      ~ {person}和{person2}都弄坏了{thing}

      = 买方应于{date}前支付定金{amount}
      = {date}之前，买方须付定金{amount}
      = 定金{amount}由买方在{date}前支付
      ~ 买方在{date}要求减{amount}

      = {thing}的价格增长了{percent}
      = {thing}的价钱增加{percent}
      = {thing}比以前贵了{percent}
      ~ {thing}的金属占{percent}

      = 办公室{weekday}{time}开门
      = {weekday}办公室的开门时间是{time}
      = {weekday}{time}以后可以进办公室
      ~ {weekday}{time}办公室在打扫

      = {person}应在{period}之内把{thing}还给{company}
      = {period}之内，{person}须把{company}的{thing}还回
      = {thing}要由{person}在{period}之内还给{company}
      ~ {person}在{company}卖{thing}卖了{period}

      = {goods}送到{country}的时候已经损坏
      = {country}收到的{goods}是坏的
      = 送到{country}的{goods}已经坏了
      ~ {goods}是在{country}装的

      = 按绿色按钮可以启动{thing}
      = 要启动{thing}，请按下绿色按钮
      = 按一下绿色按钮，{thing}就会启动
      ~ {thing}的绿色按钮找不到了
      """;

  private ChineseFrames() {}

  static List<Frame> train() {
    return FrameReader.read(TRAIN);
  }

  static List<Frame> heldOut() {
    return FrameReader.read(HELD_OUT);
  }
}
