"""Prose in seven languages, put together from word lists by a seeded random generator: equal seeds give equal text,
and the text is nobody else's."""

from collections.abc import Callable
from random import Random

Pick = Callable[[str], str]
SOFT_HYPHEN = "\u00ad"

EN_NOUNS = """anchor apron archive attic bakery barley basin bell bench boat border bottle branch brick bridge bucket
canal candle carpet castle cellar chimney clock coast compass cottage courtyard curtain dairy ditch dock drawer engine
ferry fence field forest fountain furnace garden gate glacier granary harbour hedge hill inn island journal kettle
kitchen ladder lamp lantern ledger letter library lighthouse loom map market meadow mill mirror mountain museum needle
orchard oven paddle parcel path pier pipe platform pond poster pump quarry railway ribbon river roof rope saddle sail
school shelf shore signal slope spring square stable staircase station stove stream street tailor tavern thread tower
trail trunk tunnel valley vessel village wagon wall warehouse wharf wheel willow window workshop yard""".split()
EN_ADJECTIVES = """ancient broad bright brittle calm careful coarse cold crooked damp deep distant dry dusty early
empty faded famous fine flat foggy fragile gentle golden green grey heavy hidden hollow humble iron large late lively
lonely long low modest muddy narrow neat new northern old open pale patient plain polished quiet rainy red remote
restored rough round rusty shallow sharp short silent silver simple slow small smooth solid southern steep sturdy tall
temporary thick thin tidy timber upper useful warm weathered western white wide wooden""".split()
EN_VERBS = """admired altered attracted blocked borrowed bought carried changed cleaned closed concealed copied counted
covered crossed described doubled drained drew examined feared filled followed found gathered guarded ignored
illustrated improved inspected joined kept left lifted lost measured mended missed moved named noticed opened owned
painted passed photographed praised preferred protected rebuilt recalled recorded reached remembered rented replaced
restored saved searched served shared sketched sold studied surrounded traced valued visited watched welcomed""".split()
EN_PEOPLE = """the baker|a young surveyor|the ferryman|our neighbour|the librarian|an old sailor|the council|the miller
|the postman|a visiting painter|the schoolteacher|her cousin|the station master|the gardener|a patient clockmaker
|the mayor|two travellers|the carpenter|the whole village|a retired engineer""".replace("\n", "").split("|")
EN_PLACES = """near the coast|behind the church|at the edge of town|beyond the second bend|in the northern district
|along the towpath|under the arches|on the far bank|next to the old customs house|above the waterfall
|between two narrow lanes|outside the walls""".replace("\n", "").split("|")
EN_TIMES = """In spring|Before noon|After the flood|That autumn|Some weeks later|By the end of the year|Every Thursday
|During the long winter|Shortly before sunset|At the request of the mayor|To everybody's surprise|In 1874
|Late in October""".replace("\n", "").split("|")
EN_TAILS = """although nobody had asked for it|because the weather was about to change|and wrote a short note about it
|while the others waited outside|so that the work could begin at once|which pleased the inspectors
|but the costs were never published|until the bells rang twice|as the older maps suggest
|and the rumours spread quickly""".replace("\n", "").split("|")

DE_NOUNS = [("m", n) for n in """Bahnhof Brunnen Hafen Garten Turm Schrank Wagen Weg Markt Berg Fluss Speicher Kanal
Ofen Schlüssel Teppich Keller Leuchtturm Kalender Steinbruch""".split()] + [("f", n) for n in """Brücke Mühle Straße
Werkstatt Bibliothek Laterne Treppe Glocke Küche Scheune Karte Bäckerei Wiese Insel Mauer Schleuse Uhr Kammer Fähre
Sammlung""".split()] + [("n", n) for n in """Haus Boot Fenster Dorf Archiv Museum Feld Tor Dach Schiff Lager Tal
Ufer Gasthaus Rathaus Regal Gebäude Werkzeug Gewächshaus Zimmer""".split()]
DE_ADJECTIVES = """alt neu klein groß still schmal breit hell ruhig berühmt einfach steil leer trocken feucht bunt
abgelegen verlassen sorgfältig früh spät nördlich südlich kostbar schlicht tief""".split()
DE_VERBS = """beschrieb besuchte zeichnete kaufte reparierte bewunderte verließ untersuchte mietete vermaß bewachte
erwähnte fotografierte entdeckte öffnete schützte verkaufte säuberte betrachtete erneuerte""".split()
DE_PEOPLE = """der Müller|die Lehrerin|ein junger Maler|die Gemeinde|der Fährmann|unsere Nachbarin|der Bürgermeister
|eine Reisende|der Uhrmacher|die Verwaltung|ein alter Seemann|die Gärtnerin|der Zimmermann""".replace("\n", "").split("|")
DE_TIMES = """im Frühjahr|vor dem Hochwasser|an jedem Donnerstag|nach vielen Jahren|gegen Mittag|im Herbst 1874
|wenige Wochen später|zum Erstaunen aller|während des langen Winters|kurz vor Sonnenuntergang""".replace("\n", "").split("|")
DE_TAILS = """obwohl niemand danach gefragt hatte|weil sich das Wetter änderte|damit die Arbeit beginnen konnte
|während die anderen draußen warteten|was die Prüfer sehr freute|bis die Glocken zweimal läuteten
|wie es die älteren Karten nahelegen|ohne dass die Kosten bekannt wurden""".replace("\n", "").split("|")

