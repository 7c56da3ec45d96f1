"""Answers of an OCR service or engine, one page each, and their files of JSON lines:

    {"page": name, "width": px, "height": px, "lines": [{"quad": [[x, y] * 4], "text": str, "score": number}]}
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Line:
    """A line of text: corners from the top left on, clockwise as one reads, in pixels of the page."""

    quad: list[list[float]]
    text: str
    score: float


@dataclass(frozen=True)
class Answer:
    """The lines of one page, its size in pixels where known, else 0.

    `dropped` holds the lines that the engine found and left out for their score.
    """

    page: str
    width: int
    height: int
    lines: list[Line]
    dropped: list[Line]


def lines_of(values: Iterable[dict]) -> list[Line]:
    return [Line(v["quad"], v["text"], v["score"]) for v in values]


def lines_in_response(body: dict) -> list[Line]:
    """Returns the lines in a service's JSON for a single page. The one place that knows the service's format."""
    result = body["pages"][0].get("result", body["pages"][0]) if "pages" in body else body
    return lines_of(result["lines"])


def images_in(paths: Iterable[Path]) -> list[Path]:
    """Returns the images among the files and in the folders, in order of their names."""
    files = [f for p in paths for f in (sorted(p.iterdir()) if p.is_dir() else [p])]
    return [f for f in files if f.suffix.lower() in IMAGE_TYPES]


def ask(client: httpx.Client, url: str, image: Path) -> list[Line]:
    """Posts an image and returns the lines of the answer; raises httpx.HTTPStatusError on any error."""
    response = client.post(url, content=image.read_bytes(), headers={"Content-Type": IMAGE_TYPES[image.suffix.lower()]})
    response.raise_for_status()
    return lines_in_response(response.json())


def read(path: Path) -> dict[str, Answer]:
    """Returns the answers in a file by the names of their pages."""
    with open(path, encoding="utf-8") as file:
        values = [json.loads(line) for line in file]
    return {v["page"]: Answer(v["page"], v["width"], v["height"], lines_of(v["lines"]), lines_of(v.get("dropped", [])))
            for v in values}


def write(path: Path, answers: Iterator[Answer]) -> None:
    """Writes answers as they come, one page a line."""
    with open(path, "w", encoding="utf-8") as file:
        for a in answers:
            value = {"page": a.page, "width": a.width, "height": a.height, "lines": [entry(line) for line in a.lines]}
            if a.dropped:
                value["dropped"] = [entry(line) for line in a.dropped]
            file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()


def entry(line: Line) -> dict:
    quad = [[whole(v) for v in point] for point in line.quad]
    return {"quad": quad, "text": line.text, "score": round(float(line.score), 5)}


def whole(value: float) -> float:
    """Returns a coordinate as an integer where it is one, else with two digits."""
    rounded = round(float(value), 2)
    return int(rounded) if rounded == int(rounded) else rounded


def answers_of(source: str, images: list[Path]) -> dict[str, Answer]:
    """Returns the answers of a source, which is a file of JSON lines or the URL of an OCR endpoint to post to."""
    if not source.startswith(("http://", "https://")):
        return read(Path(source))
    with httpx.Client(timeout=300) as client:
        return {image.name: Answer(image.name, 0, 0, ask(client, source, image), []) for image in images}
