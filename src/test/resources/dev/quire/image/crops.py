"""Makes crops.csv: lines cut out of a page of noise by OpenCV's Python, which LineCropperTest checks against.

Run with opencv-python-headless 4.11 and NumPy; the page is of 160 x 120 pixels, see page().
"""

import sys
import zlib

import cv2
import numpy as np


def page():
    y, x = np.mgrid[0:120, 0:160]
    return np.stack(
        [(x * 7 + y * 13) % 256, (x * x + y * 3) % 256, (x * 5 + y * y) % 256], axis=2
    ).astype(np.uint8)


def crop(points):
    points = np.float32(points)
    side = lambda a, b: np.linalg.norm(points[a] - points[b])
    width = int(max(side(0, 1), side(2, 3)))
    height = int(max(side(0, 3), side(1, 2)))
    target = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    level = cv2.warpPerspective(
        page(),
        cv2.getPerspectiveTransform(points, target),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
        flags=cv2.INTER_CUBIC,
    )
    return np.rot90(level) if height / width >= 1.5 else level


def tightened(points):
    corners = sorted(cv2.boxPoints(cv2.minAreaRect(np.int32(points))).tolist())
    left, right = (sorted(pair, key=lambda p: p[1]) for pair in (corners[:2], corners[2:]))
    return [left[0], right[0], right[1], left[1]]


def main():
    random = np.random.default_rng(20)
    quads = [
        [[10, 10], [90, 10], [90, 30], [10, 30]],
        [[10, 20], [90, 40], [86, 58], [6, 38]],
        [[40, 5], [55, 5], [55, 100], [40, 100]],
        [[40, 5], [60, 5], [60, 35], [40, 35]],
        [[40, 5], [60, 5], [60, 34], [40, 34]],
        [[-5, -4], [70, -4], [70, 12], [-5, 12]],
        [[120, 100], [170, 105], [168, 125], [118, 120]],
        [[5, 5], [6, 5], [6, 6], [5, 6]],
    ]
    for _ in range(22):
        width, height = random.integers(8, 100), random.integers(5, 40)
        angle = random.uniform(-0.6, 0.6)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        box = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ turn
        box += random.uniform(-1.5, 1.5, (4, 2)) + random.integers(10, 60, 2)
        quads.append(np.round(box).tolist())
    for quad in quads:
        for name, corners in (("crop", quad), ("tightened", tightened(quad))):
            line = np.ascontiguousarray(crop(corners))
            values = [value for point in quad for value in point]
            print(
                name,
                *(int(value) for value in values),
                line.shape[1],
                line.shape[0],
                zlib.crc32(line.tobytes()),
                line[line.shape[0] // 2].ravel()[:12].tobytes().hex(),
                sep=",",
            )


main()
