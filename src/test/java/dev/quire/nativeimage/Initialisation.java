package dev.quire.nativeimage;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that does with classes what the builder of a native executable does with them. */
final class Initialisation {

  /**
   * Goes before the name of each class, so that the virtual machine's own lines can be put to it.
   */
  static final String CLASS = "CLASS ";

  /** Goes before what a static field holds. */
  static final String HOLDS = "HOLDS ";

  private Initialisation() {}

  /** Initialises the classes that a file names, in that order, and tells what they then keep. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    for (String name : Files.readAllLines(Path.of(arguments[0]))) {
      System.out.println(CLASS + name);
      Class<?> type = Class.forName(name, true, Initialisation.class.getClassLoader());
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
          tell(field.get(null));
        }
      }
    }
  }

  private static void tell(Object held) throws ReflectiveOperationException {
    if (held instanceof List<?> list) {
      for (Object element : list) {
        tell(element);
      }
    } else if (held != null) {
      System.out.println(HOLDS + held.getClass().getName());
    }
  }
}
