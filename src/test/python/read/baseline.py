"""What another program reads from the text layers of the set: a check of the truth, and what reading has to beat.

    python baseline.py FOLDER [--pdftotext pdftotext | --pdfium] [--pages]

Prints for each kind the F1 of words and the order of words and blocks (see metrics.py). With left-to-right text an F1
below 0.99 means that the truth is wrong. --pages prints the pages below 0.99, with the words that differ.
"""

import argparse
from collections import Counter
from pathlib import Path

from layers import pdfium_text, poppler_text
from metrics import Counts, Order, counts, order, words
from truth import documents, running


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pdftotext", default="pdftotext")
    parser.add_argument("--pdfium", action="store_true")
    parser.add_argument("--pages", action="store_true")
    args = parser.parse_args()
    results: dict[str, tuple[int, Counts, Order]] = {}
    for doc in documents(args.folder):
        pdf = args.folder / "pdf" / f"{doc.name}.pdf"
        texts = pdfium_text(pdf) if args.pdfium else poppler_text(args.pdftotext, pdf)
        for page, text in zip(doc.pages, texts, strict=True):
            read = words(text)
            truth = [word for b in page["blocks"] for word in words(b["text"])]
            count = counts(read, truth)
            if args.pages and count.f1() < 0.99:
                print(f"{doc.name} page {page['page']}: {count.f1():.4f}",
                      "missing", list((Counter(truth) - Counter(read)).elements())[:12],
                      "added", list((Counter(read) - Counter(truth)).elements())[:12])
            in_order = order([words(b["text"]) for b in running(page["blocks"])], read)
            for kind in (doc.kind, "all"):
                n, c, o = results.get(kind, (0, Counts(), Order()))
                results[kind] = (n + 1, c + count, o + in_order)
    print(f"{'kind':16} {'pages':>5} {'words':>6} {'word F1':>8} {'order of words':>15} {'of blocks':>10} {'found':>6}")
    for kind, (n, c, o) in sorted(results.items(), key=lambda item: item[0] == "all"):
        print(f"{kind:16} {n:5d} {c.expected:6d} {c.f1():8.4f} {o.words.value():15.4f} {o.blocks.value():10.4f} "
              f"{o.found.value():6.3f}")


if __name__ == "__main__":
    main()
