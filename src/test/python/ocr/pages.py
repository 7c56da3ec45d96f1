"""Makes the pages that the OCR is measured on: HTML printed by Chromium to PDF, drawn at 150 dpi.

    python pages.py OUT --fonts FOLDER [--chromium chromium]

OUT gets NAME.png (or .jpg) and, where the page has a text layer that counts, NAME.pdf and NAME.txt, and pages.jsonl
with one line for each page: name, kind, image, pdf, text, width, height. Equal fonts, Chromium and PDFium give equal
pages.
"""

import argparse
import html
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from render import draw, save_png
from texts import Texts

FONTS = {
    "page-serif": "LiberationSerif-Regular.ttf",
    "page-sans": "LiberationSans-Regular.ttf",
    "page-mono": "LiberationMono-Regular.ttf",
    "page-dejavu": "DejaVuSans.ttf",
    "page-hei": "DroidSansFallbackFull.ttf",
    "page-song": "gbsn00lp.ttf",
}
LATIN = ["page-serif", "page-sans", "page-dejavu", "page-mono"]
A4 = (210, 297)


@dataclass(frozen=True)
class Page:
    """A page to print: its body in HTML, its size in millimetres, and what happens to its picture afterwards."""

    name: str
    kind: str
    body: str
    size: tuple[int, int] = A4
    margin: int = 18
    text_layer: bool = True
    scan: Callable[[np.ndarray], np.ndarray] | None = None


def styled(tag: str, text: str, **css: object) -> str:
    """Returns an element with the style's properties; an underscore in a name stands for a hyphen."""
    style = ";".join(f"{key.replace('_', '-')}:{value}" for key, value in css.items())
    return f'<{tag} style="{style}">{text}</{tag}>'


def paragraphs(count: int, make: Callable[[], str]) -> str:
    return "".join(styled("p", html.escape(make())) for _ in range(count))


def table(rows: int, columns: int, cell: Callable[[int, int], str], border: bool = True) -> str:
    line = "0.3mm solid #444" if border else "none"
    body = "".join(
        "<tr>"
        + "".join(styled("td", html.escape(cell(r, c)), border=line, padding="1mm 2.5mm") for c in range(columns))
        + "</tr>" for r in range(rows))
    return styled("table", body, border_collapse="collapse", margin="3mm 0")


def prose(i: int) -> str:
    t = Texts(100 + i)
    body = styled("h2", html.escape(t.title())) + paragraphs(11 + i % 3, lambda: t.paragraph(4))
    return styled("div", body, font=f"{9 + i % 4}pt/1.35 {LATIN[i % 4]}", text_align="justify" if i % 2 else "left")


def two_columns(i: int) -> str:
    t = Texts(200 + i)
    head = styled("h2", html.escape(t.title()), text_align="center")
    columns = styled("div", paragraphs(20, lambda: t.paragraph(3)), columns=2, column_gap="8mm", text_align="justify")
    return styled("div", head + columns, font=f"{8.5 + i % 3}pt/1.3 {LATIN[i % 3]}")


def tables(i: int) -> str:
    t = Texts(300 + i)

    def cell(row: int, column: int) -> str:
        if row == 0 or column == 0:
            return t.phrase().capitalize()
        return t.number()

    parts = [styled("h3", html.escape(t.title())) + table(9 + n, 5, cell, border=(i + n) % 3 != 0)
             + styled("p", html.escape(t.paragraph(2))) for n in range(3)]
    return styled("div", "".join(parts), font=f"{9 + i % 3}pt/1.25 {LATIN[i % 3]}")


def small_print(i: int) -> str:
    t = Texts(400 + i)
    return styled("div", paragraphs(20, lambda: t.paragraph(5)), font=f"{6 + 0.5 * (i % 3)}pt/1.3 {LATIN[i % 3]}")


def report(i: int) -> str:
    t = Texts(500 + i)
    body = styled("div", html.escape(f"{t.phrase().title()} {2018 + i}"), font_size="8pt", color="#555")
    for n in range(5):
        items = "".join(f"<li>{html.escape(t.sentence())}</li>" for _ in range(3))
        body += styled("h3", f"{n + 1}. {html.escape(t.title())}") + paragraphs(1, lambda: t.paragraph(3))
        body += styled("ul", items)
    body += styled("div", f"Page {i + 1} of 12", text_align="right", font_size="8pt", color="#555")
    return styled("div", body, font=f"{10 + i % 2}pt/1.35 {LATIN[i % 3]}")


def chinese(i: int) -> str:
    t = Texts(600 + i)
    body = styled("h2", t.chinese_title()) + paragraphs(11, lambda: t.chinese_paragraph(4))
    return styled("div", body, font=f"{10 + i % 3}pt/1.6 {('page-hei', 'page-song')[i % 2]}")


