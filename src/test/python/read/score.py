"""Measures how well a running service reads the set that make.py wrote.

    python score.py URL FOLDER [--variants layer clean degraded] [--kinds KIND ...] [--at-once 2] [--worst 10]

URL is the endpoint, such as http://localhost:8080/v1/read. `layer` sends the PDF files as they are, `clean` each page
as PNG, `degraded` each page as a worn JPEG. Prints per variant and kind, then per kind of damage:

    word F1    multiset of words over everything on the page, furniture too (metrics.py)
    md F1      the same over the answer's Markdown and the running text, without furniture
    order      pairs of words, and of blocks, in the right order; found: blocks that could be placed
    headings   F1 of headings (words alike by 0.8), and the share of all that have the right level too
    items      F1 of list items (words alike by 0.8)
    TEDS       mean similarity of tables with their text, a table not found counting 0 (tables.py); F1 of cells
    furniture  the share of running heads, feet and page numbers that are said to be such

A figure without anything to count is a dash.
"""

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import reduce
from math import isnan
from operator import add
from pathlib import Path

from metrics import Counts, Order, Share, counts, likeness, order, words
from service import Block, Page, Service, unmarked
from tables import cell_counts, matched
from truth import FURNITURE, Doc, documents, running

ALIKE = 0.8
VARIANTS = ["layer", "clean", "degraded"]


@dataclass(frozen=True)
class Scores:
    """The counts of some pages; `teds` is a sum over so many tables; `layers` are pages read from a text layer."""

    pages: int = 0
    words: Counts = Counts()
    markdown: Counts = Counts()
    order: Order = Order()
    headings: Counts = Counts()
    levels: Share = Share()
    items: Counts = Counts()
    teds: float = 0.0
    tables: int = 0
    cells: Counts = Counts()
    furniture: Share = Share()
    layers: int = 0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Result:
    name: str
    variant: str
    kind: str
    damage: str
    scores: Scores


def pair(expected: list[dict], found: list[Block]) -> list[tuple[dict, Block | None]]:
    """Returns each expected block with the found one most like it, none twice; None where none is alike."""
    free, result = list(found), []
    for block in expected:
        best = max(free, key=lambda f: likeness(f.text, block["text"]), default=None)
        if best is not None and likeness(best.text, block["text"]) >= ALIKE:
            free.remove(best)
            result.append((block, best))
        else:
            result.append((block, None))
    return result


def found_of(pairs: list[tuple[dict, Block | None]], found: list[Block]) -> Counts:
    return Counts(sum(b is not None for _, b in pairs), len(found), len(pairs))


def page_scores(truth: dict, page: Page) -> Scores:
    """Returns the scores of one page, all but the Markdown's."""
    blocks = truth["blocks"]
    read = [word for b in page.running() for word in words(b.text)]
    heads = [b for b in page.blocks if b.role in ("title", "heading")]
    headings = pair([b for b in blocks if b["role"] in ("title", "heading")], heads)
    listed = [b for b in page.blocks if b.role == "list_item"]
    items = pair([b for b in blocks if b["role"] == "list_item"], listed)
    tables = matched([b.table for b in page.blocks if b.table], [b["table"] for b in blocks if "table" in b])
    furniture = pair([b for b in blocks if b["role"] in FURNITURE], [b for b in page.blocks if b.role in FURNITURE])
    return Scores(
        pages=1,
        words=counts([w for b in page.blocks for w in words(b.text)], [w for b in blocks for w in words(b["text"])]),
        order=order([words(b["text"]) for b in running(blocks)], read),
        headings=found_of(headings, heads),
        levels=Share(sum(b is not None and b.level == t["level"] for t, b in headings), len(headings)),
        items=found_of(items, listed),
        teds=sum(score for _, _, score in tables),
        tables=len(tables),
        cells=sum((cell_counts(found, expected) for expected, found, _ in tables), Counts()),
        furniture=Share(sum(b is not None for _, b in furniture), len(furniture)),
        layers=int(page.source.lower() == "layer"))


def markdown_scores(truth: list[dict], markdown: str) -> Scores:
    said = [w for page in truth for b in running(page["blocks"]) for w in words(b["text"])]
    return Scores(markdown=counts(words(unmarked(markdown)), said))


