"""Measures how well answers hold the words of the pages' text layers.

    python quality.py PAGES_FOLDER SOURCE ...

PAGES_FOLDER is what pages.py wrote; each SOURCE is a file of JSON lines (see answers.py) or the URL of an OCR
endpoint, to which the pages' images are then posted.

A word is what stands between white space after Unicode's NFKC, upper and lower case and punctuation kept; each
character of the CJK blocks is a word of its own. The words of a page are a multiset without order. F1 is
2 * matched / (words of the answer + words of the text layer), over the words of all pages of a kind together. The
character F1 is the same over the characters that are not white space.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from answers import Answer, answers_of

CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(f"[{CJK}]|[^\\s{CJK}]+")


@dataclass(frozen=True)
class Counts:
    """How many words two sides have, and how many of them both."""

    matched: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.matched + other.matched, self.found + other.found, self.expected + other.expected)

    def f1(self) -> float:
        return 2 * self.matched / max(1, self.found + self.expected)


def words(text: str) -> Counter:
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text)))


def characters(text: str) -> Counter:
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


def counts(found: Counter, expected: Counter) -> Counts:
    return Counts((found & expected).total(), found.total(), expected.total())


def by_kind(pages: list[dict], folder: Path, answers: dict[str, Answer]) -> dict[str, tuple[int, Counts, Counts]]:
    """Returns for each kind of page, and for all Latin pages (en) and all pages, the pages, words and characters."""
    result: dict[str, tuple[int, Counts, Counts]] = {}
    for page in pages:
        text = "\n".join(line.text for line in answers[page["image"]].lines)
        truth = (folder / page["text"]).read_text(encoding="utf-8")
        word, character = counts(words(text), words(truth)), counts(characters(text), characters(truth))
        for kind in dict.fromkeys([page["kind"], page["kind"].split("-")[0], "all"]):
            n, w, c = result.get(kind, (0, Counts(), Counts()))
            result[kind] = (n + 1, w + word, c + character)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sources", nargs="+")
    args = parser.parse_args()
    with open(args.folder / "pages.jsonl", encoding="utf-8") as file:
        entries = [json.loads(line) for line in file]
    pages = [e for e in entries if "text" in e and not e["kind"].startswith("fixture")]
    for source in args.sources:
        answers = answers_of(source, [args.folder / p["image"] for p in pages])
        missing = [p["name"] for p in pages if p["image"] not in answers]
        if missing:
            print(f"{source} has no answer for {', '.join(missing)}")
        print(f"\n{source}\n{'kind':12} {'pages':>5} {'words':>7} {'word F1':>8} {'character F1':>13}")
        table = by_kind([p for p in pages if p["image"] in answers], args.folder, answers)
        for kind, (n, word, character) in table.items():
            print(f"{kind:12} {n:5d} {word.expected:7d} {word.f1():8.4f} {character.f1():13.4f}")


if __name__ == "__main__":
    main()
