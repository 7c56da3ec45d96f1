package dev.quire.api.layout;

import dev.quire.api.document.PagesRequest;
import dev.quire.export.ExportFormat;
import java.util.Optional;

/**
 * A request for the layout of a page or document.
 *
 * @param pages the page or document, and which of its pages are wanted
 * @param options how each of them is to be laid out
 * @param format what the answer is written as, if not in the service's own JSON
 */
public record LayoutRequest(
    PagesRequest pages, LayoutOptions options, Optional<ExportFormat> format) {}
