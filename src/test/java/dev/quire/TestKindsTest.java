package dev.quire;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;

/** A test's name says to the build where it runs, so a wrong name must not go unseen. */
@AnalyzeClasses(packages = "dev.quire", importOptions = ImportOption.OnlyIncludeTests.class)
class TestKindsTest {

  private static final String OF_SERVICE = ".*Quarkus(Long)?Test";

  /** Each one costs a start of the service. */
  private static final int MOST_PROFILES = 4;

  private static final DescribedPredicate<JavaClass> LONG =
      DescribedPredicate.describe(
          "tagged 'long'",
          type ->
              type.tryGetAnnotationOfType(Tag.class)
                  .map(tag -> tag.value().equals("long"))
                  .orElse(false));

  /** They run when somebody asks for them by name. */
  private static final DescribedPredicate<JavaClass> ASKED_FOR =
      simpleNameEndingWith("Benchmark").or(simpleNameEndingWith("Check"));

  @ArchTest
  static final ArchRule testsThatStartTheServiceSaySo =
      classes()
          .that(annotatedWith(QuarkusTest.class))
          .and(DescribedPredicate.not(ASKED_FOR))
          .should()
          .haveNameMatching(OF_SERVICE);

  @ArchTest
  static final ArchRule noOthersDo =
      classes().that().haveNameMatching(OF_SERVICE).should().beAnnotatedWith(QuarkusTest.class);

  @ArchTest
  static final ArchRule longTestsAreTagged =
      classes().that().haveSimpleNameEndingWith("LongTest").should(be(LONG));

  @ArchTest
  static final ArchRule taggedTestsSaySo =
      classes().that(LONG).should().haveNameMatching(".*(LongTest|IT)");

  /** A class of another name would never run. */
  @ArchTest
  static final ArchRule allTestsRun =
      methods()
          .that()
          .areMetaAnnotatedWith(Testable.class)
          .or()
          .areAnnotatedWith(Property.class)
          .should()
          .beDeclaredInClassesThat()
          .haveNameMatching(".*(Test|Properties|IT|Benchmark|Check|Base)(\\$.*)?");

  @ArchTest
  static void fewProfiles(JavaClasses classes) {
    Set<String> profiles = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.isAnnotatedWith(QuarkusTest.class) && type.getSimpleName().endsWith("QuarkusTest")) {
        profiles.add(
            type.tryGetAnnotationOfType(TestProfile.class)
                .map(profile -> profile.value().getSimpleName())
                .orElse("none"));
      }
    }
    assertTrue(profiles.size() <= MOST_PROFILES, profiles::toString);
  }
}
