package io.sunpress.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of the document: members stay in the order in which they are written. */
final class Tree {
  private Tree() {}

  /** An object of names and values in turn. */
  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tree.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return tree;
  }

  /** The same with one more member. */
  static Map<String, Object> with(Map<String, Object> tree, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(tree);
    more.put(name, value);
    return more;
  }

  /** The object under a name, made where there is none. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> under(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  /** The list under a name, made where there is none. */
  @SuppressWarnings("unchecked")
  static List<Object> listUnder(Map<String, Object> tree, String name) {
    return (List<Object>) tree.computeIfAbsent(name, n -> new ArrayList<>());
  }
}
