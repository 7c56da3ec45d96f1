package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.DocumentLanes;
import dev.quire.api.StageRecorder;
import dev.quire.api.Timers;
import dev.quire.api.document.AnswerWriter;
import dev.quire.api.document.DocumentService;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutService;
import dev.quire.api.ocr.OcrRequests;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.read.ReadAnswers;
import dev.quire.api.read.ReadRequests;
import dev.quire.api.read.ReadService;
import dev.quire.api.read.SearchableService;
import dev.quire.document.Documents;
import dev.quire.document.searchable.Scratch;
import dev.quire.document.searchable.SearchablePictures;
import dev.quire.image.ImageDecoder;
import dev.quire.memory.RequestMemory;
import dev.quire.model.Model;
import dev.quire.picture.PagePainter;
import dev.quire.task.layout.LayoutParameters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what reads pages: layout and text joined. Needs the models that read text. */
class ReadAssembly {

  @Produces
  @Singleton
  @LookupIfProperty(name = OcrAssembly.ENABLED, stringValue = "true", lookupIfMissing = true)
  ReadService service(
      QuireConfig config,
      LayoutService layouts,
      OcrService texts,
      Queues queues,
      CpuExecutor pool,
      RequestMemory memory,
      MeterRegistry registry) {
    return new ReadService(
        layouts,
        texts,
        pool,
        memory.heap(),
        new ImageDecoder(DrawingAssembly.images(config), memory.offHeap()),
        new StageRecorder(registry, ReadService.READ),
        queues.outcomes(ReadService.READ, ReadService.READ),
        new PagePainter()::paint);
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = OcrAssembly.ENABLED, stringValue = "true", lookupIfMissing = true)
  ReadRequests requests(OcrRequests lines, ReadService service, Model model) {
    return new ReadRequests(lines, service, new LayoutOptions(LayoutParameters.of(model)));
  }

  @Produces
  @Singleton
  @LookupIfProperty(name = OcrAssembly.ENABLED, stringValue = "true", lookupIfMissing = true)
  ReadAnswers answers(
      ReadService service,
      DocumentService documents,
      CpuExecutor pool,
      AnswerWriter writer,
      SearchableService searchable) {
    return new ReadAnswers(service, documents, pool, writer, searchable);
  }

  @Produces
  @Singleton
  SearchableService searchable(
      PdfDrawing drawing,
      Documents documents,
      DocumentLanes lanes,
      RequestMemory memory,
      Timers time) {
    return new SearchableService(
        drawing.searchable(),
        new SearchablePictures(documents, memory.heap(), Scratch.defaults()),
        lanes,
        memory.heap(),
        time);
  }
}
