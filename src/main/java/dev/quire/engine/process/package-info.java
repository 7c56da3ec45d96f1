/**
 * Predictors that live in processes of their own, one device each. An error in native code takes
 * its process down and nobody else.
 *
 * <p>The service starts a worker process ({@link dev.quire.engine.process.ProcessMain}), which
 * connects to a Unix domain socket in a private folder and opens one model. Control goes through
 * the socket as small messages; tensors lie in files of shared memory in the same folder, which
 * lose their names as soon as both sides have mapped them. The worker process ends when its
 * standard input does, however the service ended.
 */
package dev.quire.engine.process;
