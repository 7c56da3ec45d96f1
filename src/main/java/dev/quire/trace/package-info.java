/**
 * Requests, items and batches as OpenTelemetry's spans. Nobody else knows of OpenTelemetry, except
 * for who is given what.
 */
package dev.quire.trace;
