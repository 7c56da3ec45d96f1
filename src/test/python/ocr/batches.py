"""Loads a service with pages of many lines, and prints pages/s, how many lines share a batch, and what its devices hold.

    java -Dquire.models.layout.engine=simulated -Dquire.devices=gpu:0 \
      -Dquire.simulated.latency=1:60ms,8:80ms,32:160ms -jar target/quarkus-app/quarkus-run.jar
    python batches.py http://localhost:8080 [--clients 32] [--seconds 40] [--lines 24] [--widest 1200]
    python batches.py http://localhost:8080 --pages IMAGE_OR_FOLDER ... [--clients 64]

The lines of a page are black bars of many widths; a cyan mark at the upper left says to the simulated models that bars
are lines. With --pages, images of pages are read instead, for services whose models are real, on a GPU say. Printed are
the pages a second, the median time of a page for one client alone, for each model the items of a batch and the share of
padding in what it computed, and for each device its precision and the memory of the service on it.
"""

import argparse
import io
import random
import os
import re
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from PIL import Image, ImageDraw

from answers import IMAGE_TYPES, images_in

MARGIN, STEP, BAR, MARK, COARSE, LEAST = 48, 80, 24, 24, 256, 120
ALONE = 12

Picture = tuple[bytes, str]


def page(lines: int, widest: int, chance: random.Random) -> bytes:
    """Returns a PNG with a bar for each line; few page sizes, so that pages share batches, too."""
    widths = [chance.randint(LEAST, widest) for _ in range(lines)]
    size = ((max(widths) + 2 * MARGIN + COARSE - 1) // COARSE * COARSE, STEP * lines + MARGIN)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, MARK - 1, MARK - 1), fill="cyan")
    for i, width in enumerate(widths):
        top = MARGIN + STEP * i
        draw.rectangle((MARGIN, top, MARGIN + width - 1, top + BAR - 1), fill="black")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def batches(base: str) -> dict[tuple[str, str], float]:
    """Returns the metrics of batches, summed by model."""
    sums: dict[tuple[str, str], float] = {}
    for line in httpx.get(f"{base}/q/metrics", timeout=60).text.splitlines():
        sample = re.match(r"(quire_batch_\w+)\{(.*)\} (\S+)", line)
        model = sample and re.search(r'model="([^"]*)"', sample[2])
        if model:
            key = (sample[1], model[1])
            sums[key] = sums.get(key, 0) + float(sample[3])
    return sums


def pictures(args: argparse.Namespace) -> Callable[[random.Random], Picture]:
    """Returns what makes the next page: one of those given, with other bytes behind it, or one drawn."""
    if not args.pages:
        return lambda chance: (page(args.lines, args.widest, chance), "image/png")
    given = [(file.read_bytes(), IMAGE_TYPES[file.suffix.lower()]) for file in images_in(args.pages)]

    def next_page(chance: random.Random) -> Picture:
        content, kind = chance.choice(given)
        return content + os.urandom(8), kind

    return next_page


def read(http: httpx.Client, base: str, picture: Picture) -> float:
    """Returns the seconds that a page took."""
    start = time.perf_counter()
    http.post(f"{base}/v1/ocr", content=picture[0], headers={"Content-Type": picture[1]}).raise_for_status()
    return time.perf_counter() - start


def print_devices(base: str) -> None:
    for model in httpx.get(f"{base}/v1/devices", timeout=60).json()["models"]:
        for device in model["devices"]:
            memory = device.get("memory", {})
            print(f"{model['model']} on {device['device']}: {device['state']}, "
                  f"{device.get('precision', {}).get('used')}, own memory {memory.get('own', 0) / 2**20:.0f} MiB, "
                  f"peak {memory.get('peak', 0) / 2**20:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--pages", type=Path, nargs="+")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--lines", type=int, default=24)
    parser.add_argument("--widest", type=int, default=1200)
    args = parser.parse_args()
    base = args.url.rstrip("/")
    picture = pictures(args)
    with httpx.Client(timeout=600) as http:
        chance = random.Random(0)
        alone = [read(http, base, picture(chance)) for _ in range(ALONE)][1:]
    print(f"one client: median {1000 * statistics.median(alone):.0f} ms a page")
    answered, lock = [0], threading.Lock()
    start = time.monotonic()
    before = batches(base)

    def client(number: int) -> None:
        chance = random.Random(number)
        with httpx.Client(timeout=600) as http:
            while time.monotonic() < start + args.seconds:
                read(http, base, picture(chance))
                with lock:
                    answered[0] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(args.clients)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    seconds = time.monotonic() - start
    after = batches(base)
    print(f"{args.clients} clients: {answered[0] / seconds:.2f} pages/s")

    def gained(name: str, model: str) -> float:
        return after.get((name, model), 0) - before.get((name, model), 0)

    for model in sorted({model for _, model in after}):
        count = gained("quire_batch_size_count", model)
        if count:
            items = gained("quire_batch_size_sum", model) / count
            padding = gained("quire_batch_padding_total", model) / gained("quire_batch_cost_total", model)
            print(f"{model}: {items:.1f} items a batch, {100 * padding:.1f} % padding")
    print_devices(base)


if __name__ == "__main__":
    main()
