package dev.quire.nativeimage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the service tells GraalVM, as it lies on the class path.
 *
 * @param reflection types by name
 * @param jni types by name
 * @param resources patterns of whole paths
 * @param initialisedAtRunTime packages and classes
 */
record NativeConfig(
    Map<String, Registered> reflection,
    Map<String, Registered> jni,
    List<Pattern> resources,
    List<String> initialisedAtRunTime) {

  static final String FOLDER = "META-INF/native-image/dev.quire/quire/";

  private static final String AT_RUN_TIME = "--initialize-at-run-time=";

  /**
   * A type that may be looked up.
   *
   * @param methods of which constructors are called {@code <init>}
   */
  record Registered(
      String name,
      boolean allConstructors,
      boolean allMethods,
      boolean allFields,
      List<Method> methods) {

    boolean hasAll() {
      return allConstructors && allMethods && allFields;
    }
  }

  /** A method by the names of its parameters' types, as Java writes them. */
  record Method(String name, List<String> parameters) {}

  static NativeConfig read() {
    Properties properties = new Properties();
    try (InputStream stream = open("native-image.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String arguments = properties.getProperty("Args");
    if (!arguments.startsWith(AT_RUN_TIME)) {
      throw new AssertionError("Args are " + arguments);
    }
    List<Pattern> resources = new ArrayList<>();
    for (JsonNode include : json("resource-config.json").at("/resources/includes")) {
      resources.add(Pattern.compile(include.path("pattern").textValue()));
    }
    return new NativeConfig(
        types("reflect-config.json"),
        types("jni-config.json"),
        List.copyOf(resources),
        List.of(arguments.substring(AT_RUN_TIME.length()).split(",")));
  }

  /** Whether a class waits until the program runs. */
  boolean waits(String className) {
    return initialisedAtRunTime.stream()
        .anyMatch(name -> className.equals(name) || className.startsWith(name + "."));
  }

  boolean hasResource(String path) {
    return resources.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Map<String, Registered> types(String file) {
    return types(json(file));
  }

  /** Reads a file of types; each may be named once. */
  static Map<String, Registered> types(JsonNode rows) {
    Map<String, Registered> types = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      List<Method> methods = new ArrayList<>();
      for (JsonNode method : row.path("methods")) {
        methods.add(
            new Method(
                method.path("name").textValue(),
                Stream.of(method.path("parameterTypes"))
                    .flatMap(list -> list.valueStream().map(JsonNode::textValue))
                    .toList()));
      }
      Registered type =
          new Registered(
              row.path("name").textValue(),
              row.path("allDeclaredConstructors").booleanValue(),
              row.path("allDeclaredMethods").booleanValue(),
              row.path("allDeclaredFields").booleanValue(),
              List.copyOf(methods));
      if (types.put(type.name(), type) != null) {
        throw new AssertionError(type.name() + " stands there twice");
      }
    }
    return types;
  }

  private static JsonNode json(String file) {
    try (InputStream stream = open(file)) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) throws IOException {
    InputStream stream = NativeConfig.class.getClassLoader().getResourceAsStream(FOLDER + file);
    if (stream == null) {
      throw new IOException("classpath:%s%s is missing".formatted(FOLDER, file));
    }
    return stream;
  }
}