FR_NOUNS = [("m", n) for n in """jardin moulin port canal marché quai phare tunnel verger bateau pont village musée
grenier rideau tiroir registre bassin sentier clocher""".split()] + [("f", n) for n in """maison rue fontaine gare
bibliothèque lanterne cuisine grange boutique ferme tour place route rivière fenêtre barque colline carte porte
vallée""".split()]
FR_ADJECTIVES = [("étroit", "étroite"), ("calme", "calme"), ("célèbre", "célèbre"), ("modeste", "modeste"),
                 ("désert", "déserte"), ("restauré", "restaurée"), ("lointain", "lointaine"), ("voisin", "voisine"),
                 ("fragile", "fragile"), ("sombre", "sombre"), ("vert", "verte"), ("abandonné", "abandonnée"),
                 ("paisible", "paisible"), ("municipal", "municipale"), ("profond", "profonde")]
FR_VERBS = """a décrit|a visité|a dessiné|a réparé|a quitté|a mesuré|a photographié|a découvert|a vendu|a protégé
|a retrouvé|a loué|a nettoyé|a traversé|a remplacé""".replace("\n", "").split("|")
FR_PEOPLE = """le meunier|la maîtresse d'école|un jeune peintre|la commune|le passeur|notre voisine|le maire
|une voyageuse|l'horloger|un vieux marin|la jardinière|le charpentier|le bibliothécaire""".replace("\n", "").split("|")
FR_TIMES = """au printemps|avant la crue|chaque jeudi|quelques années plus tard|vers midi|à l'automne 1874
|peu avant la tombée de la nuit|pendant le long hiver|à la surprise générale""".replace("\n", "").split("|")
FR_TAILS = """bien que personne ne l'ait demandé|parce que le temps allait changer|afin que les travaux commencent
|pendant que les autres attendaient dehors|ce qui a plu aux inspecteurs|comme le montrent les anciennes cartes
|sans que le prix soit connu|et la nouvelle s'est vite répandue""".replace("\n", "").split("|")

ZH_SUBJECTS = "老船长 面包师 邻居 图书管理员 年轻的画家 村民们 镇长 钟表匠 园丁 两位旅客 退休工程师 小学教师 木匠 守塔人 摄影师".split()
ZH_VERBS = "修理了 描绘了 发现了 参观了 测量了 记录了 打扫了 保护了 租下了 出售了 更换了 拍摄了 回忆起 研究了 寻找过".split()
ZH_ADJECTIVES = "古老的 安静的 狭窄的 明亮的 荒凉的 著名的 朴素的 陡峭的 干燥的 崭新的 遥远的 木制的".split()
ZH_NOUNS = "石桥 灯塔 码头 果园 水车 钟楼 书店 仓库 渡船 山谷 花园 城墙 火车站 小酒馆 地图 阁楼 采石场 运河 窗帘 信件".split()
ZH_TIMES = "那年秋天 洪水过后 每逢星期四 中午以前 几个星期后 漫长的冬季里 日落之前 一八七四年 出乎众人意料 应镇长的请求".split()
ZH_TAILS = "其他人都在门外等候 没有人知道花了多少钱 消息很快传遍全镇 工程因此得以开始 天气马上就要变了 旧地图上也是这样标注的 " \
           "大家都感到十分满意 直到钟声敲响两次".split()

JA_SUBJECTS = "老いた船長 パン屋の主人 隣の人 図書館の司書 若い画家 村の人々 町長 時計職人 庭師 二人の旅人 大工 灯台守".split()
JA_VERBS = "を修理した を描いた を見つけた を訪れた を測った を記録した を守った を借りた を売った を取り替えた を撮影した を思い出した".split()
JA_ADJECTIVES = "古い 静かな 狭い 明るい 有名な 質素な 険しい 新しい 遠くの 木造の 小さな 忘れられた".split()
JA_NOUNS = "石の橋 灯台 港 果樹園 水車 鐘楼 本屋 倉庫 渡し舟 谷 庭園 城壁 駅 居酒屋 地図 屋根裏 運河 カーテン 手紙 ランプ".split()
JA_TIMES = "その年の秋に 洪水のあとで 毎週木曜日に 正午の前に 数週間後に 長い冬のあいだ 日が沈むころ 皆が驚いたことに".split()
JA_TAILS = "ほかの人たちは外で待っていた 値段は誰にも知られていない その噂はすぐに広まった こうして工事が始まった " \
           "天気が変わろうとしていた 古い地図にもそう書いてある 皆がとても喜んだ".split()

