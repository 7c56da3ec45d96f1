package dev.quire.api.paddlex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.task.layout.Unclip;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a field's value must be. Like pydantic, numbers and truth values may also stand in texts.
 *
 * @param <T> what is made of it
 */
@FunctionalInterface
interface FieldType<T> {

  /** Most classes that a field may set apart. */
  int MOST_CLASSES = 1_000;

  FieldType<String> TEXT =
      value -> {
        if (value.isTextual()) {
          return value.textValue();
        }
        throw new InvalidValueException("string_type", "Input should be a valid string");
      };

  FieldType<Boolean> FLAG =
      value -> {
        String word = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : "";
        if (value.isBoolean()) {
          return value.booleanValue();
        }
        if (Set.of("true", "t", "yes", "y", "on", "1").contains(word) || isNumber(value, 1)) {
          return true;
        }
        if (Set.of("false", "f", "no", "n", "off", "0").contains(word) || isNumber(value, 0)) {
          return false;
        }
        throw new InvalidValueException("bool_parsing", "Input should be a valid boolean");
      };

  FieldType<Double> NUMBER =
      value -> {
        double number = Double.NaN;
        if (value.isNumber()) {
          number = value.doubleValue();
        } else if (value.isTextual()) {
          try {
            number = Double.parseDouble(value.textValue().trim());
          } catch (NumberFormatException e) {
            // said below
          }
        }
        if (Double.isFinite(number)) {
          return number;
        }
        throw new InvalidValueException("float_type", "Input should be a valid number");
      };

  FieldType<Double> PROBABILITY = numberUpTo(1);

  FieldType<Unclip.Ratio> UNCLIP_RATIO =
      value -> {
        if (value.isArray()) {
          if (value.size() != 2) {
            throw InvalidValueException.outOfRange(
                "expected one ratio or two, not " + value.size());
          }
          return new Unclip.Ratio(ratio(value.get(0)), ratio(value.get(1)));
        }
        double both = ratio(value);
        return new Unclip.Ratio(both, both);
      };

  FieldType<List<String>> TEXTS =
      value -> {
        if (!value.isArray()) {
          throw new InvalidValueException("list_type", "Input should be a valid list");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(TEXT.read(element)));
        return texts;
      };

  FieldType<FileType> FILE_TYPE =
      value -> {
        if (isNumber(value, 0)) {
          return FileType.PDF;
        }
        if (isNumber(value, 1)) {
          return FileType.IMAGE;
        }
        throw new InvalidValueException("literal_error", "Input should be 0 or 1");
      };

  /**
   * Reads a value other than null.
   *
   * @throws InvalidValueException if it is something else
   */
  T read(JsonNode value);

  /** A number from 0 to a largest one. */
  static FieldType<Double> numberUpTo(double most) {
    return value -> {
      double number = NUMBER.read(value);
      if (number >= 0 && number <= most) {
        return number;
      }
      throw InvalidValueException.outOfRange(
          "expected a number from 0 to %s, not %s".formatted(shortest(most), number));
    };
  }

  /** A whole number from 0 to a largest one; a fraction that is 0 does no harm. */
  static FieldType<Integer> wholeUpTo(int most) {
    FieldType<Double> number = numberUpTo(most);
    return value -> {
      double read = number.read(value);
      if (read == Math.rint(read)) {
        return (int) read;
      }
      throw new InvalidValueException("int_from_float", "Input should be a whole number");
    };
  }

  /** One of the constants, by its name in lower case. */
  static <E extends Enum<E>> FieldType<E> oneOf(Class<E> constants) {
    return value -> {
      for (E constant : constants.getEnumConstants()) {
        if (value.isTextual() && value.textValue().equals(name(constant))) {
          return constant;
        }
      }
      throw new InvalidValueException(
          "literal_error",
          Arrays.stream(constants.getEnumConstants())
              .map(constant -> "'" + name(constant) + "'")
              .collect(Collectors.joining(", ", "Input should be one of ", "")));
    };
  }

  /** A value for all classes, or an object with values by class id. */
  static <T> FieldType<PerClass<T>> perClass(FieldType<T> type) {
    return value -> value.isObject() ? byClass(value, type) : new PerClass.Same<>(type.read(value));
  }

  private static <T> PerClass<T> byClass(JsonNode object, FieldType<T> type) {
    if (object.size() > MOST_CLASSES) {
      throw InvalidValueException.outOfRange(
          "expected at most %d classes, not %d".formatted(MOST_CLASSES, object.size()));
    }
    Map<Integer, T> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      try {
        values.put(classId(entry.getKey()), type.read(entry.getValue()));
      } catch (InvalidValueException e) {
        throw new InvalidValueException(
            e.type(), "%s, for class '%s'".formatted(e.getMessage(), Excerpt.text(entry.getKey())));
      }
    }
    return new PerClass.Each<>(values);
  }

  private static int classId(String key) {
    if (key.matches("\\d{1,6}")) {
      return Integer.parseInt(key);
    }
    throw new InvalidValueException("int_parsing", "Input should be a class id");
  }

  private static double ratio(JsonNode value) {
    double ratio = NUMBER.read(value);
    if (ratio > 0) {
      return ratio;
    }
    throw InvalidValueException.outOfRange("expected a ratio above 0, not " + ratio);
  }

  private static String shortest(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static boolean isNumber(JsonNode value, int expected) {
    return value.isNumber() && value.doubleValue() == expected;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
