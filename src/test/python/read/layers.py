"""Words of a PDF's text layer with their places, by another program: Poppler's pdftotext, or PDFium where it is
missing."""

import html
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from metrics import CJK

BBOX = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S)
SIZE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')
Word = tuple[str, list[float]]
Sheet = tuple[float, float, list[Word]]


def poppler_text(program: str, pdf: Path) -> list[str]:
    """Returns the text of each page in the order that pdftotext thinks right."""
    text = subprocess.run([program, "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def poppler_words(program: str, pdf: Path) -> list[Sheet]:
    """Returns each page's width, height and words with boxes in points, origin at the upper left, in the order of the
    page's content. Right-to-left words come out backwards."""
    page = subprocess.run([program, "-raw", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    result = []
    for part in page.split("<page ")[1:]:
        width, height = (float(v) for v in SIZE.match("<page " + part).groups())
        words = [(html.unescape(m[5]), [float(m[n]) for n in range(1, 5)]) for m in BBOX.finditer(part)]
        result.append((width, height, words))
    return result


def pdfium_text(pdf: Path) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def pdfium_words(pdf: Path) -> list[Sheet]:
    """Returns what poppler_words returns; a word ends where a space or a line ends."""
    return [(page.get_width(), page.get_height(), list(grouped(page))) for page in pypdfium2.PdfDocument(pdf)]


def grouped(page: pypdfium2.PdfPage) -> Iterator[Word]:
    layer, height = page.get_textpage(), page.get_height()
    text, box = "", None
    for i, character in enumerate(layer.get_text_range()[:layer.count_chars()] + " "):
        if character.isspace() or character == "\ufffe":
            if text:
                yield text, [box[0], height - box[3], box[2], height - box[1]]
            text, box = "", None
            continue
        left, bottom, right, top = layer.get_charbox(i, loose=True)
        text += character
        box = (left, bottom, right, top) if box is None else (min(box[0], left), min(box[1], bottom),
                                                              max(box[2], right), max(box[3], top))


def split(words: list[Word]) -> list[Word]:
    """Returns the words with each CJK character as one of its own, its box a part of the word's longer side."""
    result = []
    for text, (x1, y1, x2, y2) in words:
        if not re.search(f"[{CJK}]", text) or len(text) == 1:
            result.append((text, [x1, y1, x2, y2]))
            continue
        tall = y2 - y1 > x2 - x1
        step = ((y2 - y1) if tall else (x2 - x1)) / len(text)
        result += [(c, [x1, y1 + n * step, x2, y1 + (n + 1) * step] if tall
                    else [x1 + n * step, y1, x1 + (n + 1) * step, y2]) for n, c in enumerate(text)]
    return result