def chinese_table(i: int) -> str:
    t = Texts(700 + i)

    def cell(row: int, column: int) -> str:
        return t.chinese_title() if row == 0 or column == 0 else t.number()

    body = styled("h3", t.chinese_title()) + table(16, 4, cell) + paragraphs(2, lambda: t.chinese_paragraph(3))
    return styled("div", body, font="10pt/1.4 page-hei")


def chinese_columns(i: int) -> str:
    t = Texts(800 + i)
    columns = styled("div", paragraphs(18, lambda: t.chinese_paragraph(3)), columns=2, column_gap="8mm")
    return styled("div", styled("h2", t.chinese_title()) + columns, font="9.5pt/1.6 page-song")


def mixed(i: int) -> str:
    t = Texts(900 + i)
    body = ""
    for n in range(9):
        body += paragraphs(1, lambda: t.mixed_sentence() + t.mixed_sentence())
        body += paragraphs(1, lambda: t.paragraph(2))
    return styled("div", body, font=f"{10 + i % 2}pt/1.5 page-sans, {('page-hei', 'page-song')[i % 2]}")


def placed(text: str, left: float, top: float, degrees: float, **css: object) -> str:
    """Returns a single line at a place (millimetres), turned about its middle."""
    return styled("div", html.escape(text), position="absolute", left=f"{left}mm", top=f"{top}mm", white_space="nowrap",
                  transform=f"rotate({degrees}deg)", **css)


def slanted(i: int) -> str:
    t = Texts(1000 + i)
    angles = [-6, 4, -3, 7, 2, -8, 5, -2, 3]
    lines = [placed(t.title() if n % 3 else t.chinese_title(), 35 + 5 * (n % 4), 25 + 26 * n, angles[(n + i) % 9],
                    font=f"{13 + n % 3}pt page-sans, page-hei") for n in range(9)]
    side = placed(t.title(), -25, 130, -90, font="12pt page-sans")
    side += placed(t.title(), 155, 150, 90, font="12pt page-serif")
    return "".join(lines) + side


def upside_down(i: int) -> str:
    t = Texts(1100 + i)
    lines = [placed(t.sentence() if n % 4 else t.chinese_sentence(), 20, 20 + 14 * n, 180 if (n + i) % 2 else 0,
                    font="10pt page-sans, page-hei") for n in range(17)]
    return "".join(lines)


def skewed(degrees: float) -> Callable[[np.ndarray], np.ndarray]:
    """Turns a page about its middle, as a scanner does with a sheet laid in askew."""
    def turn(image: np.ndarray) -> np.ndarray:
        h, w = image.shape[:2]
        matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1)
        return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return turn


def worn(image: np.ndarray) -> np.ndarray:
    """Adds a scanner's grey, blur and noise."""
    noise = np.random.default_rng(7).normal(0, 9, image.shape)
    grey = cv2.GaussianBlur(image, (3, 3), 0.8).astype(np.float64) * 0.85 + 25
    return np.clip(grey + noise, 0, 255).astype(np.uint8)


def strip() -> str:
    return styled("div", html.escape(Texts(1201).sentence()), font="11pt page-sans", white_space="nowrap")


def small_table() -> str:
    t = Texts(1202)
    cells = table(5, 3, lambda r, c: t.chinese_title() if r == 0 or c == 0 else t.number())
    return styled("div", cells, font="9pt/1.3 page-hei")


def small_mixed() -> str:
    t = Texts(1203)
    body = paragraphs(2, t.mixed_sentence) + paragraphs(2, t.sentence)
    return styled("div", body, font="9pt/1.4 page-sans, page-song")


def small_columns() -> str:
    t = Texts(1204)
    body = styled("div", paragraphs(2, lambda: t.paragraph(2)), columns=2, column_gap="5mm")
    return styled("div", body, font="7.5pt/1.3 page-serif")


def small_turned() -> str:
    t = Texts(1205)
    return (placed(t.title(), 12, 12, -5, font="11pt page-sans")
            + placed(t.chinese_title(), 30, 26, 4, font="13pt page-hei")
            + placed(t.title(), 12, 42, 180, font="8pt page-serif") + placed(t.title(), 8, 50, 0, font="10pt page-sans")
            + placed(t.chinese_title(), 75, 30, 90, font="11pt page-hei"))


def large() -> str:
    t = Texts(1206)
    return styled("div", styled("h1", html.escape(t.title())) + paragraphs(3, t.sentence), font="24pt/1.4 page-sans")


