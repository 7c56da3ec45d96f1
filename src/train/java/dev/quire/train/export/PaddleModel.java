package dev.quire.train.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.quire.model.paddle.PaddleType;
import dev.quire.train.export.PaddleOperators.Greatest;
import dev.quire.train.export.PaddleWriter.Files;
import dev.quire.train.export.PaddleWriter.Value;
import dev.quire.train.net.PageMini;
import dev.quire.train.net.Sides;

/**
 * The whole model as a Paddle program, with the weights of an exported {@link OnnxModel}: the same
 * inputs, network, rows and counts. Where ONNX sorts with an order among equals, the program counts
 * smaller values instead, as Paddle's sorting leaves that order to chance.
 */
final class PaddleModel {

  private static final int ROWS = OnnxModel.ROWS;

  private final PaddleWriter writer = new PaddleWriter();
  private final PaddleOperators operators = new PaddleOperators(writer);

  private PaddleModel() {}

  /**
   * Writes the network with the weights of a model.
   *
   * @throws IllegalArgumentException if the model is not one of this network
   */
  static Files of(PageMini net, ModelProto model) {
    return new PaddleModel().files(net, new OnnxWeights(model));
  }

  private Files files(PageMini net, OnnxWeights weights) {
    Value imShape = writer.input("im_shape", PaddleType.FP32, -1, 2);
    Value image = writer.input("image", PaddleType.FP32, -1, 3, -1, -1);
    Value scaleFactor = writer.input("scale_factor", PaddleType.FP32, -1, 2);
    Value out = net.apply(new PaddleLayers(writer, operators, weights), image);
    writer.output(rows(out, edges(imShape, scaleFactor)));
    writer.output(operators.repeated("fetch_name_1", out, ROWS));
    return writer.build("page-mini");
  }

  /** The rows of all images, [B · 300, 7]. */
  private Value rows(Value out, Value edges) {
    Value shape = operators.cast("map.size", operators.shape("map.shape", out), PaddleType.INT64);
    Value batch = operators.slice("batch", shape, 0, 0, 1);
    Value height = operators.slice("map.height", shape, 0, 2, 3);
    Value width = operators.slice("map.width", shape, 0, 3, 4);
    Value plane = operators.both("plane", "elementwise_mul", height, width);

    Greatest best = best(out);
    Value at = best.indices();
    Value label = operators.both("label", "elementwise_floordiv", at, plane);
    Value cell = operators.both("cell", "elementwise_mod", at, plane);
    Value row = last(operators.both("row", "elementwise_floordiv", cell, width));
    Value column = last(operators.both("column", "elementwise_mod", cell, width));
    Value cells = operators.concat("cell.place", 2, column, row, column, row);
    Value size = operators.concat("map.sides", 0, width, height, width, height);

    Value numbers = numbers(out, cell, batch, plane);
    Value codes = operators.slice("codes", numbers, 2, 0, 4);
    Value boxes = boxes(floats(cells), floats(size), codes, edges);
    Value order = operators.element("order", numbers, 2, 4);
    Value table =
        operators.concat(
            "table", 2, last(floats(label)), last(best.values()), boxes, last(rank(order)));
    return operators.reshape("fetch_name_0", table, -1, OnnxModel.ROW_LENGTH);
  }

  /** The best scores of each image, those that a neighbour outdoes left out. */
  private Greatest best(Value out) {
    Value logits = operators.slice("logits", out, 1, 0, PageMini.CLASSES);
    Value scores = operators.each("scores", "sigmoid", logits);
    Value highest = operators.maxOfRow("scores.best", scores, OnnxModel.PEAK_WIDTH);
    Value peak = floats(operators.compare("peak", "equal", scores, highest));
    Value peaks = operators.both("peaks", "elementwise_mul", scores, peak);
    return operators.greatest("score", operators.reshape("peaks.flat", peaks, 0, -1), ROWS);
  }

