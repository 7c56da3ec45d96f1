/**
 * Worker processes of the service: JVMs that do for it what may crash, hang or run out of memory.
 *
 * <p>The service starts a process, which connects to a Unix domain socket in a private folder
 * ({@link dev.quire.process.WorkerMain}). Control goes through the socket as small messages of the
 * user's own kind ({@link dev.quire.process.MessageCodec}); large data lie in files of shared
 * memory in the same folder, which lose their names as soon as both sides have mapped them. The
 * worker process ends when its standard input does, however the service ended.
 */
package dev.quire.process;
