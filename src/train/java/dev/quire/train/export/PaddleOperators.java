package dev.quire.train.export;

import dev.quire.model.paddle.Attribute;
import dev.quire.model.paddle.PaddleType;
import dev.quire.tensor.Shape;
import dev.quire.train.export.PaddleWriter.Call;
import dev.quire.train.export.PaddleWriter.Value;
import dev.quire.train.net.Layers.Conv;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes operators of Paddle 2.3, each with the slots and attributes of its definition there. The
 * first argument names what is made.
 */
final class PaddleOperators {

  private static final long ANY = Shape.DYNAMIC;

  private final PaddleWriter writer;

  /** Values and where they were found. */
  record Greatest(Value values, Value indices) {}

  PaddleOperators(PaddleWriter writer) {
    this.writer = writer;
  }

  Value conv(String name, Value x, Value filter, Conv conv) {
    return writer
        .call("conv2d")
        .in("Input", x)
        .in("Filter", filter)
        .with("strides", List.of(conv.stride(), conv.stride()))
        .with("paddings", List.of(conv.padding(), conv.padding()))
        .with("padding_algorithm", "EXPLICIT")
        .with("dilations", List.of(conv.dilation(), conv.dilation()))
        .with("groups", 1)
        .with("data_format", "NCHW")
        .makes("Output", x.other(name, ANY, conv.out(), ANY, ANY));
  }

  /** The greatest of so many neighbours of a row; an odd number. */
  Value maxOfRow(String name, Value x, int width) {
    return writer
        .call("pool2d")
        .in("X", x)
        .with("pooling_type", "max")
        .with("ksize", List.of(1, width))
        .with("strides", List.of(1, 1))
        .with("paddings", List.of(0, width / 2))
        .with("padding_algorithm", "EXPLICIT")
        .with("global_pooling", false)
        .with("adaptive", false)
        .with("ceil_mode", false)
        .with("exclusive", true)
        .with("data_format", "NCHW")
        .makes("Out", x.other(name));
  }

  /** Twice the height and width by repetition. */
  Value doubled(String name, Value x) {
    return writer
        .call("nearest_interp_v2")
        .in("X", x)
        .with("interp_method", "nearest")
        .with("scale", new Attribute.Float32s(List.of(2f, 2f)))
        .with("out_d", -1)
        .with("out_h", -1)
        .with("out_w", -1)
        .with("align_corners", false)
        .with("data_layout", "NCHW")
        .makes("Out", x.other(name));
  }

  /** An operator without attributes that keeps the shape, such as {@code relu}. */
  Value each(String name, String type, Value x) {
    return writer.call(type).in("X", x).makes("Out", x.other(name));
  }

  /** {@code factor * x + bias}. */
  Value scale(String name, Value x, float factor, float bias) {
    return writer
        .call("scale")
        .in("X", x)
        .with("scale", factor)
        .with("bias", bias)
        .with("bias_after_scale", true)
        .makes("Out", x.other(name));
  }

  Value cast(String name, Value x, PaddleType type) {
    return writer
        .call("cast")
        .in("X", x)
        .with("in_dtype", x.type().number())
        .with("out_dtype", type.number())
        .makes("Out", new Value(name, type, x.shape()));
  }

  /** Adds a number to each channel of [B,C,H,W]. */
  Value addToChannels(String name, Value x, Value numbers) {
    return pair("elementwise_add", x, numbers).with("axis", 1).makes("Out", x.other(name));
  }

  /**
   * An operator on two tensors, such as {@code elementwise_add}. The dimensions of 1, also those
   * missing on the left, are repeated.
   */
  Value both(String name, String type, Value x, Value y) {
    return pair(type, x, y)
        .with("axis", -1)
        .makes("Out", new Value(name, x.type(), broadcast(x.shape(), y.shape())));
  }

  /** The same for a comparison, such as {@code equal}. */
  Value compare(String name, String type, Value x, Value y) {
    return pair(type, x, y)
        .with("axis", -1)
        .makes("Out", new Value(name, PaddleType.BOOL, broadcast(x.shape(), y.shape())));
  }

  /** {@code reduce_mean} or {@code reduce_sum} over one axis. */
  Value reduce(String name, String type, Value x, int axis, boolean keep) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.remove(axis);
    if (keep) {
      dims.add(axis, 1L);
    }
    return writer
        .call(type)
        .in("X", x)
        .with("dim", List.of(axis))
        .with("keep_dim", keep)
        .with("reduce_all", false)
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  /** The dimensions, int32. */
  Value shape(String name, Value x) {
    return writer
        .call("shape")
        .in("Input", x)
        .makes("Out", new Value(name, PaddleType.INT32, Shape.of(x.shape().rank())));
  }

