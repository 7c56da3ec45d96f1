package dev.quire.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.quire.nativeimage.NativeConfig.Method;
import dev.quire.nativeimage.NativeConfig.Registered;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is looked up by reflection can be looked up in a native executable, too. */
@AnalyzeClasses(packages = "dev.quire", importOptions = ImportOption.DoNotIncludeTests.class)
class ReflectionTest {

  /**
   * Who writes JSON: trees, or answers that Quarkus knows of or that are registered on the spot.
   */
  private static final Set<String> WRITERS =
      Set.of(
          "dev.quire.api.PendingResponses",
          "dev.quire.api.intake.EarlyRefusal",
          "dev.quire.api.auth.ApiAuthentication",
          "dev.quire.api.document.AnswerWriter",
          "dev.quire.api.inference.InferenceRefusals",
          "dev.quire.api.inference.DocumentInference",
          "dev.quire.api.paddlex.Replies",
          "dev.quire.api.paddlex.ValidationException",
          "dev.quire.api.similarity.SimilarityExchange",
          "dev.quire.app.ConnectionAssembly",
          "dev.quire.bulk.ResultLine",
          "dev.quire.load.PairWorkload");

  private static final Map<String, Registered> REFLECTION = NativeConfig.read().reflection();

  /** The types that descriptors are read into, and all that these are made of. */
  @ArchTest
  static void descriptorsAreRegistered(JavaClasses service) {
    Deque<Class<?>> open = new ArrayDeque<>(descriptors(service));
    Set<Class<?>> known = new HashSet<>();
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (!known.add(type)) {
        continue;
      }
      parts(type).forEach(open::push);
    }

    assertTrue(known.size() > 10, known::toString);
    assertRegistered(known);
  }

  private static void assertRegistered(Set<Class<?>> types) {
    List<String> missing =
        types.stream()
            .map(Class::getName)
            .filter(name -> !REFLECTION.containsKey(name) || !REFLECTION.get(name).hasAll())
            .sorted()
            .toList();
    assertEquals(List.of(), missing);
  }

  /** The classes that {@code dev.quire.model} names where it calls for a file to be read. */
  private static Set<Class<?>> descriptors(JavaClasses service) {
    return service.stream()
        .filter(type -> type.getPackageName().equals("dev.quire.model"))
        .filter(
            type ->
                type.getMethodCallsFromSelf().stream()
                    .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("YamlFile")))
        .flatMap(type -> type.getReferencedClassObjects().stream())
        .map(reference -> reference.getRawType())
        .filter(type -> type.getPackageName().startsWith("dev.quire"))
        .map(JavaClass::reflect)
        .collect(Collectors.toSet());
  }

  private static Stream<Class<?>> parts(Class<?> type) {
    Stream<Type> parts =
        type.isRecord()
            ? Stream.of(type.getRecordComponents()).map(RecordComponent::getGenericType)
            : Stream.empty();
    Stream<Class<?>> kinds =
        type.isSealed() ? Stream.of(type.getPermittedSubclasses()) : Stream.empty();
    return Stream.concat(kinds, parts.flatMap(ReflectionTest::classes))
        .filter(part -> part.getName().startsWith("dev.quire."));
  }

  private static Stream<Class<?>> classes(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.of(generic.getActualTypeArguments()).flatMap(ReflectionTest::classes);
    }
    return type instanceof Class<?> plain ? Stream.of(plain) : Stream.empty();
  }

  /** Whoever comes to it has to think of registering. */
  @ArchTest
  static void jsonIsReadIntoTypesAndWrittenOfThemNowhereElse(JavaClasses service) {
    assertEquals(
        Set.of("dev.quire.model.YamlFile"),
        callersOf(service, "readValue", "treeToValue", "convertValue", "readerFor"));
    assertEquals(
        new TreeSet<>(WRITERS),
        callersOf(
            service,
            "writeValue",
            "writeValueAsBytes",
            "writeValueAsString",
            "valueToTree",
            "writerFor"));
  }

  private static Set<String> callersOf(JavaClasses service, String... methods) {
    return service.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(
            call -> call.getTargetOwner().isAssignableTo("com.fasterxml.jackson.core.ObjectCodec"))
        .filter(call -> List.of(methods).contains(call.getName()))
        .map(JavaMethodCall::getOriginOwner)
        .map(JavaClass::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Commands, what they inherit and mix in, and whom they are told to ask. */
  @ArchTest
  static void theCommandLineIsRegistered(JavaClasses service) {
    Set<Class<?>> reflected = new HashSet<>();
    Set<Class<?>> values = new HashSet<>();
    for (JavaClass type : service) {
      if (type.isAnnotatedWith(Command.class) || type.isAssignableTo(IVersionProvider.class)) {
        reflected.add(type.reflect());
      }
      for (JavaField field : type.getFields()) {
        boolean value =
            field.isAnnotatedWith(Option.class) || field.isAnnotatedWith(Parameters.class);
        if (value) {
          classes(field.reflect().getGenericType()).forEach(values::add);
        }
        if (value || field.isAnnotatedWith(Mixin.class) || field.isAnnotatedWith(Spec.class)) {
          reflected.add(type.reflect());
        }
      }
    }

    assertTrue(reflected.size() > 7, reflected::toString);
    Set<Class<?>> inherited = new HashSet<>();
    for (Class<?> type : reflected) {
      for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
        inherited.add(at);
      }
    }
    assertRegistered(inherited);
    assertTrue(REFLECTION.get("picocli.CommandLine$AutoHelpMixin").hasAll(), "--help, --version");
    // picocli looks up the methods that make these; that of paths is registered
    assertTrue(values.contains(Path.class), values::toString);
    assertEquals(
        List.of(new Method("get", List.of("java.lang.String", "java.lang.String[]"))),
        REFLECTION.get("java.nio.file.Paths").methods());
    assertTrue(
        values.stream().noneMatch(type -> type.getName().matches("java[.](time|sql)[.].+")),
        values::toString);
  }

  /** Caffeine composes the names of its classes from what a cache is to do. */
  @ArchTest
  static void cachesAreRegistered(JavaClasses service) throws ReflectiveOperationException {
    Set<String> needed = new TreeSet<>();
    for (Cache<?, ?> cache : caches()) {
      Object implementation = cache.asMap();
      Field nodes = field(implementation.getClass(), "nodeFactory");
      nodes.setAccessible(true);
      needed.add(implementation.getClass().getName());
      needed.add(nodes.get(implementation).getClass().getName());
    }

    Set<String> registered =
        REFLECTION.keySet().stream()
            .filter(name -> name.startsWith("com.github.benmanes.caffeine."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(needed, registered);
    registered.forEach(
        name ->
            assertTrue(
                REFLECTION.get(name).allConstructors() && REFLECTION.get(name).allFields(), name));
    assertEquals(
        Set.of("dev.quire.api.layout.PageInference", "dev.quire.precision.GraphCache"),
        service.stream()
            .filter(
                type -> type.getMethodCallsFromSelf().stream().anyMatch(ReflectionTest::makesCache))
            .map(JavaClass::getName)
            .collect(Collectors.toSet()),
        "the caches below are like the service's");
  }

  private static boolean makesCache(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Caffeine.class)
        && call.getName().startsWith("build");
  }

  private static List<Cache<?, ?>> caches() {
    return List.of(
        Caffeine.newBuilder().softValues().build(),
        Caffeine.newBuilder()
            .maximumWeight(1)
            .weigher((Object key, Object value) -> 1)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build());
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new NoSuchFieldException(type + "." + name);
  }
}
