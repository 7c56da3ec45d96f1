"""Blocks of a document as HTML that says what each is to its reader: `data-role`, `data-level`, `data-depth` and
`data-marker` are what fit.js takes the truth from."""

import html
from random import Random

from languages import Prose, hyphenated


def element(tag: str, body: str, css: str = "", **data: object) -> str:
    """Returns an element; `cls` becomes its class, every other keyword a data attribute."""
    attributes = f' class="{data.pop("cls")}"' if "cls" in data else ""
    attributes += f' style="{css}"' if css else ""
    attributes += "".join(f' data-{key}="{html.escape(str(value))}"' for key, value in data.items())
    return f"<{tag}{attributes}>{body}</{tag}>"


def heading(text: str, level: int) -> str:
    return element(f"h{level}", html.escape(text), block="", role="title" if level == 1 else "heading", level=level)


def paragraph(prose: Prose, sentences: int, hyphens: bool = False) -> str:
    text = prose.paragraph(sentences)
    spaced = "true" if prose.spaced else "false"
    return element("p", html.escape(hyphenated(text) if hyphens else text), cls="plain", block="", role="text",
                   spaced=spaced)


def noted(prose: Prose, sentences: int, number: int) -> tuple[str, str]:
    """Returns a paragraph with a reference mark after its first sentence, and the footnote."""
    first, rest = html.escape(prose.sentence()), html.escape(prose.paragraph(sentences - 1))
    body = f"{first}<sup>{number}</sup> {rest}"
    note = element("p", f"<sup>{number}</sup> {html.escape(prose.sentence())}", role="footnote").replace(
        "<p", f'<p id="note{number}"', 1)
    return element("p", body, block="", role="text", note=f"note{number}"), note


BULLETS = {"disc": "•", "circle": "◦", "square": "▪"}


def marker(style: str, number: int) -> str:
    if style in BULLETS:
        return BULLETS[style]
    if style == "lower-alpha":
        return f"{chr(ord('a') + number - 1)}."
    if style == "lower-roman":
        return f"{['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'][number - 1]}."
    return f"{number}."


def bullets(prose: Prose, styles: list[str], counts: list[int], long: bool, depth: int = 0) -> str:
    """Returns a list whose second items hold a list of the next style, as long as there is one."""
    style, items = styles[0], ""
    for n in range(1, counts[0] + 1):
        text = prose.paragraph(2) if long and n % 2 else (prose.sentence() if depth == 0 else prose.label())
        inner = bullets(prose, styles[1:], counts[1:], False, depth + 1) if len(styles) > 1 and n == 2 else ""
        items += element("li", html.escape(text) + inner, role="list_item", depth=depth, marker=marker(style, n))
    block = {"block": ""} if depth == 0 else {}
    return element("ul" if style in BULLETS else "ol", items, f"list-style-type:{style}", **block)


def table(prose: Prose, rows: int, columns: int, look: str, spans: bool = False) -> str:
    """Returns a table with a head row; with spans it has two head rows and groups of rows under one cell."""
    def cell(tag: str, text: str, **spans_of: int) -> str:
        attributes = "".join(f' {key}="{value}"' for key, value in spans_of.items())
        return f"<{tag}{attributes}>{html.escape(text)}</{tag}>"

    head, body, first = "", "", 0
    if spans:
        head = "<tr>" + cell("th", prose.label(), rowspan=2) + cell("th", prose.label(), rowspan=2)
        groups = (columns - 2) // 2
        head += "".join(cell("th", prose.label(), colspan=2) for _ in range(groups)) + "</tr>"
        head += "<tr>" + "".join(cell("th", str(1870 + n)) for n in range(2 * groups)) + "</tr>"
        columns, first = 2 + 2 * groups, 1
    else:
        head = "<tr>" + "".join(cell("th", prose.label()) for _ in range(columns)) + "</tr>"
    group = 3
    for r in range(rows):
        line = ""
        if spans and r % group == 0:
            line += cell("td", prose.label(), rowspan=min(group, rows - r))
        line += cell("td", prose.label())
        line += "".join(cell("td", prose.number()) for _ in range(columns - 1 - first))
        body += f"<tr>{line}</tr>"
    return element("table", f"<thead>{head}</thead><tbody>{body}</tbody>", cls=look, block="", role="table")


def captioned_table(prose: Prose, number: int, rows: int, columns: int, look: str, spans: bool = False) -> str:
    caption = element("p", f"Table {number}. {html.escape(prose.sentence())}", cls="caption", role="caption")
    return element("div", caption + table(prose, rows, columns, look, spans).replace(' data-block=""', "", 1),
                   cls="whole", block="")


def chart(random: Random, width: int, height: int) -> str:
    """Returns a drawing without text: bars, a line with points, or circles."""
    colour = random.choice(["#4a6fa5", "#a5524a", "#4aa57a", "#8a6aa8", "#666"])
    shape, parts = random.randrange(3), f'<path d="M20 5V{height - 15}H{width - 5}" fill="none" stroke="#333"/>'
    values = [random.uniform(0.15, 0.95) * (height - 25) for _ in range(8)]
    step = (width - 40) / len(values)
    if shape == 0:
        parts += "".join(f'<rect x="{25 + n * step:.1f}" y="{height - 15 - v:.1f}" width="{step * 0.7:.1f}" '
                         f'height="{v:.1f}" fill="{colour}"/>' for n, v in enumerate(values))
    elif shape == 1:
        points = [(25 + n * step, height - 15 - v) for n, v in enumerate(values)]
        parts += f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" stroke="{colour}"/>'
        parts += "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    else:
        parts += "".join(f'<circle cx="{40 + n * step:.1f}" cy="{height / 2:.1f}" r="{8 + v / 8:.1f}" fill="{colour}" '
                         f'opacity="0.6"/>' for n, v in enumerate(values[:-1]))
    return f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}">{parts}</svg>'


def figure(prose: Prose, number: int, width: int = 360, height: int = 170) -> str:
    word = {"de": "Abbildung", "zh": "图", "ja": "図"}.get(prose.language, "Figure")
    drawing = element("div", chart(prose.random, width, height), role="figure")
    caption = element("p", f"{word} {number}: {html.escape(prose.sentence())}", cls="caption", role="caption")
    return element("div", drawing + caption, "text-align:center", cls="whole", block="")


def code(prose: Prose, lines: int) -> str:
    """Returns a made-up program: functions, loops and assignments over the prose's nouns."""
    pick, names = prose.random.choice, [prose.label().split()[-1].lower() for _ in range(8)]
    text = ""
    while text.count("\n") < lines:
        a, b, c = pick(names), pick(names), pick(names)
        text += (f"def {a}_{b}({c}, limit={prose.random.randint(2, 99)}):\n    total = 0\n    for item in {c}:\n"
                 f"        if item.{b} > limit:\n            total += item.{a}  # {b} of the {a}\n    return total\n\n")
    body = "\n".join(text.rstrip().split("\n")[:lines])
    return element("pre", html.escape(body), block="", role="code")
