"""Renders the lines on which precisions of a recogniser are compared: golden-lines.py FONTS OUT

FONTS holds DejaVuSans.ttf, LiberationSerif-Regular.ttf, DroidSansFallbackFull.ttf (which has no digits) and
gbsn00lp.ttf, which are free to use.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

DEJAVU, SERIF = "DejaVuSans.ttf", "LiberationSerif-Regular.ttf"
DROID, SONG = "DroidSansFallbackFull.ttf", "gbsn00lp.ttf"

LINES = [
    ("The quick brown fox jumps over the lazy dog", SERIF, 30, 0, 255),
    ("Invoice No. 2024-0815, total 1,284.50 EUR", DEJAVU, 26, 20, 240),
    ("1. Introduction", DEJAVU, 34, 0, 255),
    ("Table 3: mean latency in ms (n = 120)", SERIF, 24, 230, 40),
    ("see https://example.org/report?id=42", DEJAVU, 22, 60, 250),
    ("第一章 文档版面分析的方法", DROID, 30, 0, 255),
    ("合计：12,480.00 元（含税）", SONG, 26, 0, 230),
    ("图2 识别结果与原文对照", SONG, 24, 220, 30),
]


def main(fonts: Path, out: Path) -> None:
    for number, (text, font, size, ink, paper) in enumerate(LINES, 1):
        face = ImageFont.truetype(fonts / font, size)
        left, top, right, bottom = face.getbbox(text)
        image = Image.new("L", (right - left + 16, bottom - top + 12), paper)
        ImageDraw.Draw(image).text((8 - left, 6 - top), text, font=face, fill=ink)
        image.save(out / f"line-{number}.png", optimize=True)


main(Path(sys.argv[1]), Path(sys.argv[2]))
