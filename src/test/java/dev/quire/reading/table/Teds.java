package dev.quire.reading.table;

import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Similarity of tables by the edit distance of their trees (table, head or body, rows, cells), as
 * Zhang and Shasha compute it: 1 for equal trees, 0 for nothing in common.
 */
final class Teds {

  private record Node(String tag, String text, List<Node> children) {}

  /** A tree in post-order with the leftmost leaf of each node. */
  private static final class Tree {
    final List<Node> nodes = new ArrayList<>();
    final List<Integer> leftmost = new ArrayList<>();

    Tree(Node root) {
      add(root);
    }

    private int add(Node node) {
      int first = -1;
      for (Node child : node.children()) {
        int leaf = add(child);
        first = first < 0 ? leaf : first;
      }
      nodes.add(node);
      leftmost.add(first < 0 ? nodes.size() - 1 : first);
      return leftmost.get(leftmost.size() - 1);
    }

    List<Integer> keyRoots() {
      List<Integer> roots = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        int leaf = leftmost.get(i);
        if (!leftmost.subList(i + 1, nodes.size()).contains(leaf)) {
          roots.add(i);
        }
      }
      return roots;
    }
  }

  private final boolean texts;

  /**
   * @param texts whether the text of cells counts
   */
  Teds(boolean texts) {
    this.texts = texts;
  }

  double similarity(Table one, Table other) {
    Tree a = new Tree(tree(one));
    Tree b = new Tree(tree(other));
    double[][] distances = new double[a.nodes.size()][b.nodes.size()];
    double[][] costs = new double[a.nodes.size()][b.nodes.size()];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        costs[i][j] = cost(a.nodes.get(i), b.nodes.get(j));
      }
    }
    for (int i : a.keyRoots()) {
      for (int j : b.keyRoots()) {
        distance(a, b, i, j, distances, costs);
      }
    }
    double distance = distances[a.nodes.size() - 1][b.nodes.size() - 1];
    return 1 - distance / Math.max(a.nodes.size(), b.nodes.size());
  }

  private void distance(Tree a, Tree b, int i, int j, double[][] trees, double[][] costs) {
    int left = a.leftmost.get(i);
    int up = b.leftmost.get(j);
    double[][] forest = new double[i - left + 2][j - up + 2];
    for (int x = 1; x < forest.length; x++) {
      forest[x][0] = x;
    }
    for (int y = 1; y < forest[0].length; y++) {
      forest[0][y] = y;
    }
    for (int x = 1; x < forest.length; x++) {
      for (int y = 1; y < forest[0].length; y++) {
        int m = left + x - 1;
        int n = up + y - 1;
        double least = Math.min(forest[x - 1][y], forest[x][y - 1]) + 1;
        if (a.leftmost.get(m) == left && b.leftmost.get(n) == up) {
          forest[x][y] = Math.min(least, forest[x - 1][y - 1] + costs[m][n]);
          trees[m][n] = forest[x][y];
        } else {
          int p = a.leftmost.get(m) - left;
          int q = b.leftmost.get(n) - up;
          forest[x][y] = Math.min(least, forest[p][q] + trees[m][n]);
        }
      }
    }
  }

  private double cost(Node a, Node b) {
    if (!a.tag().equals(b.tag())) {
      return 1;
    }
    int longest = Math.max(a.text().length(), b.text().length());
    return !texts || longest == 0 ? 0 : levenshtein(a.text(), b.text()) / (double) longest;
  }

  private static int levenshtein(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static Node tree(Table table) {
    List<TableCell> cells = new ArrayList<>(table.cells());
    cells.sort(Comparator.comparingInt(TableCell::row).thenComparingInt(TableCell::column));
    List<Node> head = new ArrayList<>();
    List<Node> body = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      List<Node> nodes = new ArrayList<>();
      boolean heads = true;
      for (TableCell cell : cells) {
        if (cell.row() == row) {
          heads &= cell.header();
          String tag = "cell " + cell.rowSpan() + " " + cell.columnSpan();
          nodes.add(new Node(tag, cell.text(), List.of()));
        }
      }
      (heads && !nodes.isEmpty() && body.isEmpty() ? head : body).add(new Node("row", "", nodes));
    }
    List<Node> parts = new ArrayList<>();
    if (!head.isEmpty()) {
      parts.add(new Node("head", "", head));
    }
    parts.add(new Node("body", "", body));
    return new Node("table", "", parts);
  }
}
