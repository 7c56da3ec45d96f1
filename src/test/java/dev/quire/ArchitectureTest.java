package dev.quire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. No arrow runs back. */
@AnalyzeClasses(packages = "dev.quire", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("app")
          .definedBy("dev.quire.app..")
          .layer("api")
          .definedBy("dev.quire.api..")
          .layer("auth")
          .definedBy("dev.quire.auth..")
          .layer("cli")
          .definedBy("dev.quire.cli..")
          .layer("bulk")
          .definedBy("dev.quire.bulk..")
          .layer("load")
          .definedBy("dev.quire.load..")
          .layer("client")
          .definedBy("dev.quire.client..")
          .layer("simulate")
          .definedBy("dev.quire.simulate..")
          .layer("threads")
          .definedBy("dev.quire.threads..")
          .layer("ops")
          .definedBy("dev.quire.ops..")
          .layer("trace")
          .definedBy("dev.quire.trace..")
          .layer("worker")
          .definedBy("dev.quire.worker..")
          .layer("precision")
          .definedBy("dev.quire.precision..")
          .layer("task")
          .definedBy("dev.quire.task..")
          .layer("engine")
          .definedBy("dev.quire.engine..")
          .layer("queue")
          .definedBy("dev.quire.queue..")
          .layer("batch")
          .definedBy("dev.quire.batch..")
          .layer("model")
          .definedBy("dev.quire.model..")
          .layer("device")
          .definedBy("dev.quire.device..")
          .layer("document")
          .definedBy("dev.quire.document..")
          .layer("picture")
          .definedBy("dev.quire.picture..")
          .layer("serving")
          .definedBy("dev.quire.serving..")
          .layer("export")
          .definedBy("dev.quire.export..")
          .layer("reading")
          .definedBy("dev.quire.reading..")
          .layer("image")
          .definedBy("dev.quire.image..")
          .layer("process")
          .definedBy("dev.quire.process..")
          .layer("memory")
          .definedBy("dev.quire.memory..")
          .layer("text")
          .definedBy("dev.quire.text..")
          .layer("tensor")
          .definedBy("dev.quire.tensor..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("app", "trace")
          .whereLayer("auth")
          .mayOnlyBeAccessedByLayers("app", "api", "cli")
          .whereLayer("ops")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("trace")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("serving")
          .mayOnlyBeAccessedByLayers("app", "api", "ops")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("app", "api", "ops", "trace", "serving")
          .whereLayer("precision")
          .mayOnlyBeAccessedByLayers("app", "cli", "ops", "api", "serving")
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers(
              "app", "api", "worker", "precision", "picture", "export", "cli")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers(
              "app", "api", "ops", "trace", "worker", "task", "precision", "simulate", "cli")
          .whereLayer("queue")
          .mayOnlyBeAccessedByLayers("app", "api", "ops", "trace", "worker", "serving", "simulate")
          .whereLayer("batch")
          .mayOnlyBeAccessedByLayers(
              "app", "api", "ops", "trace", "worker", "queue", "task", "simulate", "cli")
          .whereLayer("bulk")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("load")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("bulk", "load", "cli")
          .whereLayer("simulate")
          .mayOnlyBeAccessedByLayers("cli", "load")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "app", "api", "trace", "task", "engine", "worker", "serving", "precision", "cli")
          .whereLayer("device")
          .mayOnlyBeAccessedByLayers(
              "app", "api", "ops", "trace", "worker", "engine", "precision", "cli")
          .whereLayer("document")
          .mayOnlyBeAccessedByLayers("app", "api", "ops", "cli", "bulk")
          .whereLayer("picture")
          .mayOnlyBeAccessedByLayers("app", "api", "cli")
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("app", "api", "cli")
          .whereLayer("reading")
          .mayOnlyBeAccessedByLayers("app", "api", "document", "export", "cli")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("app", "api", "task", "document", "picture", "export", "cli")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("app", "api", "ops", "image", "document")
          .whereLayer("threads")
          .mayOnlyBeAccessedByLayers("app", "api", "ops")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("app", "engine", "document")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("app", "task")
          .whereLayer("tensor")
          .mayOnlyBeAccessedByLayers("app", "model", "task", "engine", "worker", "precision");

  /** A task knows no engine, but tells the simulated one what to answer. */
  @ArchTest
  static final ArchRule tasksKnowNoEngine =
      noClasses()
          .that()
          .resideInAPackage("dev.quire.task..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.quire.engine", "dev.quire.engine.onnx..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.quire.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule pureLogicKnowsNoFramework =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.quire.batch..",
              "dev.quire.queue..",
              "dev.quire.task..",
              "dev.quire.tensor..",
              "dev.quire.model..",
              "dev.quire.memory..",
              "dev.quire.image..",
              "dev.quire.text..",
              "dev.quire.document..",
              "dev.quire.process..",
              "dev.quire.picture..",
              "dev.quire.export..",
              "dev.quire.client..",
              "dev.quire.bulk..",
              "dev.quire.load..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.vertx..",
              "io.smallrye..",
              "jakarta..",
              "io.micrometer..",
              "io.opentelemetry..");

  /** And who is given what. */
  @ArchTest
  static final ArchRule onlyTracesKnowOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.quire.trace..", "dev.quire.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..");

  /** Whoever logs may name the fields of a line, and that is all there is. */
  @ArchTest
  static final ArchRule logFieldsKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("dev.quire.log..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("dev.quire..")
                  .and(
                      DescribedPredicate.not(
                          JavaClass.Predicates.resideInAPackage("dev.quire.log.."))));

  @ArchTest
  static final ArchRule onlyEnginesKnowOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quire.engine.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..");

  /** Whatever touches Paddle's library may end its process. DJL has the tokenizers too. */
  @ArchTest
  static final ArchRule onlyEnginesKnowPaddle =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.quire.engine.paddle..", "dev.quire.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule onlyTextKnowsTheTokenizers =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quire.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.huggingface..");

  @ArchTest
  static final ArchRule textKnowsNothingElseOfDjl =
      noClasses()
          .that()
          .resideInAPackage("dev.quire.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.djl", "ai.djl.engine..", "ai.djl.ndarray..", "ai.djl.paddlepaddle..");

  @ArchTest
  static final ArchRule onlyDocumentsKnowPdfBox =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quire.document..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..");

  @ArchTest
  static final ArchRule onlyImagesKnowOpenCv =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.quire.image..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.opencv..");
}
