"""How alike two tables are: their cells, and TEDS, the similarity by the edit distance of their trees.

A table's tree is a root with rows, and rows with cells. Taking away or adding a node costs 1, so does making a cell
one of other spans; a cell of equal spans costs Levenshtein's distance of both texts over the longer one's length.
TEDS is 1 - cost / (nodes of the larger tree). Whether a cell is a header cell counts in neither figure.
"""

import unicodedata
from dataclasses import dataclass

from metrics import Counts, counts, distance


@dataclass(frozen=True)
class Node:
    """A node of a tree in post-order; `leaf` is the index of its leftmost leaf."""

    kind: tuple
    text: str
    leaf: int


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def nodes(table: dict) -> list[Node]:
    result: list[Node] = []
    for row in range(table["rows"]):
        first = len(result)
        for cell in sorted((c for c in table["cells"] if c["row"] == row), key=lambda c: c["column"]):
            kind = ("cell", cell.get("row_span", 1), cell.get("column_span", 1))
            result.append(Node(kind, plain(cell["text"]), len(result)))
        result.append(Node(("row",), "", min(first, len(result))))
    result.append(Node(("table",), "", 0))
    return result


def change(a: Node, b: Node) -> float:
    if a.kind != b.kind:
        return 1.0
    return distance(a.text, b.text) / max(len(a.text), len(b.text)) if a.text != b.text else 0.0


def key_roots(tree: list[Node]) -> list[int]:
    """Returns the nodes that have a sibling on their left, and the root."""
    last = {node.leaf: i for i, node in enumerate(tree)}
    return sorted(last.values())


def edit_distance(a: list[Node], b: list[Node]) -> float:
    """Returns the edit distance of two ordered trees (Zhang and Shasha)."""
    result = [[0.0] * len(b) for _ in a]
    for i in key_roots(a):
        for j in key_roots(b):
            compare(a, b, i, j, result)
    return result[-1][-1]


def compare(a: list[Node], b: list[Node], i: int, j: int, result: list[list[float]]) -> None:
    """Fills in the distances of the subtrees on the left edges of the trees under two nodes."""
    x, y = a[i].leaf, b[j].leaf
    forest = [[0.0] * (j - y + 2) for _ in range(i - x + 2)]
    for m in range(1, i - x + 2):
        forest[m][0] = m
    for n in range(1, j - y + 2):
        forest[0][n] = n
    for m in range(1, i - x + 2):
        for n in range(1, j - y + 2):
            p, q = x + m - 1, y + n - 1
            best = min(forest[m - 1][n], forest[m][n - 1]) + 1
            if a[p].leaf == x and b[q].leaf == y:
                best = min(best, forest[m - 1][n - 1] + change(a[p], b[q]))
                result[p][q] = best
            else:
                best = min(best, forest[a[p].leaf - x][b[q].leaf - y] + result[p][q])
            forest[m][n] = best


def teds(a: dict, b: dict) -> float:
    """Returns a similarity from 0 to 1."""
    x, y = nodes(a), nodes(b)
    return 1 - edit_distance(x, y) / max(len(x), len(y))


def cell_counts(found: dict | None, expected: dict) -> Counts:
    """Compares cells; equal ones have the same place, spans and text."""
    def keys(table: dict) -> list[tuple]:
        return [(c["row"], c["column"], c.get("row_span", 1), c.get("column_span", 1), plain(c["text"]))
                for c in table["cells"] if c["text"].strip()]

    return counts(keys(found) if found else [], keys(expected))


def matched(found: list[dict], expected: list[dict]) -> list[tuple[dict, dict | None, float]]:
    """Returns each expected table with the found one most like it (none twice) and their TEDS, 0 where none is left."""
    free, result = list(found), []
    for table in expected:
        scores = [teds(f, table) for f in free]
        best = max(range(len(free)), key=scores.__getitem__, default=None)
        result.append((table, None, 0.0) if best is None else (table, free.pop(best), scores[best]))
    return result
