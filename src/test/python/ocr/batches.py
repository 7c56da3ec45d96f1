"""Loads a service whose models are simulated with pages of many lines, and prints how many lines share a batch.

    java -Dquire.models.layout.engine=simulated -Dquire.devices=gpu:0 \
      -Dquire.simulated.latency=1:60ms,8:80ms,32:160ms -jar target/quarkus-app/quarkus-run.jar
    python batches.py http://localhost:8080 [--clients 32] [--seconds 40] [--lines 24] [--widest 1200]

The lines of a page are black bars of many widths; a cyan mark at the upper left says to the simulated models that bars
are lines. Printed are, for each model, the items of a batch and the share of padding in what it computed.
"""

import argparse
import io
import random
import re
import threading
import time

import httpx
from PIL import Image, ImageDraw

MARGIN, STEP, BAR, MARK, COARSE, LEAST = 48, 80, 24, 24, 256, 120


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--lines", type=int, default=24)
    parser.add_argument("--widest", type=int, default=1200)
    args = parser.parse_args()
    base = args.url.rstrip("/")
    answered, lock = [0], threading.Lock()
    start = time.monotonic()
    before = batches(base)

    def client(number: int) -> None:
        chance = random.Random(number)
        http = httpx.Client(timeout=600)
        while time.monotonic() < start + args.seconds:
            body = page(args.lines, args.widest, chance)
            answer = http.post(f"{base}/v1/ocr", content=body, headers={"Content-Type": "image/png"})
            answer.raise_for_status()
            with lock:
                answered[0] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(args.clients)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    seconds = time.monotonic() - start
    after = batches(base)
    print(f"{args.clients} clients, {args.lines} lines a page: {answered[0] / seconds:.2f} pages/s")

    def gained(name: str, model: str) -> float:
        return after.get((name, model), 0) - before.get((name, model), 0)

    for model in sorted({model for _, model in after}):
        count = gained("quire_batch_size_count", model)
        if count:
            items = gained("quire_batch_size_sum", model) / count
            padding = gained("quire_batch_padding_total", model) / gained("quire_batch_cost_total", model)
            print(f"{model}: {items:.1f} items a batch, {100 * padding:.1f} % padding")


if __name__ == "__main__":
    main()
