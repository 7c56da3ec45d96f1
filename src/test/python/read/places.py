"""Rectangles [x1, y1, x2, y2]."""

Box = list[float]


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def shared(a: Box, b: Box) -> float:
    """Returns the area that both cover."""
    return area([max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])])


def iou(a: Box, b: Box) -> float:
    """Returns the area that both cover over the area that either does, 0 where there is none."""
    both = shared(a, b)
    either = area(a) + area(b) - both
    return both / either if either else 0.0


def scaled(box: Box, x: float, y: float) -> Box:
    return [box[0] * x, box[1] * y, box[2] * x, box[3] * y]
