/**
 * The bytes that requests may hold together, acquired before they exist. Plain Java; every class is
 * thread-safe. Heap and native memory have a {@link dev.quire.memory.ByteBudget} each.
 */
package dev.quire.memory;
