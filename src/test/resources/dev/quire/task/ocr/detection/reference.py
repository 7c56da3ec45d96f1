"""Writes what OpenCV, NumPy, shapely and pyclipper make of random maps and random rectangles.

usage: reference.py FOLDER

Made with opencv-python-headless 4.11.0.86, numpy 2.4.6, shapely 2.2.0 and pyclipper 1.4.0. The maps and the
rectangles are not written: RandomMaps.java makes the same from the same numbers, bit for bit.

boxes.csv.gz    one line a box: number of the map, x and y of the four corners, score
offsets.csv.gz  one line a rectangle: x and y of the vertices in turn, from the least on
"""

import gzip
import math
import sys
from pathlib import Path

import cv2
import numpy as np
import pyclipper
from shapely.geometry import Polygon

MAPS = 1000
OFFSETS = 2000


class Numbers:
    """Knuth's linear congruential generator on 64 bits."""

    def __init__(self, seed):
        self.state = seed
        for _ in range(4):
            self.next(1)

    def next(self, below):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % below

    def between(self, least, most):
        return least + self.next(most - least + 1)


def random_map(number):
    """Blurred bars in any direction and noise; every value is a multiple of 1/256."""
    numbers = Numbers(number)
    height = 32 * numbers.between(1, 6)
    width = 32 * numbers.between(1, 7)
    bars = numbers.between(1, 14)
    level = numbers.next(3) == 0
    values = np.zeros((height, width), np.int64)
    ys, xs = np.mgrid[0:height, 0:width]
    for _ in range(bars):
        a = numbers.between(-20, 20)
        b = 0 if level else numbers.between(-20, 20)
        if a == 0 and b == 0:
            a = 1
        length = math.isqrt(a * a + b * b)
        x = numbers.next(width)
        y = numbers.next(height)
        half_u = length * numbers.between(2, 40)
        half_v = length * numbers.between(1, 7)
        peak = numbers.between(160, 256)
        slope = numbers.between(30, 180)
        u = np.abs(a * (xs - x) + b * (ys - y))
        v = np.abs(a * (ys - y) - b * (xs - x))
        inside = np.minimum(half_u - u, half_v - v)
        values = np.maximum(values, np.clip(77 + inside * slope // length, 0, peak))
    noise = numbers.next(60)
    seed = numbers.next(1000)
    values = values + (xs * 7919 + ys * 104729 + xs * ys * 31 + seed) % 1009 * noise // 1009 - noise // 2
    values = np.clip(values, 0, 256)
    page_height = height * numbers.between(20, 300) // 100 + 32
    page_width = width * numbers.between(20, 300) // 100 + 32
    return (values / 256).astype(np.float32), page_height, page_width


def mini_box(points):
    """Corners of the smallest rectangle: upper left, upper right, lower right, lower left."""
    rectangle = cv2.minAreaRect(points)
    corners = cv2.boxPoints(rectangle)
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = corners[:2], corners[2:]
    if not left[1][1] > left[0][1]:
        left = left[::-1]
    if not right[1][1] > right[0][1]:
        right = right[::-1]
    return np.array([left[0], right[0], right[1], left[1]]), min(rectangle[1])


def mean_inside(probabilities, box):
    height, width = probabilities.shape
    low = np.clip(np.floor(box.min(axis=0)).astype(int), 0, [width - 1, height - 1])
    high = np.clip(np.ceil(box.max(axis=0)).astype(int), 0, [width - 1, height - 1])
    mask = np.zeros((high[1] - low[1] + 1, high[0] - low[0] + 1), np.uint8)
    moved = (box - low.astype(np.float32)).astype(np.int32)
    cv2.fillPoly(mask, [moved], 1)
    return cv2.mean(probabilities[low[1] : high[1] + 1, low[0] : high[0] + 1], mask)[0]


def offset(box, distance):
    clipper = pyclipper.PyclipperOffset()
    clipper.AddPath(box, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
    paths = clipper.Execute(distance)
    assert len(paths) == 1, paths
    return paths[0]


def paddlex(box, shape, page_height, page_width):
    scale_x = page_width / shape[1]
    scale_y = page_height / shape[0]
    return [
        (max(0, min(round(float(x) * scale_x), page_width)), max(0, min(round(float(y) * scale_y), page_height)))
        for x, y in box
    ]


def in_float(box, shape, page_height, page_width):
    size = np.array([shape[1], shape[0]], np.float32)
    page = np.array([page_width, page_height], np.float32)
    return np.clip(np.round(box / size * page), 0, page).astype(np.int32)


def clipped(box, page_height, page_width):
    box = np.clip(box, 0, [page_width - 1, page_height - 1])
    sides = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])
    return None if int(sides[0]) <= 3 or int(sides[1]) <= 3 else [(int(x), int(y)) for x, y in box]


def paddleocr(box, shape, page_height, page_width):
    box = in_float(box, shape, page_height, page_width)
    sums = box.sum(axis=1)
    first, third = np.argmin(sums), np.argmax(sums)
    rest = np.delete(box, (first, third), axis=0)
    differences = rest[:, 1] - rest[:, 0]
    box = np.array([box[first], rest[np.argmin(differences)], box[third], rest[np.argmax(differences)]])
    return clipped(box, page_height, page_width)


def rapidocr(box, shape, page_height, page_width):
    box = in_float(box, shape, page_height, page_width)
    box = box[np.argsort(box[:, 0], kind="stable")]
    left = box[:2][np.argsort(box[:2, 1], kind="stable")]
    right = box[2:][np.argsort(box[2:, 1], kind="stable")]
    return clipped(np.array([left[0], right[0], right[1], left[1]]), page_height, page_width)


def swaps(boxes):
    boxes = sorted(boxes, key=lambda b: (b[0][0][1], b[0][0][0]))
    for i in range(len(boxes) - 1):
        for j in range(i, -1, -1):
            (x, y), (next_x, next_y) = boxes[j][0][0], boxes[j + 1][0][0]
            if abs(next_y - y) < 10 and next_x < x:
                boxes[j], boxes[j + 1] = boxes[j + 1], boxes[j]
            else:
                break
    return boxes


def rows(boxes):
    if not boxes:
        return boxes
    corners = np.array([b[0][0] for b in boxes])
    by_y = np.argsort(corners[:, 1], kind="stable")
    row = np.concatenate([[0], np.cumsum(np.abs(np.diff(corners[by_y, 1])) >= 10)])
    return [boxes[i] for i in by_y[np.lexsort((corners[by_y, 0], row))]]


PROFILES = [
    (0.6, 1.5, False, paddlex, swaps),
    (0.6, 1.5, False, paddleocr, swaps),
    (0.5, 1.6, True, rapidocr, rows),
]


def boxes(probabilities, page_height, page_width, profile):
    box_threshold, ratio, dilated, finish, order = profile
    mask = (probabilities > 0.3).astype(np.uint8)
    if dilated:
        mask = cv2.dilate(mask, np.array([[1, 1], [1, 1]], np.uint8))
    contours, _ = cv2.findContours(mask * 255, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:1000]:
        box, side = mini_box(contour)
        if side < 3:
            continue
        score = mean_inside(probabilities, box)
        if score < box_threshold:
            continue
        if finish is paddlex:
            area, perimeter = cv2.contourArea(box), cv2.arcLength(box, True)
        else:
            area, perimeter = Polygon(box).area, Polygon(box).length
        wide, side = mini_box(np.array(offset(box, area * ratio / perimeter)).reshape(-1, 1, 2))
        if side < 5:
            continue
        whole = finish(wide, probabilities.shape, page_height, page_width)
        if whole is not None:
            found.append((whole, score))
    return order(found)


def random_rectangle(number):
    """Corners in float32, and a distance that is a multiple of 1/64."""
    numbers = Numbers(1_000_000 + number)
    a = numbers.between(-200, 200)
    b = numbers.between(-200, 200) if numbers.next(4) else 0
    if a == 0 and b == 0:
        a = 1
    length = math.sqrt(a * a + b * b)
    x = numbers.between(-64, 40000) / 16
    y = numbers.between(-64, 40000) / 16
    u = numbers.between(24, 24 + numbers.next(8000)) / 16
    v = numbers.between(24, 24 + numbers.next(800)) / 16
    distance = numbers.between(8, 64 + numbers.next(3200)) / 64
    corners = [
        (x + (a * p * u - b * q * v) / length, y + (b * p * u + a * q * v) / length)
        for p, q in [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    ]
    if numbers.next(2):
        corners.reverse()
    return np.array(corners, np.float32), distance


def write(path, lines):
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())


def main(folder):
    lines = []
    for number in range(MAPS):
        probabilities, page_height, page_width = random_map(number)
        for box, score in boxes(probabilities, page_height, page_width, PROFILES[number % 3]):
            lines.append(",".join(map(str, [number, *(c for corner in box for c in corner), "%.7f" % score])))
    write(folder / "boxes.csv.gz", lines)
    print(len(lines), "boxes")
    lines = []
    for number in range(OFFSETS):
        polygon = offset(*random_rectangle(number))
        least = polygon.index(min(polygon))
        lines.append(",".join(str(c) for point in polygon[least:] + polygon[:least] for c in point))
    write(folder / "offsets.csv.gz", lines)
    print(sum(line.count(",") + 1 for line in lines) // 2, "vertices")


main(Path(sys.argv[1]))