def catalogue() -> list[Page]:
    """Returns the 50 pages, of which the first 30 are Latin text with a text layer, and the six small ones."""
    pages = [Page("", "en-prose", prose(i)) for i in range(10)]
    pages += [Page("", "en-columns", two_columns(i)) for i in range(6)]
    pages += [Page("", "en-table", tables(i)) for i in range(6)]
    pages += [Page("", "en-small", small_print(i)) for i in range(4)]
    pages += [Page("", "en-report", report(i)) for i in range(4)]
    pages += [Page("", "zh-prose", chinese(i)) for i in range(5)]
    pages += [Page("", "zh-table", chinese_table(i)) for i in range(2)]
    pages += [Page("", "zh-columns", chinese_columns(0))]
    pages += [Page("", "mixed", mixed(i)) for i in range(4)]
    pages += [Page("", "slanted", slanted(i), text_layer=False) for i in range(3)]
    pages += [Page("", "upside-down", upside_down(i), text_layer=False) for i in range(2)]
    pages += [Page("", "skewed", prose(20), text_layer=False, scan=skewed(1.5)),
              Page("", "skewed", chinese(20), text_layer=False, scan=skewed(-2.5)),
              Page("", "worn", mixed(20), text_layer=False, scan=worn)]
    pages += [Page("", "fixture-strip", strip(), size=(180, 9), margin=2),
              Page("", "fixture-table", small_table(), size=(110, 60), margin=6),
              Page("", "fixture-mixed", small_mixed(), size=(110, 60), margin=6),
              Page("", "fixture-columns", small_columns(), size=(110, 60), margin=6),
              Page("", "fixture-turned", small_turned(), size=(110, 66), margin=0, text_layer=False),
              Page("", "fixture-large", large(), size=(360, 150), margin=15)]
    return [Page(f"{n + 1:02d}-{p.kind}", p.kind, p.body, p.size, p.margin, p.text_layer, p.scan)
            for n, p in enumerate(pages)]


def find_font(folder: Path, file: str) -> Path:
    found = sorted(folder.rglob(file))
    if not found:
        raise SystemExit(f"No {file} below {folder}; see the README for where the fonts come from")
    return found[0].resolve()


def document(pages: list[Page], fonts: Path) -> str:
    """Returns one HTML document with every page on a sheet of its own size."""
    faces = "".join(f"@font-face{{font-family:{name};src:url({find_font(fonts, file).as_uri()})}}"
                    for name, file in FONTS.items())
    sheets = "".join(f"@page {sheet(p)}{{size:{p.size[0]}mm {p.size[1]}mm;margin:0}}" for p in pages)
    bodies = "".join(
        styled("section", p.body, page=sheet(p), width=f"{p.size[0]}mm", height=f"{p.size[1]}mm", overflow="hidden",
               position="relative", box_sizing="border-box", padding=f"{p.margin}mm", break_after="page")
        for p in pages)
    return ("<!doctype html><html lang='en'><meta charset='utf-8'><style>" + faces + sheets
            + "body{margin:0;font-variant-ligatures:none}p{margin:0 0 2mm}h1,h2,h3{margin:0 0 3mm}li{margin:0 0 1mm}"
            + "</style><body>" + bodies + "</body></html>")


def sheet(page: Page) -> str:
    """Returns the name of the page's kind of sheet; neighbours of one size share it."""
    return f"s{page.size[0]}x{page.size[1]}m{page.margin}"


def print_pdf(chromium: str, source: Path, target: Path) -> None:
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={target}", source.resolve().as_uri()], check=True, capture_output=True)


def write(out: Path, page: Page, number: int, pdf: pypdfium2.PdfDocument) -> dict:
    """Writes a page's files and returns its entry in pages.jsonl."""
    entry = {"name": page.name, "kind": page.kind}
    if page.text_layer:
        single = pypdfium2.PdfDocument.new()
        single.import_pages(pdf, [number])
        single.save(out / f"{page.name}.pdf")
        text = pdf[number].get_textpage().get_text_bounded()
        (out / f"{page.name}.txt").write_text(text.replace("\r\n", "\n"), encoding="utf-8")
        entry |= {"pdf": f"{page.name}.pdf", "text": f"{page.name}.txt"}
    image = draw(pdf[number])
    if page.scan:
        image = page.scan(image)
        entry["image"] = f"{page.name}.jpg"
        cv2.imwrite(str(out / entry["image"]), image, [cv2.IMWRITE_JPEG_QUALITY, 88])
    else:
        entry["image"] = f"{page.name}.png"
        save_png(image, out / entry["image"])
    entry |= {"width": image.shape[1], "height": image.shape[0]}
    return entry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", type=Path, required=True, help="a folder that holds, at any depth, " +
                        ", ".join(FONTS.values()))
    parser.add_argument("--chromium", default="chromium")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pages = catalogue()
    source, printed = args.out / "all.html", args.out / "all.pdf"
    source.write_text(document(pages, args.fonts), encoding="utf-8")
    print_pdf(args.chromium, source, printed)
    pdf = pypdfium2.PdfDocument(printed)
    if len(pdf) != len(pages):
        raise SystemExit(f"Chromium printed {len(pdf)} pages instead of {len(pages)}")
    with open(args.out / "pages.jsonl", "w", encoding="utf-8") as index:
        for number, page in enumerate(pages):
            index.write(json.dumps(write(args.out, page, number, pdf)) + "\n")


if __name__ == "__main__":
    main()
