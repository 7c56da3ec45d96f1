package dev.quire.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

/**
 * The pages of a PDF document that can be reached from its root, in order. Trees are often wrong:
 * tools that join documents leave old counts behind, a reference leads nowhere, a branch leads back
 * to its trunk. Whatever pages are there are found; PDFBox goes by the counts.
 */
final class PageTree {

  /** What pages take from the branches they hang on (ISO 32000-2, 7.7.3.4). */
  private static final List<COSName> INHERITED =
      List.of(COSName.RESOURCES, COSName.MEDIA_BOX, COSName.CROP_BOX, COSName.ROTATE);

  /** Deeper trees are made to exhaust the stack. */
  private static final int MAX_DEPTH = 500;

  private final COSDictionary root;
  private final Set<COSDictionary> branches = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<COSDictionary> pages = new ArrayList<>();
  private final List<Map<COSName, COSBase>> inherited = new ArrayList<>();
  private boolean consistent = true;
  private int lost;

  private PageTree(COSDictionary root) {
    this.root = root;
  }

  /** Walks the tree below a root, which may also be the only page. */
  static PageTree of(COSDictionary root) {
    PageTree tree = new PageTree(root);
    tree.enter(root, new IdentityHashMap<>(), 0);
    return tree;
  }

  /** How many pages can be reached. */
  int count() {
    return pages.size();
  }

  /** How many pages the root declares. */
  int declared() {
    return root.getInt(COSName.COUNT, 0);
  }

  /** How many entries of the tree are neither pages nor branches. */
  int lost() {
    return lost;
  }

  /** Whether every branch holds as many pages as it declares, and nothing else. */
  boolean isConsistent() {
    return consistent;
  }

  /** A tree of these pages without branches, that PDFBox can go by. */
  COSDictionary flattened() {
    COSDictionary flat = new COSDictionary();
    COSArray kids = new COSArray();
    flat.setItem(COSName.TYPE, COSName.PAGES);
    for (int i = 0; i < pages.size(); i++) {
      COSDictionary page = pages.get(i);
      inherited.get(i).forEach((key, value) -> inherit(page, key, value));
      page.setItem(COSName.TYPE, COSName.PAGE);
      page.setItem(COSName.PARENT, flat);
      kids.add(page);
    }
    flat.setItem(COSName.KIDS, kids);
    flat.setInt(COSName.COUNT, pages.size());
    return flat;
  }

  private static void inherit(COSDictionary page, COSName key, COSBase value) {
    if (page.getDictionaryObject(key) == null) {
      page.setItem(key, value);
    }
  }

  /** How many pages are at or below a node. */
  private int enter(COSDictionary node, Map<COSName, COSBase> above, int depth) {
    if (!isBranch(node)) {
      return leaf(node, above);
    }
    if (depth > MAX_DEPTH || !branches.add(node)) {
      lost++;
      consistent = false;
      return 0;
    }
    Map<COSName, COSBase> here = new IdentityHashMap<>(above);
    for (COSName key : INHERITED) {
      COSBase value = node.getDictionaryObject(key);
      if (value != null) {
        here.put(key, value);
      }
    }
    int held = 0;
    COSArray kids = node.getCOSArray(COSName.KIDS);
    for (int i = 0; kids != null && i < kids.size(); i++) {
      if (kids.getObject(i) instanceof COSDictionary kid) {
        held += enter(kid, here, depth + 1);
      } else {
        lost++;
        consistent = false;
      }
    }
    consistent &= node.getInt(COSName.COUNT, 0) == held;
    return held;
  }

  private int leaf(COSDictionary node, Map<COSName, COSBase> above) {
    COSName type = node.getCOSName(COSName.TYPE);
    if (!COSName.PAGE.equals(type)) {
      consistent = false;
    }
    if (type != null && !COSName.PAGE.equals(type) && !node.containsKey(COSName.CONTENTS)) {
      lost++;
      return 0;
    }
    pages.add(node);
    inherited.add(above);
    return 1;
  }

  private static boolean isBranch(COSDictionary node) {
    return node.containsKey(COSName.KIDS) || COSName.PAGES.equals(node.getCOSName(COSName.TYPE));
  }
}
