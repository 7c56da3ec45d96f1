"""Opens a service's searchable PDF files with another program and looks for the words.

    python searchable.py URL FOLDER [--variants layer clean degraded] [--kinds KIND ...] [--pdftotext pdftotext |
                         --pdfium] [--query words=true ...] [--keep FOLDER]

FOLDER is what make.py wrote. Each page's picture is sent twice, for JSON and for application/pdf; the words of the
PDF, in the order of its content, are compared with those of the JSON:

    F1      multiset of words
    order   pairs of words in the order of the JSON (metrics.py)
    IoU 0.7 the share of the JSON's words that stand in the PDF with a box of that intersection over union at least

Each CJK character is a word of its own, with its part of the word's box. `truth` is the share of the words of the
text layer that Chromium printed which are there, at their places by the same measure: it cannot be better than what
was read. It is not measured where the damage moves the words. With `layer` the PDF files themselves are sent, and the
words of the answer are compared with the words of what was sent: there each has to be as before, once. Arabic and
Hebrew are always opened with PDFium, for pdftotext gives their words' places with the letters backwards.
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path

from layers import Sheet, Word, pdfium_words, poppler_words, split
from metrics import Counts, Share, counts, order, words
from places import iou, scaled
from score import VARIANTS, figure
from service import Service
from truth import Doc, documents

GOOD = 0.7
MOVING = ("skew", "all")


@dataclass(frozen=True)
class Found:
    pages: int = 0
    words: Counts = Counts()
    order: Share = Share()
    places: Share = Share()
    truth: Share = Share()

    def __add__(self, other: "Found") -> "Found":
        return Found(self.pages + other.pages, self.words + other.words, self.order + other.order,
                     self.places + other.places, self.truth + other.truth)


def plain(items: list[Word]) -> list[Word]:
    """Returns the words as metrics.py counts them, those that count for none left out."""
    return [(found[0], box) for text, box in split(items) if len(found := words(text)) == 1]


def in_place(expected: list[Word], found: list[Word]) -> Share:
    """Returns how many words stand among the others at the same place; none of those counts twice."""
    free: dict[str, list[list[float]]] = defaultdict(list)
    for text, box in found:
        free[text].append(box)
    right = 0
    for text, box in expected:
        best = max(free[text], key=lambda other: iou(box, other), default=None)
        if best is not None and iou(box, best) >= GOOD:
            free[text].remove(best)
            right += 1
    return Share(right, len(expected))


def resized(sheet: Sheet, width: float, height: float) -> list[Word]:
    return [(text, scaled(box, width / sheet[0], height / sheet[1])) for text, box in sheet[2]]


class Reader:
    """Opens PDF files with the chosen program."""

    def __init__(self, program: str | None, work: Path):
        self.program = program
        self.work = work

    def sheets(self, pdf: Path, backwards: bool) -> list[Sheet]:
        return poppler_words(self.program, pdf) if self.program and not backwards else pdfium_words(pdf)

    def answer(self, name: str, data: bytes, backwards: bool) -> list[Sheet]:
        self.work.mkdir(parents=True, exist_ok=True)
        file = self.work / f"{name}.pdf"
        file.write_bytes(data)
        return self.sheets(file, backwards)


def of_image(service: Service, reader: Reader, image: Path, original: Sheet, query: dict[str, str],
             backwards: bool) -> Found:
    page = service.read(image, **query)[0][0]
    sheet = reader.answer(image.name, service.searchable(image), backwards)[0]
    there = plain(resized(sheet, page.width, page.height))
    said = plain([word for b in page.blocks for word in b.words])
    if not said:
        raise SystemExit(f"{image.name}: the JSON has no words; see --query")
    moved = image.name.split(".")[1] in MOVING
    truth = Share() if moved else in_place(plain(resized(original, page.width, page.height)), there)
    in_order = order([[text for text, _ in said]], [text for text, _ in there]).words
    return Found(1, counts([w for w, _ in there], [w for w, _ in said]), in_order, in_place(said, there), truth)


def of_pdf(service: Service, reader: Reader, pdf: Path, backwards: bool) -> Found:
    before, after = reader.sheets(pdf, backwards), reader.answer(pdf.stem, service.searchable(pdf), backwards)
    if len(before) != len(after):
        raise SystemExit(f"{pdf.name}: {len(after)} pages instead of {len(before)}")
    result = Found()
    for old, new in zip(before, after):
        was, now = plain(old[2]), plain(new[2])
        result += Found(1, counts([w for w, _ in now], [w for w, _ in was]),
                        order([[w for w, _ in was]], [w for w, _ in now]).words, in_place(was, now))
    return result


def results(service: Service, reader: Reader, folder: Path, variant: str, doc: Doc, query: dict[str, str]) -> Found:
    pdf = folder / "pdf" / f"{doc.name}.pdf"
    backwards = doc.language in ("ar", "he")
    if variant == "layer":
        return of_pdf(service, reader, pdf, backwards)
    originals = reader.sheets(pdf, backwards)
    images = [next((folder / variant).glob(f"{doc.name}-{p['page']}.*")) for p in doc.pages]
    return reduce(add, (of_image(service, reader, i, o, query, backwards) for i, o in zip(images, originals)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=["layer", "clean"])
    parser.add_argument("--kinds", nargs="+", default=[])
    parser.add_argument("--pdftotext", default="pdftotext")
    parser.add_argument("--pdfium", action="store_true", help="use PDFium instead of pdftotext")
    parser.add_argument("--query", nargs="*", default=[], help="parameters that make the JSON hold words")
    parser.add_argument("--keep", type=Path, default=Path("searchable"), help="where the PDF files go")
    args = parser.parse_args()
    service = Service(args.url)
    reader = Reader(None if args.pdfium else args.pdftotext, args.keep)
    query = dict(q.split("=", 1) for q in args.query)
    docs = [d for d in documents(args.folder) if not args.kinds or d.kind in args.kinds]
    for variant in args.variants:
        print(f"\n{variant:16} {'pages':>5} {'words':>6} {'F1':>8} {'order':>8} {'IoU 0.7':>8} {'truth':>8}")
        found = [(d.kind, results(service, reader, args.folder, variant, d, query)) for d in docs]
        for kind in [*dict.fromkeys(k for k, _ in found), "total"]:
            f = reduce(add, (f for k, f in found if kind in (k, "total")))
            print(f"{kind:16} {f.pages:5d} {f.words.expected:6d} {figure(f.words.f1()):>8} "
                  f"{figure(f.order.value()):>8} {figure(f.places.value()):>8} {figure(f.truth.value()):>8}")


if __name__ == "__main__":
    main()
