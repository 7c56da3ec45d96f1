"""Sentences for the rendered pages: made from word lists by a seeded random generator, so that a page's text is
always the same and is nobody else's."""

from random import Random

NOUNS = """account archive area balance bridge budget building cable calendar camera channel chapter circuit city
client climate column company concept container contract copper council country coverage customer database delivery
department desert design detail device diagram district document engine estimate evening example factory farmer
feature fibre filter forest formula foundation garden glacier harbour hospital index industry inspector instrument
island journal kitchen laboratory language lecture library machine manager manual market measure meeting member method
mineral mirror mixture model morning mountain museum network notebook number object office orchard orbit package
painter paper parameter pattern payment pension picture pipeline planet platform policy pressure printer problem
process product profile project proposal protocol province quality quarter railway reader reason record region report
reserve result river road sample schedule science section sensor series service signal software solution station
steel storage student summary supplier surface survey system table teacher temperature theory timber traffic tunnel
university valley vehicle version village voltage volume warehouse weather window workshop writer""".split()

ADJECTIVES = """annual average broad careful central certain common complete current daily deep detailed different
early eastern efficient exact external final flat foreign formal former fresh gentle global heavy hidden important
internal large late light local long major medium modern monthly narrow natural new northern official old open outer
partial perfect plain possible practical previous private public quick quiet random rapid recent regular relevant
remote rough rural separate serious sharp short similar simple slow small smooth social solid southern special stable
standard steady strong sudden suitable thin typical unusual upper useful usual various visible warm western wide
yearly""".split()

VERBS = """accepts adjusts affects allows answers approves balances carries changes checks collects combines compares
confirms connects considers contains controls converts covers creates defines delivers describes draws enters examines
exceeds explains follows forms improves includes increases informs joins keeps leaves limits lists maintains marks
measures moves needs notes offers opens passes prevents produces protects provides publishes reaches receives reduces
reflects removes repeats replaces reports requires returns reviews selects separates serves shapes shares shows
supports tests turns updates uses visits watches""".split()

PREPOSITIONS = "above across after against along around before behind below beside between during near over through " \
               "under with without".split()

OPENERS = ["However,", "In general,", "As a result,", "At first,", "For this reason,", "Since 2019,", "In March 2021,",
           "Most of the time,", "On average,", "By contrast,", "Two years later,", "In 37% of all cases,"]

CHINESE_SUBJECTS = """本公司 该项目 研究小组 市图书馆 工程部门 实验室 这份报告 新的系统 当地居民 技术委员会 气象台 铁路局
学校老师 北方城市 出版社 博物馆 环境监测站 采购中心 数据平台 农业合作社""".split()

CHINESE_VERBS = """完成了 记录了 提出了 公布了 检查了 改进了 比较了 介绍了 整理了 分析了 测量了 建立了 更新了 调整了 讨论了
批准了 收集了 说明了""".split()

CHINESE_OBJECTS = """年度预算方案 河流水位数据 新型材料样品 用户使用手册 道路维护计划 温度与湿度变化 古代建筑图纸 设备运行记录
市场价格信息 学生阅读习惯 电力供应情况 森林保护措施 产品质量标准 交通流量统计 会议讨论结果 历史文献资料 粮食产量预测
网络安全规则""".split()

CHINESE_OPENERS = """去年春天 与此同时 根据安排 总的来说 从今年三月起 在大多数情况下 为了提高效率 经过多次试验 由于天气原因
在第二阶段""".split()

CHINESE_TAILS = """并取得了良好的效果 以便日后查阅 同时降低了成本 但仍需进一步验证 受到广泛关注 预计明年全部结束
误差不超过百分之五 为后续工作打下基础 相关内容见附表""".split()

LATIN_TERMS = "GPU PDF HTTP JSON Wi-Fi Linux Python USB-C ISO-9001 API Ver.3.2 A4 CO2 5G LED SQL".split()


class Texts:
    """A source of sentences with its own random generator: equal seeds give equal sentences."""

    def __init__(self, seed: int):
        self.random = Random(seed)

    def phrase(self) -> str:
        """Returns a noun, often with an adjective."""
        noun = self.random.choice(NOUNS)
        return f"{self.random.choice(ADJECTIVES)} {noun}" if self.random.random() < 0.6 else noun

    def title(self) -> str:
        """Returns a heading of three or four words."""
        return f"{self.phrase()} and {self.phrase()}".capitalize()

    def sentence(self) -> str:
        """Returns an English sentence of about eight to twenty words."""
        pick = self.random.choice
        clause = f"the {self.phrase()} {pick(VERBS)} the {self.phrase()} {pick(PREPOSITIONS)} the {self.phrase()}"
        extra = self.random.random()
        if extra < 0.2:
            clause += f" ({self.random.randint(2, 980)} of {self.random.randint(1000, 9900)})"
        elif extra < 0.4:
            clause += f", and {with_article(self.phrase())} {pick(VERBS)} it"
        elif extra < 0.5:
            clause += f"; its {self.phrase()} costs ${self.random.randint(3, 999)}.{self.random.randint(10, 99)}"
        opener = pick(OPENERS) + " " if self.random.random() < 0.25 else ""
        text = opener + clause + "."
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        """Returns that many English sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def chinese_sentence(self) -> str:
        """Returns a Chinese sentence, sometimes with a year or an amount in it."""
        pick = self.random.choice
        opener = pick(CHINESE_OPENERS) + "，" if self.random.random() < 0.5 else ""
        number = f"，共计{self.random.randint(12, 9800)}项" if self.random.random() < 0.3 else ""
        return f"{opener}{pick(CHINESE_SUBJECTS)}{pick(CHINESE_VERBS)}{pick(CHINESE_OBJECTS)}{number}，" \
               f"{pick(CHINESE_TAILS)}。"

    def chinese_title(self) -> str:
        """Returns a Chinese heading."""
        return self.random.choice(CHINESE_OBJECTS) + "说明"

    def chinese_paragraph(self, sentences: int) -> str:
        """Returns that many Chinese sentences."""
        return "".join(self.chinese_sentence() for _ in range(sentences))

    def mixed_sentence(self) -> str:
        """Returns a Chinese sentence with Latin terms and numbers in it."""
        pick = self.random.choice
        return f"{pick(CHINESE_SUBJECTS)}{pick(CHINESE_VERBS)}{pick(LATIN_TERMS)}接口，使用 {pick(LATIN_TERMS)} " \
               f"{self.random.randint(1, 64)} 次，{pick(CHINESE_TAILS)}。"

    def number(self) -> str:
        """Returns a number as tables show it."""
        shape = self.random.randrange(4)
        if shape == 0:
            return f"{self.random.randint(1, 999):,}"
        if shape == 1:
            return f"{self.random.randint(1000, 999999):,}"
        if shape == 2:
            return f"{self.random.uniform(0, 100):.2f}"
        return f"{self.random.uniform(0, 100):.1f}%"


def with_article(phrase: str) -> str:
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase
