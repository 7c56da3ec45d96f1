"""Makes the documents that reading is measured on: HTML dealt to sheets and printed to PDF by Chromium, drawn at
150 dpi, clean and worn.

    python make.py OUT --fonts FOLDER ... [--chromium chromium] [--only KIND ...]

OUT gets html/NAME.html, pdf/NAME.pdf, truth/NAME.json (see truth.py), clean/NAME-P.png and degraded/NAME-P.DAMAGE.jpg.
Kinds whose fonts are nowhere below the folders are left out, and named. Equal fonts, Chromium and PDFium give equal
files.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import cv2
import pypdfium2

from degrade import DAMAGES
from kinds import Document, catalogue, page_html

DPI = 150
FONTS = {
    "read-serif": [("LiberationSerif-Regular.ttf", ""), ("LiberationSerif-Bold.ttf", "font-weight:bold;")],
    "read-sans": [("LiberationSans-Regular.ttf", ""), ("LiberationSans-Bold.ttf", "font-weight:bold;")],
    "read-mono": [("LiberationMono-Regular.ttf", "")],
    "read-hei": [("DroidSansFallbackFull.ttf", "")],
    "read-song": [("gbsn00lp.ttf", "")],
    "read-mincho": [("ipam.ttf", "")],
    "read-naskh": [("Amiri-Regular.ttf", ""), ("Amiri-Bold.ttf", "font-weight:bold;")],
    "read-hebrew": [("FrankRuehlCLM-Medium.ttf", ""), ("FrankRuehlCLM-Bold.ttf", "font-weight:bold;")],
}


def faces(folders: list[Path]) -> dict[str, str]:
    """Returns the CSS of each font family that is there."""
    result = {}
    for family, files in FONTS.items():
        found = [(sorted(f for folder in folders for f in folder.rglob(name)), extra) for name, extra in files]
        if all(paths for paths, _ in found):
            result[family] = "".join(f"@font-face{{font-family:{family};{extra}src:url({paths[0].resolve().as_uri()})}}"
                                     for paths, extra in found)
    return result


def chromium(program: str, *arguments: str) -> bytes:
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--font-render-hinting=none",
             f"--user-data-dir={profile}", "--virtual-time-budget=20000", *arguments],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120).stdout


def dealt(program: str, source: Path) -> tuple[str, list[dict]]:
    """Runs the page's script; returns the page as it then is, and its truth."""
    page = chromium(program, "--dump-dom", source.resolve().as_uri()).decode("utf-8")
    start = page.index('<script type="application/json" id="truth">')
    truth = page[page.index(">", start) + 1:page.index("</script>", start)]
    return page[:start] + page[page.index("</script>", start) + 9:], json.loads(truth)


def write(out: Path, name: str, document: Document, program: str, css: str, script: str, damage: str) -> int:
    """Writes a document's files and returns how many pages it has."""
    source = out / "html" / f"{name}.html"
    source.write_text(page_html(document, css, script), encoding="utf-8")
    page, truth = dealt(program, source)
    source.write_text(page, encoding="utf-8")
    pdf = out / "pdf" / f"{name}.pdf"
    chromium(program, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.resolve().as_uri())
    pages = pypdfium2.PdfDocument(pdf)
    if len(pages) != len(truth):
        raise SystemExit(f"{name}: Chromium printed {len(pages)} pages instead of {len(truth)}")
    value = {"name": name, "kind": document.kind, "language": document.language, "pages": truth}
    (out / "truth" / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    for number, sheet in enumerate(pages, start=1):
        image = sheet.render(scale=DPI / 72).to_numpy()
        cv2.imwrite(str(out / "clean" / f"{name}-{number}.png"), image)
        worn = DAMAGES[damage](image)
        quality = 60 if damage in ("jpeg", "all") else 90
        cv2.imwrite(str(out / "degraded" / f"{name}-{number}.{damage}.jpg"), worn, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", type=Path, nargs="+", required=True, help="folders that hold, at any depth, "
                        + ", ".join(name for files in FONTS.values() for name, _ in files))
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--only", nargs="+", help="kinds to make; all others are left as they are")
    args = parser.parse_args()
    for folder in ("html", "pdf", "truth", "clean", "degraded"):
        (args.out / folder).mkdir(parents=True, exist_ok=True)
    script = (Path(__file__).parent / "fit.js").read_text(encoding="utf-8")
    there = faces(args.fonts)
    made, left_out = Counter(), Counter()
    for n, document in enumerate(catalogue()):
        name = f"{n + 1:02d}-{document.kind}"
        if args.only and document.kind not in args.only:
            continue
        family = document.style.font
        if family in FONTS and family not in there:
            left_out[f"{document.kind} ({', '.join(f for f, _ in FONTS[family])})"] += 1
            continue
        damage = list(DAMAGES)[n % len(DAMAGES)]
        made[document.kind] += write(args.out, name, document, args.chromium, "".join(there.values()), script, damage)
        print(name, document.style.font, f"{document.style.size}pt", damage, file=sys.stderr)
    for kind, pages in made.items():
        print(f"{kind:16} {pages:3d} pages")
    for kind, count in left_out.items():
        print(f"left out: {count} of {kind}")


if __name__ == "__main__":
    main()
