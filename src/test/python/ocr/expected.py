"""Writes what RapidOCR reads on images, as JSON lines (see answers.py).

    python expected.py v4 OUT.jsonl IMAGE_OR_FOLDER ...     rapidocr-onnxruntime 1.4.4, its PP-OCRv4 models
    python expected.py v6 OUT.jsonl IMAGE_OR_FOLDER ...     rapidocr 3.10.0, its PP-OCRv6 small models

Both with their defaults. Lines that they drop because their score is below 0.5 are written too, as "dropped".
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2

from answers import Answer, Line, images_in, write

MIN_SCORE = 0.5


def engine_v4() -> Callable[[Path], list[Line]]:
    from rapidocr_onnxruntime import RapidOCR
    engine = RapidOCR()

    def read(image: Path) -> list[Line]:
        result, _ = engine(str(image), text_score=0.0)
        return [Line(quad, text, score) for quad, text, score in result or []]

    return read


def engine_v6() -> Callable[[Path], list[Line]]:
    from rapidocr import RapidOCR
    engine = RapidOCR(params={"Global.log_level": "error"})

    def read(image: Path) -> list[Line]:
        result = engine(str(image), text_score=0.0)
        if result.boxes is None:
            return []
        return [Line(q.tolist(), t, s) for q, t, s in zip(result.boxes, result.txts, result.scores)]

    return read


ENGINES = {"v4": engine_v4, "v6": engine_v6}


def answers(read: Callable[[Path], list[Line]], images: list[Path]) -> Iterator[Answer]:
    for image in images:
        start = time.perf_counter()
        lines = read(image)
        height, width = cv2.imread(str(image)).shape[:2]
        kept = [line for line in lines if line.score >= MIN_SCORE]
        dropped = [line for line in lines if line.score < MIN_SCORE]
        print(f"{image.name}: {len(kept)} lines, {len(dropped)} dropped, {time.perf_counter() - start:.2f} s",
              file=sys.stderr)
        yield Answer(image.name, width, height, kept, dropped)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("version", choices=ENGINES)
    parser.add_argument("out", type=Path)
    parser.add_argument("images", type=Path, nargs="+")
    args = parser.parse_args()
    write(args.out, answers(ENGINES[args.version](), images_in(args.images)))


if __name__ == "__main__":
    main()
