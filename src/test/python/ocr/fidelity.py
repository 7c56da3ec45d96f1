"""Compares answers with a reference's, line by line.

    python fidelity.py REFERENCE.jsonl SOURCE [IMAGE_OR_FOLDER ...] [--iou 0.9] [--needed 0.985] [--differences FILE]

SOURCE is a file of JSON lines (see answers.py) or the URL of an OCR endpoint, for example
http://localhost:8080/v1/ocr?profile=rapidocr, to which the images are then posted. Printed are the share of the
reference's lines that have a line here with the same text and an overlap (intersection over union of the quads) of at
least --iou, and a table of all differences. Exits with 1 where the share is below --needed.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from answers import Answer, Line, answers_of, images_in, read

NEAR = 0.3
LOW_SCORE = 0.6

SAME = "same"
TEXT = "text differs"
SPACES = "only spaces differ"
BOX = "box differs"
BOX_AND_TEXT = "box and text differ"
MISSING = "missing"
MISSING_LOW = "missing, low score"
EXTRA = "extra"
EXTRA_DROPPED = "extra, dropped by the reference"


@dataclass(frozen=True)
class Difference:
    """A line that is not the same on both sides; either side may be without."""

    page: str
    kind: str
    overlap: float
    expected: Line | None
    found: Line | None


def overlap(a: Line, b: Line) -> float:
    """Returns the intersection over union of the two quads."""
    first, second = (cv2.convexHull(np.array(line.quad, np.float32)) for line in (a, b))
    shared, _ = cv2.intersectConvexConvex(first, second)
    union = cv2.contourArea(first) + cv2.contourArea(second) - shared
    return shared / union if union > 0 else 0.0


def assign(expected: list[Line], found: list[Line]) -> list[tuple[int, int, float]]:
    """Pairs each line with at most one of the other side, the greatest overlaps first and equal texts before others."""
    pairs = [(overlap(e, f), e.text == f.text, i, j) for i, e in enumerate(expected) for j, f in enumerate(found)
             if boxes_touch(e, f)]
    used_expected, used_found, result = set(), set(), []
    for iou, _, i, j in sorted(pairs, reverse=True):
        if iou > 0 and i not in used_expected and j not in used_found:
            used_expected.add(i)
            used_found.add(j)
            result.append((i, j, iou))
    return result


def boxes_touch(a: Line, b: Line) -> bool:
    (ax, ay), (bx, by) = (tuple(zip(*line.quad)) for line in (a, b))
    return max(ax) >= min(bx) and max(bx) >= min(ax) and max(ay) >= min(by) and max(by) >= min(ay)


def kind_of_pair(expected: Line, found: Line, iou: float, needed: float) -> str:
    if iou >= needed:
        if expected.text == found.text:
            return SAME
        return SPACES if "".join(expected.text.split()) == "".join(found.text.split()) else TEXT
    return BOX if expected.text == found.text else BOX_AND_TEXT


def compare(expected: Answer, found: list[Line], needed: float) -> list[Difference]:
    """Returns an entry for each of the reference's lines, those of kind SAME too, and for each line it has not."""
    pairs = {i: (j, iou) for i, j, iou in assign(expected.lines, found) if iou >= NEAR}
    result = []
    for i, line in enumerate(expected.lines):
        if i in pairs:
            j, iou = pairs[i]
            result.append(Difference(expected.page, kind_of_pair(line, found[j], iou, needed), iou, line, found[j]))
        else:
            result.append(Difference(expected.page, MISSING_LOW if line.score < LOW_SCORE else MISSING, 0, line, None))
    paired = {j for j, _ in pairs.values()}
    for j, line in enumerate(found):
        if j not in paired:
            dropped = any(overlap(line, other) >= NEAR for other in expected.dropped)
            result.append(Difference(expected.page, EXTRA_DROPPED if dropped else EXTRA, 0, None, line))
    return result


def cell(line: Line | None) -> str:
    return f"{line.text} ({line.score:.3f})".replace("|", "\\|") if line else "–"


def table(differences: list[Difference]) -> str:
    rows = ["| page | kind | IoU | expected (score) | found (score) | expected quad | found quad |", "|---" * 7 + "|"]
    rows += [f"| {d.page} | {d.kind} | {d.overlap:.3f} | {cell(d.expected)} | {cell(d.found)} | "
             f"{d.expected.quad if d.expected else '–'} | {d.found.quad if d.found else '–'} |" for d in differences]
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path)
    parser.add_argument("source")
    parser.add_argument("images", type=Path, nargs="*")
    parser.add_argument("--iou", type=float, default=0.9)
    parser.add_argument("--needed", type=float, default=0.985)
    parser.add_argument("--differences", type=Path, help="a file for the table, instead of the standard output")
    args = parser.parse_args()
    expected = read(args.reference)
    images = [image for image in images_in(args.images) if image.name in expected]
    found = answers_of(args.source, images)
    pages = [name for name in expected if name in found]
    if not pages:
        raise SystemExit("No page is in both the reference and the source")
    entries = [d for name in pages for d in compare(expected[name], found[name].lines, args.iou)]
    differences = [d for d in entries if d.kind != SAME]
    if args.differences:
        args.differences.write_text(table(differences) + "\n", encoding="utf-8")
    else:
        print(table(differences))
    kinds = Counter(d.kind for d in entries)
    lines = sum(len(expected[name].lines) for name in pages)
    share = kinds[SAME] / lines
    print(f"\n{len(pages)} of {len(expected)} pages, {lines} lines: {share:.4f} the same")
    for kind, count in kinds.most_common():
        print(f"{count:6d} {kind}")
    sys.exit(0 if share >= args.needed else 1)


if __name__ == "__main__":
    main()
