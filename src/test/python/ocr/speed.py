"""Measures two OCR services on the same pages, in alternating rounds of one run.

    python speed.py URL_A URL_B IMAGE_OR_FOLDER ... [--clients 8] [--rounds 3] [--repeat 1]

The URLs are those of the endpoints, for example http://localhost:8080/v1/ocr?profile=rapidocr. In each round every
client takes the next page from one list until all are read, first at one service, then at the other; the services take
turns in going first. Then one client alone reads the pages. Every request has other bytes behind the image, which no
decoder reads, so that no service answers it from memory. Printed are the pages a second, the ratio of A to B of each
round and of all, and the median latency of the lone client.
"""

import argparse
import itertools
import os
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from answers import IMAGE_TYPES, images_in, lines_in_response


@dataclass
class Service:
    """An endpoint and what was measured on it."""

    url: str
    rates: list[float] = field(default_factory=list)
    lone: list[float] = field(default_factory=list)
    lines: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Picture:
    content: bytes
    type: str


def read_page(client: httpx.Client, service: Service, picture: Picture) -> tuple[float, int]:
    """Returns the seconds that a page took and the number of its lines."""
    start = time.perf_counter()
    response = client.post(service.url, content=picture.content + os.urandom(8),
                           headers={"Content-Type": picture.type})
    response.raise_for_status()
    return time.perf_counter() - start, len(lines_in_response(response.json()))


def load(service: Service, pictures: list[Picture], clients: int) -> None:
    """Reads the pictures with that many clients at once and notes the pages a second."""
    work: Iterator[Picture] = iter(pictures)
    lock = threading.Lock()
    failures: list[Exception] = []

    def run(client: httpx.Client) -> None:
        with client:
            while True:
                with lock:
                    picture = next(work, None)
                if picture is None:
                    return
                try:
                    _, lines = read_page(client, service, picture)
                except httpx.HTTPError as problem:
                    failures.append(problem)
                    return
                with lock:
                    service.lines += lines
                    service.pages += 1

    threads = [threading.Thread(target=run, args=(httpx.Client(timeout=600),)) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"{service.url}: {failures[0]}")
    service.rates.append(len(pictures) / (time.perf_counter() - start))


def alone(service: Service, pictures: list[Picture]) -> None:
    with httpx.Client(timeout=600) as client:
        service.lone += [read_page(client, service, picture)[0] for picture in pictures]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("images", type=Path, nargs="+")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=1, help="how often each page is read in a round")
    args = parser.parse_args()
    pictures = [Picture(i.read_bytes(), IMAGE_TYPES[i.suffix.lower()]) for i in images_in(args.images)]
    a, b = Service(args.a), Service(args.b)
    for service in (a, b):
        alone(Service(service.url), pictures[:2])
    for number in range(args.rounds):
        for service in (a, b) if number % 2 == 0 else (b, a):
            load(service, list(itertools.chain(*[pictures] * args.repeat)), args.clients)
        print(f"round {number + 1}: {a.rates[-1]:.3f} and {b.rates[-1]:.3f} pages/s, ratio "
              f"{a.rates[-1] / b.rates[-1]:.2f}; load {os.getloadavg()[0]:.1f}", flush=True)
    for picture in pictures:
        alone(a, [picture])
        alone(b, [picture])
    for service in (a, b):
        print(f"{service.url}: {statistics.median(service.rates):.3f} pages/s at {args.clients} clients, median of "
              f"{args.rounds} rounds; {service.lines / service.pages:.1f} lines a page; one client: p50 "
              f"{statistics.median(service.lone):.3f} s, greatest {max(service.lone):.3f} s")
    ratios = [x / y for x, y in zip(a.rates, b.rates)]
    print(f"ratio {statistics.median(ratios):.2f} (of rounds: {', '.join(f'{r:.2f}' for r in ratios)})")


if __name__ == "__main__":
    main()