AR_SUBJECTS = "الخباز|القبطان العجوز|أمين المكتبة|الرسام الشاب|رئيس البلدية|صانع الساعات|البستاني|المسافر|النجار|المهندس " \
              "المتقاعد|معلم القرية|حارس المنارة".split("|")
AR_VERBS = "وصف رسم أصلح زار ترك اكتشف قاس حرس باع استأجر صور نظف سجل تذكر".split()
AR_NOUNS = "الجسر القديم|المنارة البعيدة|الميناء الصغير|البستان الهادئ|الطاحونة المهجورة|المكتبة العامة|المخزن الكبير|القارب " \
           "الخشبي|الوادي العميق|الحديقة الواسعة|السور الحجري|المحطة الجديدة|النافذة الضيقة|الخريطة النادرة".split("|")
AR_TIMES = "في الربيع|بعد الفيضان|كل يوم خميس|قبل الظهر|بعد أسابيع قليلة|خلال الشتاء الطويل|قبل غروب الشمس|في نهاية العام".split("|")
AR_TAILS = "ولم يعرف أحد كم كلف ذلك|بينما كان الآخرون ينتظرون في الخارج|لأن الطقس كان على وشك أن يتغير|وانتشر الخبر بسرعة في " \
           "المدينة|كما تظهر الخرائط القديمة|حتى دقت الأجراس مرتين".split("|")

HE_SUBJECTS = "האופה|הקברניט הזקן|הספרן|הצייר הצעיר|ראש העיר|השען|הגנן|המורה|הנגר|המהנדס הוותיק|שומר המגדלור|הצלם".split("|")
HE_VERBS = "תיאר צייר תיקן עזב גילה מדד שמר מכר שכר צילם ניקה רשם זכר החליף".split()
HE_NOUNS = "הגשר הישן|המגדלור הרחוק|הנמל הקטן|הבוסתן השקט|הטחנה הנטושה|הספרייה העירונית|המחסן הגדול|הסירה הלבנה|העמק העמוק|הגן " \
           "הרחב|חומת האבן|התחנה החדשה|החלון הצר|המפה הנדירה".split("|")
HE_TIMES = "באביב|אחרי השיטפון|בכל יום חמישי|לפני הצהריים|כעבור כמה שבועות|במשך החורף הארוך|לפני השקיעה|בסוף השנה".split("|")
HE_TAILS = "ואיש לא ידע כמה זה עלה|בזמן שהאחרים המתינו בחוץ|כי מזג האוויר עמד להשתנות|והשמועה פשטה מהר בעיר|כפי שמראות המפות " \
           "הישנות|עד שהפעמונים צלצלו פעמיים".split("|")


