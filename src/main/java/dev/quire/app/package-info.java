/**
 * Settings, and which part is given to which. Assemblies produce the beans; a task's assembly
 * describes its model in a {@code ModelRegistration}, of which {@code ModelRuntimes} makes queue,
 * workers and metrics. Nothing depends on this package, and everything may be used here.
 */
package dev.quire.app;
