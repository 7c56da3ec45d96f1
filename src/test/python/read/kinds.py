"""The 60 documents of the set: what stands in each, and how it looks. The same seeds always give the same HTML."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from languages import Prose
from markup import bullets, captioned_table, code, element, figure, heading, noted, paragraph, table

A4, LETTER, A5 = (210, 297), (216, 279), (148, 210)
LATIN = ["read-serif", "read-sans", "'DejaVu Serif'", "'DejaVu Sans'", "'DejaVu Sans Condensed'"]


@dataclass(frozen=True)
class Style:
    """How a document looks: its sheet and margin in millimetres, its type in points, and the rest as CSS."""

    font: str
    size: float
    leading: float
    sheet: tuple[int, int] = A4
    margin: int = 20
    align: str = "left"
    colour: str = "#000"
    heading_colour: str = "#000"
    heading_font: str = ""
    indent: bool = False
    columns: int = 1
    gap: int = 7
    direction: str = "ltr"
    vertical: bool = False


@dataclass(frozen=True)
class Document:
    """Blocks to deal to at most `pages` sheets: `head` stands over the columns of the first one."""

    kind: str
    language: str
    style: Style
    pages: int
    flow: list[str]
    head: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    running_head: str = ""
    running_foot: str = ""
    numbers: str = "center"


def latin_style(random: Random, **changes: object) -> Style:
    values = {
        "font": random.choice(LATIN), "size": random.choice([9, 9.5, 10, 10.5, 11, 12]),
        "leading": random.choice([1.2, 1.3, 1.4, 1.55]), "sheet": random.choice([A4, A4, LETTER, A5]),
        "margin": random.choice([15, 18, 22, 26]), "align": random.choice(["left", "justify"]),
        "colour": random.choice(["#000", "#000", "#222", "#333"]),
        "heading_colour": random.choice(["#000", "#000", "#1b3a6b", "#7a2318", "#2d5a3d"]),
        "heading_font": random.choice(["", "read-sans", "'DejaVu Sans'"]), "indent": random.random() < 0.3,
    }
    return Style(**(values | changes))


def sections(prose: Prose, count: int, fill: Callable[[int], list[str]], numbered: bool = False,
             minor: bool = True) -> list[str]:
    """Returns sections of a heading each with what `fill` makes for it; every other one has a heading under it."""
    blocks = []
    for n in range(1, count + 1):
        blocks.append(heading((f"{n} " if numbered else "") + prose.title(), 2))
        blocks += fill(2 * n)
        if minor and n % 2:
            blocks.append(heading((f"{n}.1 " if numbered else "") + prose.title(), 3))
            blocks += fill(2 * n + 1)
    return blocks


def article(language: str) -> Callable[[int], Document]:
    def make(i: int) -> Document:
        prose, random = Prose(language, 100 + i), Random(f"{language} style {i}")
        hyphens = i % 2 == 0
        style = latin_style(random, **({"align": "justify"} if hyphens else {}))
        flow = [heading(prose.title(), 1)] + sections(
            prose, 5, lambda n: [paragraph(prose, random.randint(3, 7), hyphens) for _ in range(2)],
            numbered=i % 2 == 1)
        return Document("prose-" + language, language, style, 2, flow, running_head=prose.title(),
                        running_foot=prose.title() if i % 3 == 0 else "", numbers=random.choice(["center", "right"]))
    return make


def lists(i: int) -> Document:
    prose, random = Prose("de" if i == 3 else "en", 200 + i), Random(f"lists style {i}")
    looks = [["disc", "circle", "square"], ["decimal", "lower-alpha"], ["decimal", "disc"], ["disc"],
             ["square", "decimal"]]

    def fill(n: int) -> list[str]:
        styles = looks[(i + n) % len(looks)]
        return [paragraph(prose, 2), bullets(prose, styles, [4 + n % 3, 3, 2], long=n % 3 == 0), paragraph(prose, 2)]

    flow = [heading(prose.title(), 1)] + sections(prose, 4, fill, minor=False)
    return Document("lists", prose.language, latin_style(random), 2, flow, numbers="right")


def tables(look: str) -> Callable[[int], Document]:
    def make(i: int) -> Document:
        prose, random = Prose("en", f"{look} {i}"), Random(f"{look} style {i}")
        style = latin_style(random, size=9, sheet=random.choice([A4, LETTER]))
        spans = look == "spans"
        css = ["grid", "booktabs"][i % 2] if spans else look

        def fill(n: int) -> list[str]:
            rows, columns = random.randint(4, 9), 6 if spans and style.margin < 20 else 4
            return [paragraph(prose, 3), captioned_table(prose, n // 2, rows, columns, css, spans), paragraph(prose, 2)]

        flow = [heading(prose.title(), 1)] + sections(prose, 4, fill, minor=False)
        return Document("table-" + look, "en", style, 2, flow)
    return make


def columns(count: int) -> Callable[[int], Document]:
    def make(i: int) -> Document:
        prose, random = Prose("fr" if i == 3 else "en", f"{count} columns {i}"), Random(f"{count} columns style {i}")
        style = latin_style(random, columns=count, size=9 if count == 2 else 8.5, margin=15,
                            gap=random.choice([5, 7, 9]), sheet=random.choice([A4, LETTER]),
                            align=["justify", "left"][i % 2],
                            font=random.choice(LATIN[:2] + LATIN[4:]))
        extra = {1: lambda: figure(prose, 1, 200, 120), 2: lambda: table(prose, 4, 2, "booktabs"),
                 3: lambda: bullets(prose, ["disc"], [4], long=False)}

        def fill(n: int) -> list[str]:
            blocks = [paragraph(prose, random.randint(3, 6), style.align == "justify") for _ in range(3)]
            if n == 4 and i % 4 in extra:
                blocks.insert(1, extra[i % 4]())
            return blocks

        head = [heading(prose.title(), 1)]
        if i % 2 == 0:
            head.append(paragraph(prose, 3))
        return Document(f"columns-{count}", prose.language, style, 2, sections(prose, 7, fill, numbered=i % 2 == 0),
                        head, running_head=prose.title() if i % 2 else "")
    return make


def figures(i: int) -> Document:
    prose, random = Prose("en" if i < 3 else "de", 400 + i), Random(f"figures style {i}")
    flow = [heading(prose.title(), 1)] + sections(
        prose, 4, lambda n: [paragraph(prose, 3), figure(prose, n // 2, random.choice([260, 320, 360])),
                             paragraph(prose, 4)], minor=False)
    return Document("figures", prose.language, latin_style(random), 2, flow)


def footnotes(i: int) -> Document:
    prose, random = Prose(["en", "de", "en"][i], 500 + i), Random(f"footnotes style {i}")
    notes: list[str] = []

    def fill(n: int) -> list[str]:
        body, note = noted(prose, 5, len(notes) + 1)
        notes.append(note)
        return [body, paragraph(prose, 4)]

    flow = [heading(prose.title(), 1)] + sections(prose, 6, fill)
    return Document("footnotes", prose.language, latin_style(random, sheet=A4), 2, flow, notes=notes)


def programs(i: int) -> Document:
    prose, random = Prose("en", 600 + i), Random(f"code style {i}")
    flow = [heading(prose.title(), 1)] + sections(
        prose, 4, lambda n: [paragraph(prose, 3), code(prose, 6 + n), paragraph(prose, 2)], minor=False)
    return Document("code", "en", latin_style(random, sheet=A4), 2, flow)


def report(i: int) -> Document:
    prose, random = Prose(["en", "en", "fr", "de"][i], 700 + i), Random(f"report style {i}")
    notes: list[str] = []
    makers = [lambda n: bullets(prose, ["disc", "circle"], [3, 2], long=True), lambda n: figure(prose, n, 300, 130),
              lambda n: captioned_table(prose, n, 5, 4, ["grid", "booktabs"][i % 2]),
              lambda n: bullets(prose, ["decimal"], [4], long=False)]

    def fill(n: int) -> list[str]:
        body, note = noted(prose, 3, len(notes) + 1)
        notes.append(note)
        return [body, makers[n % 4](n), paragraph(prose, 4)]

    flow = [heading(prose.title(), 1)] + sections(prose, 7, fill, numbered=True)
    style = latin_style(random, sheet=A4, size=10)
    return Document("report", prose.language, style, 3, flow, notes=notes, running_head=prose.title(),
                    running_foot=prose.title(), numbers="right")


def east_asian(language: str, fonts: list[str], vertical: bool = False) -> Callable[[int], Document]:
    def make(i: int) -> Document:
        prose, random = Prose(language, 800 + i), Random(f"{language} style {vertical} {i}")
        style = Style(fonts[i % len(fonts)], random.choice([10, 10.5, 12]), random.choice([1.5, 1.7]),
                      sheet=[A4, A5, A4][i % 3], margin=random.choice([18, 22]), align="justify", indent=i % 2 == 0,
                      columns=2 if i == 2 and not vertical else 1, vertical=vertical)

        def fill(n: int) -> list[str]:
            blocks = [paragraph(prose, random.randint(3, 6)) for _ in range(3)]
            if n == 4 and not vertical and style.columns == 1:
                blocks += [bullets(prose, ["disc"], [3], long=False), table(prose, 5, 3, ["grid", "booktabs"][i % 2])]
            return blocks

        flow = sections(prose, 6, fill)
        title = [heading(prose.title(), 1)]
        head, flow = (title, flow) if style.columns > 1 else ([], title + flow)
        return Document(f"{language}-vertical" if vertical else language, language, style, 2, flow, head,
                        running_head="" if vertical else prose.title())
    return make


def right_to_left(language: str, fonts: list[str]) -> Callable[[int], Document]:
    def make(i: int) -> Document:
        prose, random = Prose(language, 900 + i), Random(f"{language} style {i}")
        style = Style(fonts[i % len(fonts)], random.choice([11, 12]), 1.6, margin=20, direction="rtl",
                      align=["right", "justify"][i % 2], columns=1 + i % 2)

        def fill(n: int) -> list[str]:
            blocks = [paragraph(prose, random.randint(3, 6)) for _ in range(2)]
            return blocks + ([bullets(prose, ["disc"], [3], long=False)] if n == 4 else [])

        title, flow = [heading(prose.title(), 1)], sections(prose, 6, fill)
        head, flow = (title, flow) if style.columns > 1 else ([], title + flow)
        return Document(language, language, style, 2, flow, head, running_head=prose.title())
    return make


def catalogue() -> list[Document]:
    """Returns the 60 documents, those of one kind after one another."""
    counts: list[tuple[Callable[[int], Document], int]] = [
        (article("en"), 4), (article("de"), 2), (article("fr"), 2), (lists, 5), (tables("grid"), 3),
        (tables("booktabs"), 3), (tables("ruleless"), 3), (tables("spans"), 3), (columns(2), 5), (columns(3), 4),
        (figures, 4), (footnotes, 3), (programs, 2), (report, 4), (east_asian("zh", ["read-hei", "read-song"]), 3),
        (east_asian("ja", ["read-mincho", "read-hei"]), 3), (east_asian("ja", ["read-mincho"], vertical=True), 2),
        (east_asian("zh", ["read-hei"], vertical=True), 1), (right_to_left("ar", ["read-naskh", "'DejaVu Sans'"]), 2),
        (right_to_left("he", ["read-hebrew", "'DejaVu Sans'"]), 2)]
    return [make(i) for make, count in counts for i in range(count)]


def page_html(document: Document, faces: str, script: str) -> str:
    """Returns the document as HTML whose script deals its blocks to the sheets."""
    top = element("div", document.running_head, cls="top", role="header") if document.running_head else ""
    foot = element("div", document.running_foot, cls="foot", role="footer") if document.running_foot else ""
    parts = ""
    for n in range(1, document.pages + 1):
        head = element("div", "".join(document.head) if n == 1 else "", cls="head")
        number = element("div", str(n), cls="number", role="page_number")
        parts += element("section", f'{top}{head}<div class="flow"></div><div class="notes"></div>{foot}{number}')
    pool = f'<div id="pool">{"".join(document.flow)}{"".join(document.notes)}</div>'
    return (f'<!doctype html><html lang="{document.language}" dir="{document.style.direction}"><meta charset="utf-8">'
            f"<title>{document.kind}</title><style>{faces}{css(document)}</style><body>{parts}{pool}"
            f"<script>{script}</script></body></html>")


def css(document: Document) -> str:
    s, (width, height) = document.style, document.style.sheet
    flow = f"column-count:{s.columns};column-gap:{s.gap}mm;column-fill:auto;" if s.columns > 1 else ""
    flow += "writing-mode:vertical-rl;" if s.vertical else ""
    spacing = "p{margin:0;text-indent:1.5em}" if s.indent else "p{margin:0 0 .6em}"
    if s.vertical:
        spacing = "p{margin:0 0 0 .6em;text-indent:1em}"
    heads = f"font-family:{s.heading_font},{s.font};" if s.heading_font else ""
    return f"""@page{{size:{width}mm {height}mm;margin:0}}
