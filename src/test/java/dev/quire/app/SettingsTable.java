package dev.quire.app;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The settings as Markdown, made of the Javadoc in the source of {@link QuireConfig}: a heading and
 * a table for each group, a row for each key.
 */
final class SettingsTable {

  private static final String DEFAULT_SENTENCE = "By default ";

  private final CompilationUnitTree unit;
  private final DocTrees docs;
  private final Map<String, ClassTree> interfaces = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();

  /** A group of settings that have a prefix in common. */
  record Group(String prefix, String meaning, List<Setting> settings) {}

  /** A row of the table; all but the key is Markdown. */
  record Setting(String key, String value, String usual, String meaning) {}

  private SettingsTable(CompilationUnitTree unit, DocTrees docs) {
    this.unit = unit;
    this.docs = docs;
    ClassTree root = (ClassTree) unit.getTypeDecls().get(0);
    enter(root);
    collect("quire", root, "");
  }

  /**
   * Reads a source file.
   *
   * @throws IllegalStateException if a setting has no Javadoc, or a type that is not known here
   */
  static SettingsTable of(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
      return new SettingsTable(task.parse().iterator().next(), DocTrees.instance(task));
    }
  }

  /** The groups in the order of the source. */
  List<Group> groups() {
    return List.copyOf(groups);
  }

  String markdown() {
    return groups.stream().map(SettingsTable::markdown).collect(Collectors.joining("\n"));
  }

  private static String markdown(Group group) {
    String lead = group.meaning().isEmpty() ? "" : group.meaning() + "\n\n";
    return group.settings().stream()
        .map(
            s ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(s.key(), cell(s.value()), cell(s.usual()), cell(s.meaning())))
        .collect(
            Collectors.joining(
                "",
                "### %s\n\n%s| setting | value | default | meaning |\n|---|---|---|---|\n"
                    .formatted(group.prefix(), lead),
                ""));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private void enter(ClassTree type) {
    interfaces.put(type.getSimpleName().toString(), type);
    members(type, ClassTree.class).forEach(this::enter);
  }

  private void collect(String prefix, ClassTree type, String meaning) {
    List<MethodTree> accessors =
        Stream.concat(Stream.of(type), type.getImplementsClause().stream().map(this::named))
            .flatMap(owner -> members(owner, MethodTree.class))
            .toList();
    List<Setting> settings =
        accessors.stream().filter(a -> !isGroup(a)).map(a -> setting(prefix, a)).toList();
    if (!settings.isEmpty()) {
      groups.add(new Group(prefix, meaning, settings));
    }
    for (MethodTree accessor : accessors) {
      if (isGroup(accessor)) {
        ClassTree group = named(accessor.getReturnType());
        collect(prefix + "." + name(accessor), group, body(doc(group, group.getSimpleName())));
      }
    }
  }

  private Setting setting(String prefix, MethodTree accessor) {
    String type = accessor.getReturnType().toString();
    String key = prefix + "." + name(accessor) + (type.startsWith("Map<") ? ".CLIENT" : "");
    DocCommentTree doc = doc(accessor, key);
    String meaning = body(doc);
    Optional<String> usual = annotation(accessor, "WithDefault").map(text -> "`" + text + "`");
    int sentence = usual.isPresent() ? -1 : meaning.lastIndexOf(DEFAULT_SENTENCE);
    if (sentence >= 0) {
      String rest = meaning.substring(sentence + DEFAULT_SENTENCE.length());
      usual = Optional.of(rest.substring(0, rest.length() - 1));
      meaning = meaning.substring(0, sentence).strip();
    }
    return new Setting(key, value(type, doc), usual.orElse(""), meaning);
  }

  private static String value(String type, DocCommentTree doc) {
    String range =
        doc.getBlockTags().stream()
            .filter(ReturnTree.class::isInstance)
            .map(tag -> text(((ReturnTree) tag).getDescription()))
            .collect(Collectors.joining());
    String word = word(type.replaceFirst("^Optional<(.*)>$", "$1"));
    if (range.isEmpty()) {
      return word;
    }
    return word.equals("text") ? range : word + ", " + range;
  }

  private static String word(String type) {
    return switch (type) {
      case "boolean" -> "`true` or `false`";
      case "int", "long", "double", "OptionalInt" -> "number";
      case "Duration" -> "time";
      case "MemorySize" -> "size";
      case "String" -> "text";
      case "List<String>", "List<Double>", "Map<String, List<String>>" -> "list";
      default -> throw new IllegalStateException("What kind of value is a " + type + "?");
    };
  }

  /** As SmallRye Config calls it. */
  private static String name(MethodTree accessor) {
    String name = accessor.getName().toString();
    return annotation(accessor, "WithName")
        .orElseGet(() -> name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
  }

  private static Optional<String> annotation(MethodTree accessor, String type) {
    return accessor.getModifiers().getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals(type))
        .map(AnnotationTree::getArguments)
        .map(arguments -> (com.sun.source.tree.LiteralTree) arguments.get(0))
        .map(literal -> (String) literal.getValue())
        .findFirst();
  }

  private DocCommentTree doc(Tree tree, Object name) {
    DocCommentTree doc = docs.getDocCommentTree(docs.getPath(unit, tree));
    if (doc == null) {
      throw new IllegalStateException(name + " has no Javadoc");
    }
    return doc;
  }

  private static String body(DocCommentTree doc) {
    return (text(doc.getFirstSentence()) + " " + text(doc.getBody())).strip();
  }

  private static String text(List<? extends DocTree> parts) {
    return parts.stream()
        .map(
            part ->
                part instanceof LiteralTree code
                    ? "`" + code.getBody().getBody().strip() + "`"
                    : part.toString())
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .strip();
  }

  private boolean isGroup(MethodTree accessor) {
    return interfaces.containsKey(accessor.getReturnType().toString());
  }

  private ClassTree named(Tree type) {
    return interfaces.get(type.toString());
  }

  private static <T> Stream<T> members(ClassTree type, Class<T> kind) {
    return type.getMembers().stream().filter(kind::isInstance).map(kind::cast);
  }
}