def of_pdf(service: Service, folder: Path, doc: Doc) -> Result:
    pages, markdown = service.read(folder / "pdf" / f"{doc.name}.pdf")
    if len(pages) != len(doc.pages):
        raise SystemExit(f"{doc.name}: {len(pages)} pages instead of {len(doc.pages)}")
    scores = reduce(add, map(page_scores, doc.pages, pages), markdown_scores(doc.pages, markdown))
    return Result(doc.name, "layer", doc.kind, "", scores)


def of_image(service: Service, image: Path, variant: str, doc: Doc, truth: dict) -> Result:
    pages, markdown = service.read(image)
    damage = image.name.split(".")[1] if variant == "degraded" else ""
    return Result(image.name, variant, doc.kind, damage,
                  page_scores(truth, pages[0]) + markdown_scores([truth], markdown))


def jobs(service: Service, folder: Path, variants: list[str], kinds: list[str]) -> Iterator[Callable[[], Result]]:
    docs = [d for d in documents(folder) if not kinds or d.kind in kinds]
    for variant in variants:
        for doc in docs:
            if variant == "layer":
                yield lambda doc=doc: of_pdf(service, folder, doc)
                continue
            for page in doc.pages:
                image = next((folder / variant).glob(f"{doc.name}-{page['page']}.*"))
                yield lambda image=image, doc=doc, page=page, variant=variant: of_image(
                    service, image, variant, doc, page)


def figure(value: float, present: bool = True) -> str:
    return f"{value:.4f}" if present and not isnan(value) else "-"


COLUMNS = ["pages", "layer", "words", "word F1", "md F1", "order w", "order b", "found", "headings", "levels", "items",
           "tables", "TEDS", "cell F1", "furniture"]


def row(name: str, s: Scores) -> str:
    values = [str(s.pages), str(s.layers), str(s.words.expected), figure(s.words.f1()), figure(s.markdown.f1()),
              figure(s.order.words.value()), figure(s.order.blocks.value()), figure(s.order.found.value()),
              figure(s.headings.f1(), s.headings.expected > 0), figure(s.levels.value()),
              figure(s.items.f1(), s.items.expected > 0), str(s.tables),
              figure(s.teds / s.tables if s.tables else 0, s.tables > 0), figure(s.cells.f1(), s.tables > 0),
              figure(s.furniture.value())]
    return f"{name:16}" + "".join(f"{v:>{max(8, len(c) + 1)}}" for v, c in zip(values, COLUMNS))


def show(results: list[Result], worst: int) -> None:
    heading = "".join(f"{c:>{max(8, len(c) + 1)}}" for c in COLUMNS)
    for variant in dict.fromkeys(r.variant for r in results):
        own = [r for r in results if r.variant == variant]
        print(f"\n{variant:16}{heading}")
        for kind in dict.fromkeys(r.kind for r in own):
            print(row(kind, reduce(add, (r.scores for r in own if r.kind == kind))))
        for damage in sorted({r.damage for r in own if r.damage}):
            print(row(f"damage: {damage}", reduce(add, (r.scores for r in own if r.damage == damage))))
        print(row("total", reduce(add, (r.scores for r in own))))
    if worst:
        print("\nfewest words right:")
        for r in sorted(results, key=lambda r: r.scores.words.f1())[:worst]:
            print(f"  {r.variant:9} {r.name:36} {r.scores.words.f1():.4f}")
        print("most pairs of blocks out of order:")
        for r in sorted(results, key=lambda r: r.scores.order.blocks.right - r.scores.order.blocks.of)[:worst]:
            print(f"  {r.variant:9} {r.name:36} {figure(r.scores.order.blocks.value())}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=VARIANTS)
    parser.add_argument("--kinds", nargs="+", default=[])
    parser.add_argument("--at-once", type=int, default=2, help="requests at the same time")
    parser.add_argument("--worst", type=int, default=0, help="how many of the worst documents and pages to name")
    args = parser.parse_args()
    service = Service(args.url)
    with ThreadPoolExecutor(args.at_once) as pool:
        results = list(pool.map(lambda job: job(), jobs(service, args.folder, args.variants, args.kinds)))
    show(results, args.worst)


if __name__ == "__main__":
    main()