class Prose:
    """A source of text in one language (en, de, fr, zh, ja, ar or he) with its own random generator."""

    def __init__(self, language: str, seed: int):
        self.language = language
        self.random = Random(f"{language} {seed}")
        self._sentence = getattr(self, "_" + language)
        self.spaced = language not in ("zh", "ja")

    def sentence(self) -> str:
        text = self._sentence()
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        return (" " if self.spaced else "").join(self.sentence() for _ in range(sentences))

    def thing(self) -> str:
        """Returns a short noun phrase, as headings, table cells and list items have it."""
        pick = self.random.choice
        if self.language == "en":
            return f"{pick(EN_ADJECTIVES)} {pick(EN_NOUNS)}"
        if self.language == "de":
            return self._german("nominative")
        if self.language == "fr":
            return self._french("")
        if self.language == "zh":
            return pick(ZH_ADJECTIVES) + pick(ZH_NOUNS)
        if self.language == "ja":
            return pick(JA_ADJECTIVES) + pick(JA_NOUNS)
        return pick(AR_NOUNS if self.language == "ar" else HE_NOUNS)

    def title(self) -> str:
        join = {"en": "{} and {}", "de": "{} und {}", "fr": "{} et {}", "zh": "{}与{}", "ja": "{}と{}", "ar": "{} و{}",
                "he": "{} ו{}"}[self.language]
        text = join.format(self.thing(), self.thing())
        return text[0].upper() + text[1:]

    def label(self) -> str:
        text = self.thing()
        return text[0].upper() + text[1:]

    def number(self) -> str:
        """Returns a number as tables show it."""
        r = self.random
        return r.choice([f"{r.randint(1, 999)}", f"{r.randint(1, 99)},{r.randint(100, 999)}", f"{r.uniform(0, 99):.2f}",
                         f"{r.uniform(0, 100):.1f}%", f"−{r.uniform(0, 9):.1f}"])

    def _en(self) -> str:
        pick, chance = self.random.choice, self.random.random
        who = pick(EN_PEOPLE)
        text = f"{pick(EN_TIMES)}, {who}" if chance() < 0.4 else who
        text += f" {pick(EN_VERBS)} {pick(['the', 'a certain', 'every', 'one', 'this'])} {self.thing()}"
        if chance() < 0.4:
            text += f" {pick(EN_PLACES)}"
        if chance() < 0.15:
            text += f" (about {self.random.randint(12, 950)} {pick(['feet', 'yards', 'pounds', 'years'])})"
        if chance() < 0.4:
            text += f", {pick(EN_TAILS)}"
        return text + "."

    def _german(self, case: str) -> str:
        gender, noun = self.random.choice(DE_NOUNS)
        article, ending = {"m": ("der", "e"), "f": ("die", "e"), "n": ("das", "e")}[gender]
        if case == "accusative" and gender == "m":
            article, ending = "den", "en"
        return f"{article} {self.random.choice(DE_ADJECTIVES)}{ending} {noun}"

    def _de(self) -> str:
        pick, chance = self.random.choice, self.random.random
        who, verb = pick(DE_PEOPLE), pick(DE_VERBS)
        thing = self._german("accusative")
        text = f"{pick(DE_TIMES)} {verb} {who} {thing}" if chance() < 0.5 else f"{who} {verb} {thing}"
        return text + (f", {pick(DE_TAILS)}." if chance() < 0.5 else ".")

    def _french(self, article: str = "def") -> str:
        gender, noun = self.random.choice(FR_NOUNS)
        masculine, feminine = self.random.choice(FR_ADJECTIVES)
        phrase = f"{noun} {masculine if gender == 'm' else feminine}"
        return f"{'le' if gender == 'm' else 'la'} {phrase}" if article else phrase

    def _fr(self) -> str:
        pick, chance = self.random.choice, self.random.random
        text = f"{pick(FR_PEOPLE)} {pick(FR_VERBS)} {self._french()}"
        if chance() < 0.5:
            text = f"{pick(FR_TIMES)}, {text}"
        return text + (f", {pick(FR_TAILS)}." if chance() < 0.5 else ".")

    def _zh(self) -> str:
        pick, chance = self.random.choice, self.random.random
        text = (pick(ZH_TIMES) + "，" if chance() < 0.5 else "") + pick(ZH_SUBJECTS) + pick(ZH_VERBS) + self.thing()
        if chance() < 0.2:
            text += f"，共{self.random.randint(12, 980)}件"
        return text + ("，" + pick(ZH_TAILS) if chance() < 0.6 else "") + "。"

    def _ja(self) -> str:
        pick, chance = self.random.choice, self.random.random
        text = (pick(JA_TIMES) + "、" if chance() < 0.5 else "") + pick(JA_SUBJECTS) + "は" + self.thing() + pick(JA_VERBS)
        return text + ("。" + pick(JA_TAILS) if chance() < 0.4 else "") + "。"

    def _ar(self) -> str:
        pick, chance = self.random.choice, self.random.random
        text = f"{pick(AR_VERBS)} {pick(AR_SUBJECTS)} {pick(AR_NOUNS)} {pick(AR_TIMES)}"
        return text + (f"، {pick(AR_TAILS)}." if chance() < 0.5 else ".")

    def _he(self) -> str:
        pick, chance = self.random.choice, self.random.random
        text = f"{pick(HE_TIMES)} {pick(HE_SUBJECTS)} {pick(HE_VERBS)} את {pick(HE_NOUNS)}"
        return text + (f", {pick(HE_TAILS)}." if chance() < 0.5 else ".")


def hyphenated(text: str) -> str:
    """Returns the text with soft hyphens between a vowel and a consonant before another vowel, in words of seven
    letters and more: where a line may break, as `hyphens: auto` would have it with a dictionary."""
    return " ".join(_syllables(word) if len(word) >= 7 and word.isalpha() else word for word in text.split(" "))


def _syllables(word: str) -> str:
    vowels = "aeiouyäöüéèêà"
    result = ""
    for i, letter in enumerate(word):
        if (3 <= i <= len(word) - 3 and letter not in vowels and word[i - 1] in vowels and word[i + 1] in vowels):
            result += SOFT_HYPHEN
        result += letter
    return result
