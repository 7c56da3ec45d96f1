"""Makes PDF files whose text layers mislead, and shows whether a service decides rightly between layer and OCR.

    python traps.py FOLDER --font LiberationSans-Regular.ttf [--url http://localhost:8080/v1/read]

FOLDER gets NAME.pdf for each trap, and traps.json with the right decision for each page, words that are on the page
and words that are not to be seen there. `layer` is right where every visible character stands in the layer as it is
seen; `ocr` where it does not, and over scans whose layer is invisible, whatever it says. With --url each file is sent
and the answer's text_source compared; the script ends with 1 where any is wrong.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from textwrap import wrap

import cv2
import numpy as np
import pypdfium2

from glyphs import Face
from languages import Prose
from metrics import words
from pdf import A4, Line, Pdf, placed, shown

WIDTH, HEIGHT = A4
LAYER, OCR = "layer", "ocr"


@dataclass(frozen=True)
class Trap:
    """A file, the right decision for each of its pages, words to be read and words that must not be."""

    name: str
    what: str
    right: list[str]
    pdf: bytes
    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def text(seed: int, count: int = 40, top: float = 770, size: float = 11) -> list[Line]:
    """Returns so many lines of English from a height on downwards."""
    lines = wrap(Prose("en", 5000 + seed).paragraph(count * 2), 84)[:count]
    return [Line(t, 60, top - n * size * 1.45, size) for n, t in enumerate(lines)]


def lowered(lines: list[Line], by: float) -> list[Line]:
    return [Line(line.text, line.x, line.y - by, line.size) for line in lines]


def plain(lines: list[Line], **page: object) -> bytes:
    pdf = Pdf()
    pdf.page(shown(lines), {"F1": pdf.helvetica()}, **page)
    return pdf.bytes()


def picture(document: bytes) -> np.ndarray:
    """Returns a page's picture at 150 dpi with a scanner's grey and noise."""
    image = pypdfium2.PdfDocument(document)[0].render(scale=150 / 72).to_numpy()
    noise = np.random.default_rng(3).normal(0, 5, image.shape[:2])[:, :, None]
    return np.clip(cv2.GaussianBlur(image, (3, 3), 0.7) * 0.93 + 12 + noise, 0, 255).astype(np.uint8)


def embedded(pdf: Pdf, image: np.ndarray) -> int:
    data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
    return pdf.jpeg(data, image.shape[1], image.shape[0])


def photo(width: int, height: int) -> np.ndarray:
    """Returns a picture without text: a sky, hills and a sun."""
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width])[:, None, None]
    image = np.stack([200 - 90 * y, 160 + 20 * y, 110 + 120 * y], axis=2)
    for base, wave, colour in ((0.55, 7, (90, 120, 80)), (0.7, 11, (60, 90, 50)), (0.85, 5, (40, 60, 35))):
        image[y > base + 0.06 * np.sin(wave * x + base * 9)] = colour
    image[(x - 0.75) ** 2 + (y - 0.2) ** 2 < 0.006] = (120, 220, 250)
    grain = np.random.default_rng(5).normal(0, 6, (height, width, 1))
    return cv2.GaussianBlur(np.clip(image + grain, 0, 255).astype(np.uint8), (5, 5), 1)


def over_scan(lines: list[Line], layer: bytes, *, after: bool = True, extra: str = "", state: str = "") -> bytes:
    """Returns a page that shows a scan of the lines, with more operators behind or before it."""
    pdf = Pdf()
    scan = placed("Scan", 0, 0, WIDTH, HEIGHT)
    states = {"Clear": pdf.add(state)} if state else None
    pdf.page(scan + layer if after else layer + scan, {"F1": pdf.helvetica()},
             {"Scan": embedded(pdf, picture(plain(lines)))}, extra, states)
    return pdf.bytes()


def coded(face: Face, lines: list[Line], unicode: Callable[[str], str] | None) -> bytes:
    pdf, letters = Pdf(), "".join(line.text for line in lines)
    map_to = None if unicode is None else {c: unicode(c) for c in set(letters)}
    pdf.page(face.shown(lines), {"F2": face.embed(pdf, letters, map_to)})
    return pdf.bytes()


def cropped(lines: list[Line]) -> bytes:
    outside = [Line("Trimmed margin words", 60, 25, 9), Line("Registration notes", 60, 825, 9)]
    return plain(lines + outside, extra="/CropBox[40 50 555 800]")


def outside_crop(lines: list[Line], hidden: list[Line]) -> bytes:
    pdf = Pdf()
    pdf.page(placed("Scan", 0, 0, WIDTH, HEIGHT) + shown(lowered(hidden, HEIGHT)), {"F1": pdf.helvetica()},
             {"Scan": embedded(pdf, picture(plain(lines)))}, f"/CropBox[0 0 {WIDTH} {HEIGHT}]", below=HEIGHT)
    return pdf.bytes()


def half_scanned(top: list[Line], below: list[Line]) -> bytes:
    pdf = Pdf()
    scan = picture(plain(below))
    half = scan[scan.shape[0] // 2:]
    pdf.page(shown(top) + placed("Scan", 0, 0, WIDTH, HEIGHT / 2), {"F1": pdf.helvetica()},
             {"Scan": embedded(pdf, half)})
    return pdf.bytes()


def with_picture(lines: list[Line], image: np.ndarray, box: tuple[float, float, float, float]) -> bytes:
    pdf = Pdf()
    pdf.page(placed("Photo", *box) + shown(lines), {"F1": pdf.helvetica()}, {"Photo": embedded(pdf, image)})
    return pdf.bytes()


def drawing(lines: list[Line]) -> bytes:
    """Returns text under a large chart of filled bars and lines."""
    bars = b"".join(f"0.{2 + n % 6} 0.4 0.6 rg {70 + n * 30} 450 22 {60 + (n * 71) % 260} re f\n".encode()
                    for n in range(15))
    grid = b"0.7 G 0.5 w " + b"".join(f"60 {450 + n * 30} m 535 {450 + n * 30} l S\n".encode() for n in range(11))
    return _single(grid + bars + shown(lines))


def _single(content: bytes, extra: str = "") -> bytes:
    pdf = Pdf()
    pdf.page(content, {"F1": pdf.helvetica()}, extra=extra)
    return pdf.bytes()


def annotated(lines: list[Line], value: str, field_type: str) -> bytes:
    """Returns text with a form field or a free-text note that shows a value of its own."""
    pdf = Pdf()
    font = pdf.helvetica()
    look = pdf.form(b"q 0.95 g 0 0 300 22 re f Q " + shown([Line(value, 4, 6, 12)]), 300, 22, font)
    common = f"/Type/Annot/Rect[60 60 360 82]/F 4/AP<</N {look} 0 R>>/DA(/F1 12 Tf 0 g)"
    if field_type == "Tx":
        note = pdf.add(f"<<{common}/Subtype/Widget/FT/Tx/T(name)/V({value})>>")
        pdf.catalog = f"/AcroForm<</Fields[{note} 0 R]/DR<</Font<</F1 {font} 0 R>>>>>>"
    else:
        note = pdf.add(f"<<{common}/Subtype/FreeText/Contents({value})>>")
    pdf.page(shown(lines), {"F1": font}, extra=f"/Annots[{note} 0 R]")
    return pdf.bytes()


def two_pages(first: list[Line], second: list[Line]) -> bytes:
    pdf = Pdf()
    font = pdf.helvetica()
    pdf.page(shown(first), {"F1": font})
    pdf.page(placed("Scan", 0, 0, WIDTH, HEIGHT), {"F1": font}, {"Scan": embedded(pdf, picture(plain(second)))})
    return pdf.bytes()


def turned_scan(lines: list[Line]) -> bytes:
    pdf = Pdf()
    image = np.rot90(picture(plain(lines)))
    pdf.page(placed("Scan", 0, 0, HEIGHT, WIDTH), {"F1": pdf.helvetica()}, {"Scan": embedded(pdf, image)},
             "/Rotate 90", size=(HEIGHT, WIDTH))
    return pdf.bytes()


def shifted(character: str) -> str:
    """Returns the letter three places on in the alphabet, as a wrong map to Unicode has it."""
    for first in "aA":
        if first <= character <= chr(ord(first) + 25):
            return chr((ord(character) - ord(first) + 3) % 26 + ord(first))
    return character


def traps(face: Face) -> list[Trap]:
    t = text(1)
    seen = [w for line in t[:5] for w in words(line.text)]
    other = text(2)
    scanned = [w for line in other[-5:] for w in words(line.text)]
    unseen = ["Invisiblewords", "Neverseen"]
    secret = [Line(" ".join(unseen), 60, 700 - 15 * n) for n in range(30)]
    head = [Line("Quarterly bulletin of the harbour office", 60, 810, 9), Line("Page 7", 500, 810, 9)]
    stamp = [Line("EXHIBIT 0042", 420, 20, 14)]
    paper = np.full((1754, 1240, 3), 235, np.uint8)
    paper -= np.random.default_rng(9).integers(0, 14, (1754, 1240, 1), np.uint8)
    dark = f"0.1 0.15 0.3 rg 0 0 {WIDTH} {HEIGHT} re f\n".encode()
    clear = b"/Clear gs " + shown(secret)
    return [
        Trap("plain", "born-digital text", [LAYER], plain(t), seen),
        Trap("none", "scan without a layer", [OCR], over_scan(t, b""), seen),
        Trap("invisible-right", "scan, invisible layer with the right text", [OCR],
             over_scan(t, shown(t, mode=3)), seen),
        Trap("invisible-wrong", "scan, invisible layer with other text", [OCR], over_scan(t, shown(secret, mode=3)),
             seen, unseen),
        Trap("no-map", "font without a map to Unicode", [OCR], coded(face, t, None), seen),
        Trap("private-use", "font mapped to the private use area", [OCR],
             coded(face, t, lambda c: chr(0xE000 + ord(c))), seen),
        Trap("replacement", "font mapped to U+FFFD", [OCR], coded(face, t, lambda c: "\ufffd"), seen),
        Trap("control", "font mapped to control characters", [OCR],
             coded(face, t, lambda c: chr(1 + ord(c) % 8)), seen),
        Trap("shifted", "font mapped to other letters", [OCR], coded(face, t, shifted), seen),
        Trap("header-only", "running head as text over a scan", [OCR], over_scan(t, shown(head)), seen + ["bulletin"]),
        Trap("stamp", "exhibit number as text on a scan", [OCR], over_scan(t, shown(stamp)), seen + ["EXHIBIT"]),
        Trap("white", "white text on the white of a scan", [OCR],
             over_scan(t, shown(secret, colour="1 g"), after=False), seen, unseen),
        Trap("transparent", "text of opacity 0 over a scan", [OCR],
             over_scan(t, clear, state="<</Type/ExtGState/ca 0/CA 0>>"), seen, unseen),
        Trap("covered", "text under an opaque scan", [OCR], over_scan(t, shown(secret), after=False), seen, unseen),
        Trap("white-on-dark", "white text on a dark page", [LAYER], _single(dark + shown(t, colour="1 g")), seen),
        Trap("outside-crop", "scan, all text beyond the crop box", [OCR], outside_crop(t, secret), seen, unseen),
        Trap("cropped", "born-digital, some text beyond the crop box", [LAYER],
             cropped([line for line in t if 60 < line.y < 780]), seen, ["Trimmed", "Registration"]),
        Trap("rotated", "born-digital page turned by 90°", [LAYER], plain(t, extra="/Rotate 90"), seen),
        Trap("upside-down", "born-digital page turned by 180°", [LAYER], plain(t, extra="/Rotate 180"), seen),
        Trap("rotated-scan", "scan without a layer, page turned by 90°", [OCR], turned_scan(t), seen),
        Trap("outlines", "text as outlines", [OCR], _single(face.outlines(t)), seen),
        Trap("half-scanned", "text above, a scan of text below", [OCR], half_scanned(t[:20], other),
             seen + scanned),
        Trap("photo", "born-digital text under a large photo", [LAYER],
             with_picture(lowered(t[:20], 420), photo(1200, 900), (60, 380, 475, 400)), seen),
        Trap("paper", "born-digital text on a page-wide picture of paper", [LAYER],
             with_picture(t, paper, (0, 0, WIDTH, HEIGHT)), seen),
        Trap("drawing", "born-digital text under a large chart", [LAYER],
             drawing(lowered(t[:22], 350)), seen),
        Trap("form", "born-digital form with a filled field", [LAYER], annotated(t, "Wilhelmina Fairweather", "Tx"),
             seen + ["Wilhelmina", "Fairweather"]),
        Trap("note", "born-digital text with a free-text note", [LAYER], annotated(t, "Postscript by Ottokar", "note"),
             seen + ["Postscript", "Ottokar"]),
        Trap("two-pages", "born-digital page, then a scan", [LAYER, OCR], two_pages(t, other), seen + scanned),
    ]


def ask(url: str, folder: Path, made: list[Trap]) -> int:
    """Prints each decision with the share of words that are as they should be; returns how many are wrong."""
    from service import Service
    service, wrong = Service(url), 0
    print(f"{'trap':16} {'right':10} {'answered':12} {'words':>6} {'hidden':>6}  reason")
    for trap in made:
        pages, _ = service.read(folder / f"{trap.name}.pdf")
        answer = [p.source.lower() for p in pages]
        said = {w for p in pages for b in p.blocks for w in words(b.text)}
        share = sum(w in said for w in trap.seen) / len(trap.seen)
        leaked = sum(w in said for w in trap.unseen)
        verdict = "" if answer == trap.right else "WRONG  "
        wrong += answer != trap.right
        print(f"{trap.name:16} {','.join(trap.right):10} {','.join(answer):12} {share:6.2f} {leaked:6d}  "
              f"{verdict}{', '.join(p.reason for p in pages if p.reason)}")
    print(f"{len(made) - wrong} of {len(made)} right")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--font", type=Path, required=True, help="a TrueType font with Latin letters")
    parser.add_argument("--url")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    made = traps(Face(args.font))
    for trap in made:
        (args.folder / f"{trap.name}.pdf").write_bytes(trap.pdf)
    index = [{k: v for k, v in asdict(trap).items() if k != "pdf"} for trap in made]
    (args.folder / "traps.json").write_text(json.dumps(index, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"{len(made)} traps in {args.folder}")
    if args.url and ask(args.url, args.folder, made):
        sys.exit(1)


if __name__ == "__main__":
    main()
