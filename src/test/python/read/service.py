"""Asks a running service to read. The one place that knows the format of its answers."""

import re
from dataclasses import dataclass
from pathlib import Path

import httpx

from truth import FURNITURE

TYPES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Block:
    """A block of an answer; box, and those of words, in pixels of the page."""

    role: str
    level: int
    text: str
    box: list[float]
    words: list[tuple[str, list[float]]]
    table: dict | None


@dataclass(frozen=True)
class Page:
    number: int
    width: float
    height: float
    source: str
    reason: str
    blocks: list[Block]

    def running(self) -> list[Block]:
        """Returns the blocks that are not furniture of the page."""
        return [b for b in self.blocks if b.role not in FURNITURE]


def text_of(block: dict) -> str:
    """Returns the cells of a table, the text of a block, or its lines where it has none."""
    if block.get("table") and block["table"].get("cells"):
        return " ".join(c["text"] for c in block["table"]["cells"])
    return block.get("text") or "\n".join(line["text"] for line in block.get("lines", []))


def page_of(value: dict) -> Page:
    blocks = [Block(b["role"].lower(), b.get("level") or 0, text_of(b), b.get("box", []),
                    [(w["text"], w["box"]) for line in b.get("lines", []) for w in line.get("words", [])],
                    b.get("table") if b.get("table") and b["table"].get("cells") else None) for b in value["blocks"]]
    return Page(value["page"], value["width"], value["height"], value.get("text_source", ""),
                value.get("text_reason") or "", blocks)


class Service:
    """A client of `POST /v1/read`; every error of the service ends the script that uses it."""

    def __init__(self, url: str, seconds: float = 300):
        self.url = url
        self.client = httpx.Client(timeout=seconds)

    def post(self, file: Path, accept: str, **parameters: str) -> httpx.Response:
        response = self.client.post(self.url, content=file.read_bytes(), params=parameters or None,
                                    headers={"Content-Type": TYPES[file.suffix.lower()], "Accept": accept})
        if response.is_error:
            raise SystemExit(f"{file.name}: {response.status_code} {response.text[:500]}")
        return response

    def read(self, file: Path, **parameters: str) -> tuple[list[Page], str]:
        """Returns the pages and the Markdown of a document."""
        body = self.post(file, "application/json", **parameters).json()
        markdown = self.post(file, "text/markdown", **parameters).text
        return [page_of(p) for p in body.get("pages", [body | {"page": 1}])], markdown

    def searchable(self, file: Path, **parameters: str) -> bytes:
        return self.post(file, "application/pdf", **parameters).content


def unmarked(markdown: str) -> str:
    """Returns the text of Markdown: without the marks of headings, items, emphasis, tables, code, pictures, HTML."""
    lines = []
    for line in markdown.splitlines():
        if re.fullmatch(r"\s*(```\w*|\|?[\s:|-]+\|?|-{3,})\s*", line):
            continue
        lines.append(re.sub(r"^\s*(#{1,6}|[-*+>])\s+", "", line))
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", "\n".join(lines))
    text = re.sub(r"\[\^(\w+)\]:?", r" \1 ", text)
    text = re.sub(r"</?(table|thead|tbody|tr|td|th|sup|sub|br|p|div|img|span|figure|figcaption)\b[^>]*>", " ", text)
    text = re.sub(r"(?<!\\)(\*\*|\|)", " ", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!|<>~-])", r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
