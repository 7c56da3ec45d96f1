/** Endpoints of hand-made services: {@code /analyze} and {@code /gpu_status}. */
package dev.quire.api.compat;
