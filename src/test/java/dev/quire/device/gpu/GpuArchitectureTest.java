package dev.quire.device.gpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.quire", importOptions = ImportOption.DoNotIncludeTests.class)
class GpuArchitectureTest {

  /** Its functions end the process where the driver lacks them, so one class guards them all. */
  @ArchTest
  static final ArchRule onlyOneClassCallsNvidiasLibrary =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.quire\\.device\\.gpu\\.BytedecoNvml(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.bytedeco\\.cuda\\.(global\\.)?nvml.*");
}
