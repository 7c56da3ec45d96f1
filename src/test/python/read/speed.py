"""How fast a long born-digital document is read from its text layer, against reading the same pages by OCR.

    python speed.py URL set [--pages 300] [--ocr-pages 30] [--rounds 3] [--pid PID]

A document of that many pages is put together from the PDF files of the set. Each round asks for its first pages by OCR
(`text=ocr`), then for all of it from the text layer, both as NDJSON, and prints pages per second, when the first page
came, and the ratio of the two. Then all of it is asked for as Markdown. With --pid, the most resident memory of the
service and its children is printed.
"""

import argparse
import io
import statistics
import sys
import threading
import time
from pathlib import Path

import httpx
import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ocr"))
from memory import resident  # noqa: E402


def document(folder: Path, pages: int) -> bytes:
    """Returns a PDF file of so many pages of the files of a folder, over and over."""
    files = sorted(folder.glob("*.pdf"))
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        for file in files:
            source = pypdfium2.PdfDocument(file)
            count = min(len(source), pages - len(whole))
            if count > 0:
                whole.import_pages(source, list(range(count)))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def read(client: httpx.Client, url: str, body: bytes, query: dict[str, str]) -> tuple[int, float, float]:
    """Returns the pages read, the seconds until the first came, and until the last."""
    headers = {"Content-Type": "application/pdf", "Accept": "application/x-ndjson"}
    start = time.perf_counter()
    first, pages = 0.0, 0
    with client.stream("POST", url, params=query, headers=headers, content=body) as answer:
        answer.raise_for_status()
        for line in answer.iter_lines():
            if line:
                pages += 1
                first = first or time.perf_counter() - start
                if '"error"' in line[:200]:
                    raise SystemExit(f"a page failed: {line[:300]}")
    return pages, first, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("set", type=Path)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--ocr-pages", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pid", type=int)
    args = parser.parse_args()
    body = document(args.set / "pdf", args.pages)
    print(f"a document of {args.pages} pages, {len(body) / 1e6:.1f} MB")
    most, done = [0], threading.Event()
    if args.pid:

        def watch() -> None:
            while not done.wait(0.2):
                most[0] = max(most[0], resident(args.pid))

        threading.Thread(target=watch, daemon=True).start()
    client = httpx.Client(timeout=3600)
    read(client, args.url, body, {"pages": "1-5", "text": "ocr"})
    read(client, args.url, body, {"pages": "1-20"})
    ratios = []
    for round_ in range(args.rounds):
        pages, first, seconds = read(client, args.url, body, {"pages": f"1-{args.ocr_pages}", "text": "ocr"})
        ocr = pages / seconds
        pages, first, seconds = read(client, args.url, body, {})
        layer = pages / seconds
        ratios.append(layer / ocr)
        print(f"OCR {ocr:.2f} pages/s, text layer {layer:.2f} pages/s (first page after {first:.2f} s): {layer / ocr:.2f} ×")
    print(f"median ratio {statistics.median(ratios):.2f}")
    start = time.perf_counter()
    answer = client.post(args.url, headers={"Content-Type": "application/pdf", "Accept": "text/markdown"}, content=body)
    answer.raise_for_status()
    seconds = time.perf_counter() - start
    print(f"as Markdown: {args.pages / seconds:.2f} pages/s, {len(answer.content)} bytes")
    done.set()
    if args.pid:
        print(f"resident at most {most[0] / 2**20:.0f} MiB with children")


if __name__ == "__main__":
    main()
