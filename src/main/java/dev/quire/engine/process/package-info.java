/**
 * Predictors that live in processes of their own, one device each. An error in native code takes
 * its process down and nobody else.
 *
 * <p>The service starts a worker process ({@link dev.quire.engine.process.ProcessMain}), which
 * opens one model; tensors lie in shared memory. See {@link dev.quire.process} for how the two are
 * joined.
 */
package dev.quire.engine.process;