*{{box-sizing:border-box}}
body{{margin:0;font:{s.size}pt/{s.leading} {s.font};color:{s.colour};text-align:{s.align}}}
section{{width:{width}mm;height:{height}mm;padding:{s.margin}mm;position:relative;overflow:hidden;display:flex;
flex-direction:column;break-after:page}}
section:last-of-type{{break-after:auto}}
.flow{{flex:1;min-height:0;{flow}}}
.notes:not(:empty){{border-top:.3mm solid #555;margin-top:3mm;padding-top:1.5mm;font-size:.8em}}
.notes p{{margin:0;text-indent:0}}
.top,.foot,.number{{position:absolute;left:{s.margin}mm;right:{s.margin}mm;font-size:.8em;color:#444}}
.top{{top:{s.margin / 2 - 1}mm}} .foot,.number{{bottom:{s.margin / 2 - 1}mm}}
.number{{text-align:{document.numbers}}}
{spacing} p.caption{{font-size:.88em;text-indent:0;margin:.3em 0 .6em}} p.rest{{text-indent:0}}
h1,h2,h3{{{heads}color:{s.heading_colour};line-height:1.2;break-after:avoid;text-align:start;
margin-block:.9em .4em;margin-inline:0}}
h1{{font-size:1.9em}} h2{{font-size:1.4em}} h3{{font-size:1.15em}} 
h1:first-child,.flow>:first-child{{margin-block-start:0}}
ul,ol{{margin:0 0 .6em;padding-inline-start:2em;break-inside:avoid}} li ul,li ol{{margin:0}}
.whole{{margin:.6em 0;break-inside:avoid}}
table{{border-collapse:collapse;margin:.3em 0 .8em;break-inside:avoid;text-align:left;font-size:.95em;width:100%}}
th,td{{padding:.18em .6em;text-indent:0;vertical-align:top}} th{{font-weight:bold}}
.grid th,.grid td{{border:.25mm solid #444}} .grid th{{background:#eee}}
.booktabs{{border-top:.4mm solid #000;border-bottom:.4mm solid #000}} .booktabs thead{{border-bottom:.25mm solid #000}}
pre{{font:.85em/1.3 read-mono;background:#f4f4f4;padding:2mm;margin:.4em 0;text-align:left;break-inside:avoid}}
sup{{font-size:.65em;line-height:0}}
"""
