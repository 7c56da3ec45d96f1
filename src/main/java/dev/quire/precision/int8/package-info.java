/**
 * Models in integers on CPUs: the ranges of their tensors are observed on golden items, layers that
 * change results too much stay in FP32, and what comes of it is used where it answers as FP32 does,
 * and faster.
 */
package dev.quire.precision.int8;
