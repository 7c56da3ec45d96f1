"""Draws the pages of PDF files as PNG.

    python render.py OUT FILE.pdf ... [--dpi 150]
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

DPI = 150


def draw(page: pypdfium2.PdfPage, dpi: float = DPI) -> np.ndarray:
    """Returns the page's picture in BGR."""
    return page.render(scale=dpi / 72).to_numpy()


def compact(image: np.ndarray) -> np.ndarray:
    """Returns a grey picture in one channel, any other as it is."""
    grey = image[:, :, 0]
    return grey if all(np.array_equal(grey, image[:, :, c]) for c in (1, 2)) else image


def save_png(image: np.ndarray, path: Path) -> None:
    cv2.imwrite(str(path), compact(image), [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--dpi", type=float, default=DPI)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for file in args.files:
        for number, page in enumerate(pypdfium2.PdfDocument(file), start=1):
            save_png(draw(page, args.dpi), args.out / f"{file.stem}-{number:02d}.png")


if __name__ == "__main__":
    main()
