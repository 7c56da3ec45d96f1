"""What the documents of the set say: one NAME.json each in the folder `truth`.

    {"name", "kind", "language", "pages": [{"page", "width", "height", "blocks": [
        {"role", "level", "text", "boxes": [[x1, y1, x2, y2]], "depth", "continues", "table"}]}]}

Sizes and boxes are in PDF points from the upper left corner; a block over several columns has a box in each. Blocks
stand in reading order. The roles are title, heading, text, list_item, table, figure, caption, code, footnote, header,
footer and page_number; `depth` is there for list items, from 0; `continues` marks the rest of a paragraph of the page
before; `table` has rows, columns and cells as the service's JSON has them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FURNITURE = {"header", "footer", "page_number"}
TRUTH = "truth"


@dataclass(frozen=True)
class Doc:
    """A document of the set: its files are pdf/NAME.pdf, clean/NAME-P.png and degraded/NAME-P.DAMAGE.jpg."""

    name: str
    kind: str
    language: str
    pages: list[dict]


def documents(folder: Path) -> Iterator[Doc]:
    for file in sorted((folder / TRUTH).glob("*.json")):
        value = json.loads(file.read_text(encoding="utf-8"))
        yield Doc(value["name"], value["kind"], value["language"], value["pages"])


def running(blocks: list[dict]) -> list[dict]:
    """Returns the blocks that say something and are not furniture of the page."""
    return [b for b in blocks if b["role"] not in FURNITURE and b["text"].strip()]
