"""Figures that compare what was read with what is there.

A word is what stands between white space after Unicode's NFKC; each character of the CJK blocks is a word of its own.
Upper and lower case and punctuation count. Soft hyphens, invisible direction marks, bullets that stand alone and a
hyphen at the end of a line before a small letter do not. A footnote's number behind a sentence is a word of its own.
"""

import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

CJK = "\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60"
WORD = re.compile(f"[{CJK}]|[^\\s{CJK}]+")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
BROKEN = re.compile("(?<=[^\\W\\d_])(?:\u00ad?[-\u2010\ufffe\x02]|\u00ad)\r?\n(?=[a-z\u00df-\u00ff])")
MARK = re.compile(r"(?<=[^\W\d_][.)!?])(\d{1,2})(?!\S)")
BULLETS = set("•◦▪‣·∙●○■□–—-*")


def words(text: str) -> list[str]:
    """Returns the words in their order."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", BROKEN.sub("", text)))
    return [w for w in WORD.findall(MARK.sub(r" \1", plain)) if w not in BULLETS]


@dataclass(frozen=True)
class Counts:
    """How many things two sides have, and how many of them both."""

    matched: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.matched + other.matched, self.found + other.found, self.expected + other.expected)

    def f1(self) -> float:
        return 2 * self.matched / (self.found + self.expected) if self.found + self.expected else 1.0


def counts(found: Sequence, expected: Sequence) -> Counts:
    """Compares two multisets."""
    shared = Counter(found) & Counter(expected)
    return Counts(shared.total(), len(found), len(expected))


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.of + other.of)

    def value(self) -> float:
        return self.right / self.of if self.of else float("nan")


def pairs_in_order(places: Sequence[float]) -> Share:
    """Returns how many pairs of a sequence do not descend, in n log n comparisons but quadratic moves at worst."""
    seen: list[float] = []
    right = 0
    for place in reversed(places):
        right += len(seen) - bisect_left(seen, place)
        insort(seen, place)
    return Share(right, len(places) * (len(places) - 1) // 2)


def unique_runs(sequence: list[str], length: int) -> dict[tuple[str, ...], int]:
    """Returns the places of the runs of so many words that occur once only."""
    runs = [tuple(sequence[i:i + length]) for i in range(len(sequence) - length + 1)]
    number = Counter(runs)
    return {run: i for i, run in enumerate(runs) if number[run] == 1}


@dataclass(frozen=True)
class Order:
    """Pairs of words and of blocks in the order of the truth; blocks that could be found in the answer, of all."""

    words: Share = Share()
    blocks: Share = Share()
    found: Share = Share()

    def __add__(self, other: "Order") -> "Order":
        return Order(self.words + other.words, self.blocks + other.blocks, self.found + other.found)


def order(truth: list[list[str]], read: list[str]) -> Order:
    """Compares the order of the truth's blocks, given as their words, with a text.

    Runs of three words (two, one) that occur once in the truth and once in the text tie both together. A block lies
    where the middle one of its runs lies.
    """
    everything = [word for block in truth for word in block]
    expected = {n: unique_runs(everything, n) for n in (1, 2, 3)}
    there = {n: unique_runs(read, n) for n in (1, 2, 3)}
    places, middles, found = [], [], 0
    for block in truth:
        own: list[int] = []
        for n in (3, 2, 1):
            runs = [tuple(block[i:i + n]) for i in range(len(block) - n + 1)]
            own = [there[n][run] for run in runs if run in expected[n] and run in there[n]]
            if own:
                break
        if own:
            found += 1
            middles.append(sorted(own)[len(own) // 2])
            places += own
    return Order(pairs_in_order(places), pairs_in_order(middles), Share(found, len(truth)))


def distance(a: str, b: str) -> int:
    """Returns Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def likeness(a: str, b: str) -> float:
    """Returns the F1 of two texts' words."""
    return counts(words(a), words(b)).f1()