  /** What the network says of the chosen cells: four sides and the place in the order. */
  private Value numbers(Value out, Value cell, Value batch, Value plane) {
    int each = PageMini.CHANNELS - PageMini.SIDES;
    Value maps = operators.slice("numbers", out, 1, PageMini.SIDES, PageMini.CHANNELS);
    Value turned =
        operators.transpose(
            "numbers.turned", operators.reshape("numbers.cells", maps, 0, each, -1), 0, 2, 1);
    Value image =
        operators.range("image.index", writer.longs("first", 0), batch, writer.longs("step", 1));
    Value before =
        operators.both(
            "image.cells", "elementwise_mul", operators.unsqueeze("image.column", image, 1), plane);
    Value index = operators.both("cell.index", "elementwise_add", cell, before);
    Value chosen =
        operators.gather(
            "chosen.flat",
            operators.reshape("numbers.rows", turned, -1, each),
            operators.reshape("cell.flat", index, -1),
            0);
    return operators.reshape("chosen", chosen, -1, ROWS, each);
  }

  /**
   * Left, top, right and bottom in pixels of the original image, [B, 300, 4].
   *
   * @param cells column, row, column and row of each
   * @param size width, height, width and height of the map in cells
   */
  private Value boxes(Value cells, Value size, Value codes, Value edges) {
    Value most = writer.floats("codes.most", new float[] {(float) Sides.MAX_CODE}, 1);
    Value limited = operators.both("codes.limited", "elementwise_min", codes, most);
    // distances in cells: a side's distance is 8 · (exp(a) - 1) pixels, and a cell is 8 pixels
    Value reach = operators.scale("reach", operators.each("codes.exp", "exp", limited), 1, -1);
    Value directions = writer.floats("directions", new float[] {-1, -1, 1, 1}, 4);
    Value way = operators.both("way", "elementwise_mul", reach, directions);
    Value centres = operators.scale("centres", cells, 1, 0.5f);
    Value places = operators.both("places", "elementwise_add", centres, way);
    Value shares = operators.both("shares", "elementwise_div", places, size);
    Value pixels = operators.both("pixels", "elementwise_mul", shares, edges);
    return operators.both(
        "boxes", "elementwise_min", operators.each("pixels.above", "relu", pixels), edges);
  }

  /** Width, height, width and height of the original images, [B, 1, 4]. */
  private Value edges(Value imShape, Value scaleFactor) {
    Value exact = operators.both("origin.exact", "elementwise_div", imShape, scaleFactor);
    Value origin =
        operators.each("origin", "floor", operators.scale("origin.raised", exact, 1, 0.5f));
    Value sides = writer.longs("edges.sides", 1, 0, 1, 0);
    return operators.unsqueeze("edges", operators.gather("edges.flat", origin, sides, 1), 1);
  }

  /** How many come before each: those of less, and of the equal ones those further ahead. */
  private Value rank(Value order) {
    Value one = operators.unsqueeze("order.one", order, 2);
    Value other = operators.unsqueeze("order.other", order, 1);
    float[] places = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      places[i] = i;
    }
    Value less = floats(operators.compare("order.less", "less_than", other, one));
    Value equal = floats(operators.compare("order.equal", "equal", other, one));
    Value ahead =
        operators.compare(
            "order.ahead",
            "less_than",
            writer.floats("place.other", places, 1, ROWS),
            writer.floats("place.one", places, ROWS, 1));
    Value tied = operators.both("order.tied", "elementwise_mul", equal, floats(ahead));
    Value before = operators.both("order.before", "elementwise_add", less, tied);
    return operators.reduce("rank", "reduce_sum", before, 2, false);
  }

  private Value floats(Value x) {
    return operators.cast(x.name() + ".float", x, PaddleType.FP32);
  }

  /** [B, 300] as [B, 300, 1]. */
  private Value last(Value x) {
    return operators.unsqueeze(x.name() + ".last", x, 2);
  }
}
