package dev.quire.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes of Quire's spans; words and values are those of the metrics' tags. */
final class SpanAttributes {

  static final AttributeKey<String> MODEL = stringKey("quire.model");
  static final AttributeKey<String> DEVICE = stringKey("quire.device");
  static final AttributeKey<String> PRECISION = stringKey("quire.precision");
  static final AttributeKey<String> BUCKET = stringKey("quire.bucket");
  static final AttributeKey<Long> BATCH_SIZE = longKey("quire.batch.size");

  /** Height x width. */
  static final AttributeKey<String> RESOLUTION = stringKey("quire.resolution");

  /** A page's number in its document, from 1. */
  static final AttributeKey<Long> PAGE = longKey("quire.page");

  /** How an item that was answered came by its answer: computed, shared or cache. */
  static final AttributeKey<String> SOURCE = stringKey("quire.source");

  static final AttributeKey<String> OUTCOME = stringKey("quire.outcome");

  /** Of a link: how many tickets of the batch belong to the span that it leads to. */
  static final AttributeKey<Long> TICKETS = longKey("quire.tickets");

  /** As OpenTelemetry's conventions have it: the class of what went wrong. */
  static final AttributeKey<String> ERROR = stringKey("error.type");

  private SpanAttributes() {}
}