  /** The numbers from {@code start} up to, but not with, {@code end}, each a tensor [1]. */
  Value range(String name, Value start, Value end, Value step) {
    return writer
        .call("range")
        .in("Start", start)
        .in("End", end)
        .in("Step", step)
        .makes("Out", start.other(name, ANY));
  }

  /** So many copies of a number as {@code x} is long, int32. */
  Value repeated(String name, Value x, int number) {
    return writer
        .call("fill_constant_batch_size_like")
        .in("Input", x)
        .with("shape", List.of(-1))
        .with("value", (float) number)
        .with("dtype", PaddleType.INT32.number())
        .with("input_dim_idx", 0)
        .with("output_dim_idx", 0)
        .makes("Out", new Value(name, PaddleType.INT32, Shape.of(ANY)));
  }

  /** The part of an axis from an index up to, but not with, another. */
  Value slice(String name, Value x, int axis, int from, int to) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.set(axis, (long) to - from);
    return slice(x, axis, from, to)
        .with("decrease_axis", List.of())
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  /** One index of an axis, which disappears. */
  Value element(String name, Value x, int axis, int index) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.remove(axis);
    return slice(x, axis, index, index + 1)
        .with("decrease_axis", List.of(axis))
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  /** The parts of an axis that the indices name, one after the other. */
  Value gather(String name, Value x, Value indices, int axis) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.set(axis, indices.shape().dimension(0));
    return writer
        .call("gather")
        .in("X", x)
        .in("Index", indices)
        .with("axis", axis)
        .with("overwrite", true)
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  Value concat(String name, int axis, Value... parts) {
    List<Long> dims = new ArrayList<>(parts[0].shape().dimensions());
    long length = 0;
    for (Value part : parts) {
      length += part.shape().dimension(axis);
    }
    dims.set(axis, length);
    return writer
        .call("concat")
        .in("X", parts)
        .with("axis", axis)
        .makes("Out", new Value(name, parts[0].type(), new Shape(dims)));
  }

  /**
   * The greatest values of each row of a matrix, greatest first, and where they stand, int64. Which
   * of several equal ones comes first is left to chance.
   */
  Greatest greatest(String name, Value x, int count) {
    Value indices = new Value(name + ".at", PaddleType.INT64, Shape.of(ANY, count));
    Value values =
        writer
            .call("top_k_v2")
            .in("X", x)
            .with("k", count)
            .with("axis", 1)
            .with("largest", true)
            .with("sorted", true)
            .also("Indices", indices)
            .makes("Out", x.other(name, ANY, count));
    return new Greatest(values, indices);
  }

  /** A dimension of 0 stays as it is, and one of -1 takes what is left. */
  Value reshape(String name, Value x, int... dims) {
    List<Integer> wanted = new ArrayList<>();
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      wanted.add(dims[i]);
      made.add(dims[i] == 0 ? x.shape().dimension(i) : dims[i]);
    }
    return reshaping("reshape2", name, x)
        .with("shape", wanted)
        .makes("Out", new Value(name, x.type(), new Shape(made)));
  }

  Value transpose(String name, Value x, Integer... axes) {
    List<Long> dims = new ArrayList<>();
    for (int axis : axes) {
      dims.add(x.shape().dimension(axis));
    }
    return reshaping("transpose2", name, x)
        .with("axis", List.of(axes))
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  /** Puts a dimension of 1 before an axis. */
  Value unsqueeze(String name, Value x, int axis) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.add(axis, 1L);
    return reshaping("unsqueeze2", name, x)
        .with("axes", List.of(axis))
        .makes("Out", new Value(name, x.type(), new Shape(dims)));
  }

  private Call pair(String type, Value x, Value y) {
    return writer.call(type).in("X", x).in("Y", y);
  }

  private Call slice(Value x, int axis, int from, int to) {
    return writer
        .call("slice")
        .in("Input", x)
        .with("axes", List.of(axis))
        .with("starts", List.of(from))
        .with("ends", List.of(to))
        .with("infer_flags", List.of(1));
  }

  /** These operators keep the old shape, which training asks for, in an output of its own. */
  private Call reshaping(String type, String name, Value x) {
    List<Long> dims = new ArrayList<>(x.shape().dimensions());
    dims.add(0, 0L);
    return writer
        .call(type)
        .in("X", x)
        .also("XShape", new Value(name + ".xshape", x.type(), new Shape(dims)));
  }

  private static Shape broadcast(Shape x, Shape y) {
    List<Long> dims = new ArrayList<>();
    int rank = Math.max(x.rank(), y.rank());
    for (int i = 0; i < rank; i++) {
      long a = dimension(x, i - rank + x.rank());
      long b = dimension(y, i - rank + y.rank());
      dims.add(a == 1 || a == ANY && b != 1 ? b : a);
    }
    return new Shape(dims);
  }

  private static long dimension(Shape shape, int axis) {
    return axis < 0 ? 1 : shape.dimension(axis);
  }
}
