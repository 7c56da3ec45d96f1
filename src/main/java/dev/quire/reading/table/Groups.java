package dev.quire.reading.table;

/** Numbers from 0 that are joined to groups. */
final class Groups {
  private final int[] parents;

  Groups(int size) {
    parents = new int[size];
    for (int i = 0; i < size; i++) {
      parents[i] = i;
    }
  }

  /** The member that stands for the group: the least one. */
  int root(int member) {
    int root = member;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /** Joins two groups; says whether they were apart. */
  boolean join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parents[Math.max(a, b)] = Math.min(a, b);
    return a != b;
  }
}
