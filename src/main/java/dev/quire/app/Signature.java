package dev.quire.app;

import dev.quire.tensor.TensorSpec;
import java.util.List;

/** The tensors that a model takes and gives, before anything has checked them. */
record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}
