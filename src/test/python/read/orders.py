"""Measures the reading order on pages with labelled regions.

    python orders.py URL FOLDER

FOLDER holds PDF files and labels.json: file -> pages -> {page, width, height, regions: [{label, box}]}, in points
from the upper left, regions in reading order. Pictures and tables stand last there, and page headers and footers
belong to no order, so the pairs are those of all other regions; where footnotes belong is a matter of taste, so that
the figures are given with and without. A region lies where the block lies that shares most of its area with it; two
regions in one block are in order. Regions that no block covers by a tenth are counted as not found, in no pair.
"""

import argparse
import json
from pathlib import Path

from metrics import Share, pairs_in_order
from places import area, scaled, shared
from service import Page, Service

UNORDERED = {"picture", "table", "page_header", "page_footer"}
MIN_COVER = 0.1


def places(page: Page, regions: list[dict], width: float, height: float) -> list[int | None]:
    """Returns the index of each region's block, None where there is none."""
    boxes = [scaled(b.box, width / page.width, height / page.height) for b in page.blocks]
    result: list[int | None] = []
    for region in regions:
        covers = [shared(region["box"], box) / max(area(region["box"]), 1e-9) for box in boxes]
        # of two blocks that cover a region the smaller one is meant
        best = max(range(len(boxes)), key=lambda i: (round(covers[i], 1), -area(boxes[i])), default=None)
        result.append(best if best is not None and covers[best] >= MIN_COVER else None)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    service = Service(args.url)
    labels = json.loads((args.folder / "labels.json").read_text(encoding="utf-8"))
    totals = {"all": Share(), "without footnotes": Share()}
    found = Share()
    print(f"{'page':32} {'regions':>7} {'found':>5} {'pairs':>6} {'in order':>8} {'without footnotes':>18}")
    for file, sheets in labels.items():
        pages, _ = service.read(args.folder / file)
        for sheet in sheets:
            page = next(p for p in pages if p.number == sheet["page"])
            regions = [r for r in sheet["regions"] if r["label"] not in UNORDERED]
            at = places(page, regions, sheet["width"], sheet["height"])
            every = pairs_in_order([p for p in at if p is not None])
            body = pairs_in_order([p for p, r in zip(at, regions) if p is not None and r["label"] != "footnote"])
            there = Share(sum(p is not None for p in at), len(at))
            found += there
            totals = {"all": totals["all"] + every, "without footnotes": totals["without footnotes"] + body}
            print(f"{file + ' ' + str(sheet['page']):32} {there.of:7d} {there.right:5d} {every.of:6d} "
                  f"{every.value():8.4f} {body.value():18.4f}")
    print(f"{'total':32} {found.of:7d} {found.right:5d} {totals['all'].of:6d} {totals['all'].value():8.4f} "
          f"{totals['without footnotes'].value():18.4f}")


if __name__ == "__main__":
    main()
