"""Reads pages of ever new sizes and prints how much memory the service has.

    python memory.py URL PID [--pages 1000] [--least 200] [--most 1600] [--clients 2]

URL is that of the endpoint, PID the service's process; its children count with it. Pages have a few lines of text and
sizes drawn from a seeded generator, no two alike. Printed are the resident megabytes after each hundred pages, and the
ratio of the last figure to the one after the first 200 pages.
"""

import argparse
import io
import random
import threading
from pathlib import Path

import httpx
from PIL import Image, ImageDraw, ImageFont

WORDS = "quarterly report of the steel mixture above a quiet river and seven other notes on paper".split()


def page(width: int, height: int, seed: int) -> bytes:
    """Returns a PNG of that size with lines of words."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=22)
    for top in range(20, min(height - 30, 400), 60):
        draw.text((15, top), " ".join(chance.choices(WORDS, k=max(1, width // 110))), fill="black", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def resident(pid: int) -> int:
    """Returns the resident bytes of a process and its children."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    children = [int(c) for task in Path(f"/proc/{pid}/task").iterdir()
                for c in (task / "children").read_text().split()]
    return pages * 4096 + sum(resident(child) for child in children)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("pid", type=int)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--least", type=int, default=200)
    parser.add_argument("--most", type=int, default=1600)
    parser.add_argument("--clients", type=int, default=2)
    args = parser.parse_args()
    chance = random.Random(20)
    sizes: set[tuple[int, int]] = set()
    while len(sizes) < args.pages:
        sizes.add((chance.randint(args.least, args.most), chance.randint(args.least, args.most)))
    work = enumerate(sorted(sizes, key=lambda size: chance.random()))
    lock = threading.Lock()
    done = 0
    figures: dict[int, int] = {}

    def run() -> None:
        nonlocal done
        with httpx.Client(timeout=600) as client:
            while True:
                with lock:
                    seed, size = next(work, (None, None))
                if seed is None:
                    return
                client.post(args.url, content=page(*size, seed),
                            headers={"Content-Type": "image/png"}).raise_for_status()
                with lock:
                    done += 1
                    if done % 100 == 0:
                        figures[done] = resident(args.pid)
                        print(f"{done:5d} pages: {figures[done] / 1e6:7.0f} MB", flush=True)

    clients = [threading.Thread(target=run) for _ in range(args.clients)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if len(figures) > 2:
        print(f"last / after 200 pages: {figures[max(figures)] / figures[200]:.3f}; most: "
              f"{max(figures.values()) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
